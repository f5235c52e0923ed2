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
local TOMBSTONE, INVALIDATION, EXPOSED = 1, 4, 8
-- How far a fill's basis may be ahead of the clock of a primary that took over: in ticks, 2 s.
local BASIS_SKEW = 2000 * TICKS
-- Field beside the acknowledgements: how many deletions of this region have come back to it.
local RETURNED = '#returned'
-- The last byte of a header that any function looks at: the end of residency.
local HEAD_END = 340

local function text(stamp)
  return string.format('%.0f', stamp)
end

local function now_ms()
  local t = redis.call('TIME')
  return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
end

-- The counter of a stamp starts at the microseconds within its millisecond, so that it is seldom needed.
local function now_stamp()
  local t = redis.call('TIME')
  return (tonumber(t[1]) * 1000 - EPOCH_MS) * TICKS + math.floor(tonumber(t[2]) * 4.096)
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

-- A lasting record whose time has passed: it has no TTL, lest it be evicted, and every region drops it by itself.
local function is_over(old, now)
  return has_flag(old.flags, INVALIDATION) and not has_flag(old.flags, TOMBSTONE) and old.expires_at <= now
end

local function stored_header(key)
  return header(redis.call('GETRANGE', key, 0, 82))
end

local function residency_of(head)
  local at = 52 + string.byte(head, 51)
  return string.sub(head, at + 1, at + (string.byte(head, at) or 0))
end

-- Whether regions of other groups have never heard of a name, as far as this version knows.
local function is_hidden(flags, group)
  return group ~= '' and not has_flag(flags, EXPOSED)
end

local function set_flag(value, flag)
  local flags = string.byte(value, 2)
  if has_flag(flags, flag) then return value end
  return string.sub(value, 1, 1) .. string.char(flags + flag) .. string.sub(value, 3)
end

local function clear_flag(value, flag)
  local flags = string.byte(value, 2)
  if not has_flag(flags, flag) then return value end
  return string.sub(value, 1, 1) .. string.char(flags - flag) .. string.sub(value, 3)
end

--[[
What a write of this region takes over from the version it replaces, so that regions of other groups hear no more of a name than they
know. A tombstone has the residency of what it deletes, when they never had anything of that name. An entry of a residency is marked when
they may have. Given the standing head and the two parts of the new value around its stamp; returns the two parts.
]]
local function inherit(head, first, rest)
  local flags = string.byte(first, 2)
  local at = 42 + string.byte(rest, 41)
  local group = string.sub(rest, at + 1, at + string.byte(rest, at))
  local old_group = residency_of(head)
  local hidden = is_hidden(string.byte(head, 2), old_group)
  if has_flag(flags, TOMBSTONE) then
    local inherited = hidden and old_group or ''
    if inherited ~= group then
      rest = string.sub(rest, 1, at - 1) .. string.char(#inherited) .. inherited .. string.sub(rest, at + #group + 1)
    end
  elseif group ~= '' and not (hidden and old_group == group) then
    first = set_flag(first, EXPOSED)
  end
  return first, rest
end

local function last_stamp(clock_key)
  return tonumber(redis.call('GET', clock_key) or '0')
end

local function announce(kind, partition, shown, origin, id)
  redis.call('PUBLISH', CHANNEL, kind .. ' ' .. partition .. ' ' .. shown .. ' ' .. origin .. ' ' .. id)
end

-- Stores a version and everything that points at it. Each redis.call costs more than the command: none is made for nothing.
-- shown: the stamp as text; from: where in argv the numbers of optional keys begin, 0 = not given.
local function store(keys, argv, from, partition, id, flags, shown, origin, value, expires_at)
  local call = redis.call
  if has_flag(flags, TOMBSTONE) or has_flag(flags, INVALIDATION) then
    call('SET', keys[1], value)
  else
    call('SET', keys[1], value, 'PXAT', expires_at)
  end
  call('ZADD', keys[4], shown, id)
  if #keys > 4 then
    local old_index, subject = tonumber(argv[from]), tonumber(argv[from + 1])
    local former_subject, invalidations = tonumber(argv[from + 2]), tonumber(argv[from + 3])
    if old_index > 0 then call('ZREM', keys[old_index], id) end
    if subject > 0 then call('SADD', keys[subject], id) end
    if former_subject > 0 then call('SREM', keys[former_subject], id) end
    if invalidations > 0 then call('ZADD', keys[invalidations], shown, id) end
  end
  announce('p', partition, shown, origin, id)
end

-- Moves the partition's clock to a stamp, or to one more than its last. Read and written in one call: two writes of one microsecond are rare.
local function advance(clock_key, stamp)
  local shown = text(stamp)
  local last = redis.call('SET', clock_key, shown, 'GET')
  if not last or tonumber(last) < stamp then return stamp, shown end
  shown = text(tonumber(last) + 1)
  redis.call('SET', clock_key, shown)
  return tonumber(last) + 1, shown
end

--[[
A write of this region: put, fill, delete, invalidation.
KEYS entry, clock, lease, index of this region, then optional ones.
ARGV 1 partition, 2 id, 3 the two bytes before the stamp, 4 the bytes after it, 5 expiry (Unix ms), 6 floor: the stamp is later,
     7 condition: refused when a version later than this one is stored ('' = none), 8 this region, 9 write id,
     10 region of the optional old index, 11.. numbers of the optional keys: old index, subject, former subject, invalidations.
Returns {'ok', stamp} | {'superseded', stamp, origin} | {'ahead', stamp of now}: what it is based on is still to come
     | {'index', origin}: call again with that region's index.
]]
local function write(keys, argv)
  local origin, floor, first, rest = argv[8], tonumber(argv[6]), argv[3], argv[4]
  local basis, now = struct.unpack('>I8', rest, 1), now_stamp()
  if basis > now + BASIS_SKEW and basis > last_stamp(keys[2]) + BASIS_SKEW then return { 'ahead', text(now) } end
  local head = redis.call('GETRANGE', keys[1], 0, HEAD_END)
  if #head >= 52 then
    local old_stamp = struct.unpack('>I8', head, 3)
    if string.sub(head, 43, 50) == argv[9] then return { 'ok', text(old_stamp) } end
    local old_origin = string.sub(head, 52, 51 + string.byte(head, 51))
    if argv[7] ~= '' and old_stamp > tonumber(argv[7]) then return { 'superseded', text(old_stamp), old_origin } end
    if old_origin ~= origin and old_origin ~= argv[10] then return { 'index', old_origin } end
    if old_stamp > floor then floor = old_stamp end
    first, rest = inherit(head, first, rest)
  end

  local stamp, shown = advance(keys[2], math.max(now, floor + 1))
  local value = first .. struct.pack('>I8', stamp) .. rest
  store(keys, argv, 11, argv[1], argv[2], string.byte(first, 2), shown, origin, value, argv[5])
  return { 'ok', shown }
end

-- By bytes: the server's locale must not decide which region wins.
local function is_before(left, right)
  for i = 1, math.min(#left, #right) do
    local l, r = string.byte(left, i), string.byte(right, i)
    if l ~= r then return l < r end
  end
  return #left < #right
end

-- Order of two versions: stamp, origin, and last the write id, since a failover can set a clock back and hand a stamp out twice.
local function is_later(left, right)
  if left.stamp ~= right.stamp then return left.stamp > right.stamp end
  if left.origin ~= right.origin then return is_before(right.origin, left.origin) end
  return is_before(right.write_id, left.write_id)
end

-- Fields of the acknowledgements that reach a stamp.
local function acknowledged_to(key, stamp)
  local known, fields = redis.call('HGETALL', key), {}
  for i = 1, #known, 2 do
    if tonumber(known[i + 1]) >= stamp then fields[#fields + 1] = known[i] end
  end
  return fields
end

-- Sees to it that readers who have passed a stamp read from before it again, and that what they acknowledge next does not count: they read
-- it before this.
local function take_back(key, fields, stamp)
  local returned = tonumber(redis.call('HGET', key, RETURNED) or '0')
  for _, field in ipairs(fields) do redis.call('HSET', key, field, text(stamp - 1)) end
  redis.call('HSET', key, RETURNED, text(returned + 1))
end

-- A version of outside the standing one's group came too late: that group knows the name, and has to be told that its version is gone.
local function expose(keys, argv, old, acknowledged)
  local is_own = old.origin == argv[11]
  local fields = is_own and acknowledged_to(acknowledged, old.stamp) or {}
  local value = redis.call('GET', keys[1])
  redis.call('SET', keys[1], set_flag(value, EXPOSED), 'KEEPTTL')
  if not is_own then return end
  take_back(acknowledged, fields, old.stamp)
  announce('p', argv[1], text(old.stamp), old.origin, argv[2])
end

--[[
A version that another region wrote, or one of this region that it had lost.
KEYS entry, clock, lease, index of the version's origin, then optional ones.
ARGV 1 partition, 2 id, 3 value, 4 skew limit in ms, 5 region of the optional old index, 6.. as in write,
     10 number of the optional key of acknowledgements, 11 this region. A lost deletion of this region takes back what was acknowledged:
     readers may have passed its place.
Returns {'applied'} | {'known'} | {'older', stamp, origin} | {'expired'} | {'quarantined', now} | {'index', origin}.
]]
local function apply(keys, argv)
  local incoming, value = header(argv[3]), argv[3]
  local now = now_ms()
  local now_stamp = (now - EPOCH_MS) * TICKS
  if incoming.stamp > now_stamp + tonumber(argv[4]) * TICKS then return { 'quarantined', text(now_stamp) } end
  local group, acknowledged = residency_of(value), keys[tonumber(argv[10])]
  local head = redis.call('GETRANGE', keys[1], 0, HEAD_END)
  local old = header(head)
  if old then
    local old_group = residency_of(head)
    local hidden = is_hidden(old.flags, old_group)
    if is_later(old, incoming) then
      if hidden and old_group ~= group then expose(keys, argv, old, acknowledged) end
      return { 'older', text(old.stamp), old.origin }
    end
    if not is_later(incoming, old) then return { 'known' } end
    if old.origin ~= incoming.origin and old.origin ~= argv[5] then return { 'index', old.origin } end
    if group ~= '' and not (hidden and old_group == group) then value = set_flag(value, EXPOSED) end
  end
  local flags = string.byte(value, 2)
  if not has_flag(flags, TOMBSTONE) and incoming.expires_at <= now then return { 'expired' } end

  local is_lost_deletion = incoming.origin == argv[11] and (has_flag(flags, TOMBSTONE) or has_flag(flags, EXPOSED))
  local taken_back = is_lost_deletion and acknowledged_to(acknowledged, incoming.stamp) or {}
  if incoming.stamp > last_stamp(keys[2]) then redis.call('SET', keys[2], text(incoming.stamp)) end
  if is_lost_deletion then take_back(acknowledged, taken_back, incoming.stamp) end
  store(keys, argv, 6, argv[1], argv[2], flags, text(incoming.stamp), incoming.origin, value, text(incoming.expires_at))
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
Without a token it is only asked who computes.
Returns {'hit', value} | {'lease', stamp: what the computation is based on} | {'wait', ms until the holder's lease ends} | {'free'}: nobody does.
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
  if argv[1] == '' then return { 'free' } end
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
  announce(argv[4], argv[2], '0', '-', argv[3])
  return 1
end

--[[
Takes names out of an index: of entries that expired or were evicted, of tombstones that every peer has acknowledged, of
invalidations that nothing living can depend on. An entry that other groups were shown as a tombstone is theirs no more: they have taken out
what they had. The latest such stamp is noted as the floor: who has not seen so far of the origin's deletes cannot know them any more.
KEYS index, invalidations, replication state, then the entries.
ARGV 1 stamp up to which every peer acknowledged, 2 origin of the index, 3.. the ids of the entries. Returns how many names went.
]]
local function sweep(keys, argv)
  local acknowledged, now = tonumber(argv[1]), now_ms()
  local gone, exposed, floor = {}, {}, 0
  for i = 4, #keys do
    local old = stored_header(keys[i])
    local dropped = old and (is_over(old, now) or (has_flag(old.flags, TOMBSTONE) and old.stamp <= acknowledged))
    if not old or dropped then gone[#gone + 1] = i end
    local is_exposed = old and not dropped and old.stamp <= acknowledged and has_flag(old.flags, EXPOSED)
    if is_exposed then exposed[keys[i]] = clear_flag(redis.call('GET', keys[i]), EXPOSED) end
    if is_exposed or (dropped and has_flag(old.flags, TOMBSTONE)) then floor = math.max(floor, old.stamp) end
  end
  -- What was dropped was seen: of a region that has left, nothing else says so.
  for _, field in ipairs({ 'f:', 'c:' }) do
    local name = field .. argv[2]
    if floor > tonumber(redis.call('HGET', keys[3], name) or '0') then redis.call('HSET', keys[3], name, text(floor)) end
  end
  for key, value in pairs(exposed) do redis.call('SET', key, value, 'KEEPTTL') end
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
-- It makes room: a node whose memory is full of names could never get out of it otherwise.
redis.register_function { function_name = '@LIBRARY@_sweep', callback = sweep, flags = { 'allow-oom' } }
