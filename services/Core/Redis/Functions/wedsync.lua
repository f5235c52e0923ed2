#!lua name=@LIBRARY@
--[[
Writes of the cache's records. One call touches one partition only, so that it is atomic and moves with its slot.
Every key is declared: while a slot migrates, Redis can only then refuse a call whose keys are not all on one node.
Everything is read before anything is written: a call that is refused half-way has changed nothing.
Stamps are below 2^53 and therefore exact in Lua's numbers, but never in its default number format.
]]

local EPOCH_MS = 1577836800000
local TICKS = 4096
local CHANNEL = 'wedsync:changes'
local TOMBSTONE, INVALIDATION = 1, 4

local function text(stamp)
  return string.format('%.0f', stamp)
end

local function now_ms()
  local t = redis.call('TIME')
  return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
end

local function has_flag(flags, flag)
  return math.floor(flags / flag) % 2 == 1
end

-- The part of a stored header that order and ownership depend on; nil when there is no entry.
local function header(value)
  if not value or #value < 52 then return nil end
  local origin_length = string.byte(value, 51)
  return {
    flags = string.byte(value, 2),
    stamp = struct.unpack('>I8', value, 3),
    fresh_until = struct.unpack('>I8', value, 19),
    expires_at = struct.unpack('>I8', value, 35),
    write_id = string.sub(value, 43, 50),
    origin = string.sub(value, 52, 51 + origin_length),
  }
end

local function stored_header(key)
  return header(redis.call('GETRANGE', key, 0, 82))
end

local function last_stamp(clock_key)
  return tonumber(redis.call('GET', clock_key) or '0')
end

local function announce(kind, partition, stamp, origin, id)
  redis.call('PUBLISH', CHANNEL, kind .. ' ' .. partition .. ' ' .. text(stamp) .. ' ' .. origin .. ' ' .. id)
end

-- Stores a version and everything that points at it. extra: numbers of optional keys in KEYS, 0 = not given.
local function store(keys, partition, id, flags, stamp, origin, value, expires_at, extra)
  if has_flag(flags, TOMBSTONE) or has_flag(flags, INVALIDATION) then
    redis.call('SET', keys[1], value)
  else
    redis.call('SET', keys[1], value, 'PXAT', expires_at)
  end
  redis.call('ZADD', keys[4], text(stamp), id)
  if extra.old_index > 0 then redis.call('ZREM', keys[extra.old_index], id) end
  if extra.subject > 0 then redis.call('SADD', keys[extra.subject], id) end
  if extra.former_subject > 0 then redis.call('SREM', keys[extra.former_subject], id) end
  if extra.invalidations > 0 then redis.call('ZADD', keys[extra.invalidations], text(stamp), id) end
  announce('p', partition, stamp, origin, id)
end

local function extra_keys(argv, from)
  return {
    old_index = tonumber(argv[from]),
    subject = tonumber(argv[from + 1]),
    former_subject = tonumber(argv[from + 2]),
    invalidations = tonumber(argv[from + 3]),
  }
end

--[[
A write of this region: put, fill, delete, invalidation.
KEYS entry, clock, lease, index of this region, then optional ones.
ARGV 1 partition, 2 id, 3 the two bytes before the stamp, 4 the bytes after it, 5 expiry (Unix ms), 6 floor: the stamp is later,
     7 condition: refused when a version later than this one is stored ('' = none), 8 this region, 9 write id,
     10 region of the optional old index, 11.. numbers of the optional keys: old index, subject, former subject, invalidations.
Returns {'ok', stamp} | {'superseded', stamp, origin} | {'index', origin}: call again with that region's index.
]]
local function write(keys, argv)
  local old = stored_header(keys[1])
  if old and old.write_id == argv[9] then return { 'ok', text(old.stamp) } end
  if old and argv[7] ~= '' and old.stamp > tonumber(argv[7]) then
    return { 'superseded', text(old.stamp), old.origin }
  end
  local origin = argv[8]
  if old and old.origin ~= origin and old.origin ~= argv[10] then return { 'index', old.origin } end

  local stamp = math.max((now_ms() - EPOCH_MS) * TICKS, last_stamp(keys[2]) + 1, tonumber(argv[6]) + 1)
  if old and old.stamp >= stamp then stamp = old.stamp + 1 end
  local flags = string.byte(argv[3], 2)
  redis.call('SET', keys[2], text(stamp))
  store(keys, argv[1], argv[2], flags, stamp, origin, argv[3] .. struct.pack('>I8', stamp) .. argv[4], argv[5],
    extra_keys(argv, 11))
  return { 'ok', text(stamp) }
end

--[[
A version that another region wrote.
KEYS entry, clock, lease, index of the version's origin, then optional ones.
ARGV 1 partition, 2 id, 3 value, 4 skew limit in ms, 5 region of the optional old index, 6.. as in write.
Returns {'applied'} | {'known'} | {'older', stamp, origin} | {'expired'} | {'quarantined', now} | {'index', origin}.
]]
local function apply(keys, argv)
  local incoming = header(argv[3])
  local now = now_ms()
  local now_stamp = (now - EPOCH_MS) * TICKS
  if incoming.stamp > now_stamp + tonumber(argv[4]) * TICKS then return { 'quarantined', text(now_stamp) } end
  local old = stored_header(keys[1])
  if old then
    if old.stamp == incoming.stamp and old.origin == incoming.origin then return { 'known' } end
    if old.stamp > incoming.stamp or (old.stamp == incoming.stamp and old.origin > incoming.origin) then
      return { 'older', text(old.stamp), old.origin }
    end
    if old.origin ~= incoming.origin and old.origin ~= argv[5] then return { 'index', old.origin } end
  end
  local lasting = has_flag(incoming.flags, TOMBSTONE) or has_flag(incoming.flags, INVALIDATION)
  if not lasting and incoming.expires_at <= now then return { 'expired' } end

  if incoming.stamp > last_stamp(keys[2]) then redis.call('SET', keys[2], text(incoming.stamp)) end
  store(keys, argv[1], argv[2], incoming.flags, incoming.stamp, incoming.origin, argv[3], text(incoming.expires_at),
    extra_keys(argv, 6))
  return { 'applied' }
end

-- A lease is "token basis". Any version later than its basis voids it, so that writes need not touch it.
local function lease_basis(lease)
  return tonumber(string.match(lease, ' (%d+)$'))
end

local function is_holder(lease, token)
  return lease and string.sub(lease, 1, #token + 1) == token .. ' '
end

--[[
Asks for the right to compute an entry.
KEYS entry, clock, lease. ARGV 1 token, 2 duration in ms, 3 version up to which the stored entry does not do ('0' = any does),
     4 newest invalidation that the caller knows: the computation starts after it.
Returns {'hit', value} | {'lease', stamp: what the computation is based on} | {'wait', ms until the holder's lease ends}.
]]
local function acquire(keys, argv)
  local value = redis.call('GET', keys[1])
  local old = header(value)
  local now = now_ms()
  if old and not has_flag(old.flags, TOMBSTONE) and old.stamp > tonumber(argv[3]) and old.fresh_until > now then
    return { 'hit', value }
  end
  local lease = redis.call('GET', keys[3])
  if lease and not (old and old.stamp > lease_basis(lease)) then
    return { 'wait', math.max(redis.call('PTTL', keys[3]), 1) }
  end
  local basis = math.max((now - EPOCH_MS) * TICKS, last_stamp(keys[2]), tonumber(argv[4]))
  redis.call('SET', keys[2], text(basis))
  redis.call('SET', keys[3], argv[1] .. ' ' .. text(basis), 'PX', argv[2])
  return { 'lease', text(basis) }
end

-- KEYS lease. ARGV 1 token, 2 duration in ms. Returns 1, or 0 when the lease is not the caller's any more.
local function renew(keys, argv)
  if not is_holder(redis.call('GET', keys[1]), argv[1]) then return 0 end
  redis.call('PEXPIRE', keys[1], argv[2])
  return 1
end

-- KEYS lease. ARGV 1 token, 2 partition, 3 id, 4 announced kind: r = given back, f = the computation failed.
local function release(keys, argv)
  if not is_holder(redis.call('GET', keys[1]), argv[1]) then return 0 end
  redis.call('DEL', keys[1])
  announce(argv[4], argv[2], 0, '-', argv[3])
  return 1
end

-- KEYS acknowledged. ARGV 1 peer, 2 stamp. Never goes back. Returns the stamp that stands.
local function acknowledge(keys, argv)
  local known = redis.call('HGET', keys[1], argv[1])
  if known and tonumber(known) >= tonumber(argv[2]) then return known end
  redis.call('HSET', keys[1], argv[1], argv[2])
  return argv[2]
end

--[[
Takes names out of an index: of entries that expired or were evicted, of tombstones that every peer has acknowledged, of
invalidations that nothing living can depend on.
KEYS index, invalidations, then the entries. ARGV 1 stamp up to which every peer acknowledged, 2.. the ids of the entries.
Returns how many names went.
]]
local function sweep(keys, argv)
  local acknowledged, now = tonumber(argv[1]), now_ms()
  local gone = {}
  for i = 3, #keys do
    local old = stored_header(keys[i])
    local dropped = old and old.stamp <= acknowledged
      and (has_flag(old.flags, TOMBSTONE) or (has_flag(old.flags, INVALIDATION) and old.expires_at <= now))
    if not old or dropped then gone[#gone + 1] = i end
  end
  for _, i in ipairs(gone) do
    redis.call('DEL', keys[i])
    redis.call('ZREM', keys[1], argv[i - 1])
    redis.call('ZREM', keys[2], argv[i - 1])
  end
  return #gone
end

redis.register_function('@LIBRARY@_write', write)
redis.register_function('@LIBRARY@_apply', apply)
redis.register_function('@LIBRARY@_acquire', acquire)
redis.register_function('@LIBRARY@_renew', renew)
redis.register_function('@LIBRARY@_release', release)
redis.register_function('@LIBRARY@_acknowledge', acknowledge)
redis.register_function('@LIBRARY@_sweep', sweep)
