
--[[
What the sync workers need; one chunk with wedsync.lua. The replication state of a partition is a hash: c:<origin> = up to where that
origin's writes are held, h:<origin> = up to where another group had heard of them, f:<origin> = its latest tombstone that was dropped, g:<peer> = the peer's generation that was compared with,
o:<peer> = the generation here in which that was, d:<peer> = what this region and the peer had up to there was compared.
]]

-- Names one unbroken life of the data: Redis draws another one at every start and every promotion, the moments at which writes get lost.
local function generation()
  return string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
end

-- Whether this node has evicted anything since it started. That never becomes untrue; until it is true, once a second is often enough to ask.
local evicted, evictions_asked_at = 0, 0
local function has_evicted()
  if evicted == 1 then return 1 end
  local now = now_ms()
  if math.abs(now - evictions_asked_at) < 1000 then return 0 end
  evictions_asked_at = now
  evicted = string.match(redis.call('INFO', 'stats'), 'evicted_keys:(%d+)') == '0' and 0 or 1
  return evicted
end

-- KEYS clock, replication state, acknowledged. Returns {clock, generation, state as pairs, acknowledged as pairs, 1 = the node has evicted}.
local function position(keys)
  return { redis.call('GET', keys[1]) or '0', generation(), redis.call('HGETALL', keys[2]), redis.call('HGETALL', keys[3]), has_evicted() }
end

-- KEYS clock, replication state, acknowledged, then indexes. Returns what position does, and sixth the names in the indexes.
local function contents(keys)
  local result, names = position(keys), {}
  for i = 4, #keys do
    for _, name in ipairs(redis.call('ZRANGE', keys[i], 0, -1)) do names[#names + 1] = name end
  end
  result[6] = names
  return result
end

local function raise_field(key, field, stamp)
  if tonumber(redis.call('HGET', key, field) or '0') < tonumber(stamp) then redis.call('HSET', key, field, stamp) end
end

--[[
KEYS replication state. ARGV 1 generation here, 2 origin, 3 the origin's generation, 4 from, 5 to.
Returns 'done' | 'gap': what is held ends before, or is of another life of the origin | 'moved': this region began another life.
]]
local function move_cursor(keys, argv)
  if generation() ~= argv[1] then return 'moved' end
  if redis.call('HGET', keys[1], 'g:' .. argv[2]) ~= argv[3] then return 'gap' end
  local cursor = redis.call('HGET', keys[1], 'c:' .. argv[2]) or '0'
  if tonumber(cursor) < tonumber(argv[4]) then return 'gap' end
  raise_field(keys[1], 'c:' .. argv[2], argv[5])
  return 'done'
end

-- Whether deletions have come back since a state was read; '' = whatever came back.
local function has_more_back(acknowledged, returned)
  return returned ~= '' and (redis.call('HGET', acknowledged, RETURNED) or '0') ~= returned
end

--[[
KEYS replication state, acknowledged. ARGV 1 generation here, 2 deletions that had come back, 3 peer, 4 its generation, then pairs of field
and stamp. Returns 1, or 0 = it is not what was compared any more.
]]
local function adopt(keys, argv)
  if generation() ~= argv[1] or has_more_back(keys[2], argv[2]) then return 0 end
  for i = 5, #argv, 2 do raise_field(keys[1], argv[i], argv[i + 1]) end
  redis.call('HSET', keys[1], 'g:' .. argv[3], argv[4], 'o:' .. argv[3], argv[1])
  return 1
end

-- KEYS clock. ARGV 1 stamp, 2 skew limit in ms. Returns 1, or 0 = too far ahead.
local function raise(keys, argv)
  local stamp = tonumber(argv[1])
  if stamp > now_stamp() + tonumber(argv[2]) * TICKS then return 0 end
  if stamp > last_stamp(keys[1]) then redis.call('SET', keys[1], argv[1]) end
  return 1
end

--[[
KEYS acknowledged. ARGV 1 peer, 2 stamp, 3 generation that the peer read ('' = any), 4 residency group that the peer shares ('' = none),
5 deletions that had come back when it was read ('' = any), 6 from where it was read.
Never goes back. Returns the stamp that stands, or -1 when the peer read something else than what stands now, or not from where it has to.
]]
local function acknowledge(keys, argv)
  if argv[3] ~= '' and generation() ~= argv[3] or has_more_back(keys[1], argv[5]) then return '-1' end
  if tonumber(argv[6]) > tonumber(redis.call('HGET', keys[1], argv[1]) or '0') then return '-1' end
  if argv[4] ~= '' then raise_field(keys[1], argv[1] .. '@' .. argv[4], argv[2]) end
  raise_field(keys[1], argv[1], argv[2])
  return redis.call('HGET', keys[1], argv[1])
end

--[[
Whether a second region holds a write of this one, or something later that took its place.
KEYS acknowledged, entry. ARGV 1 stamp of the write, 2 this region. Returns 1 | 0 = not yet | -1 = the write is lost here.
]]
local function confirmed(keys, argv)
  local head = redis.call('GETRANGE', keys[2], 0, 511)
  local standing = header(head)
  if not standing or standing.stamp < tonumber(argv[1]) then return -1 end
  if standing.origin ~= argv[2] then return 1 end
  local group = residency_of(head)
  local known = redis.call('HGETALL', keys[1])
  for i = 1, #known, 2 do
    local at = string.find(known[i], '@', 1, true)
    local counts = (group == '' and not at) or (at and string.sub(known[i], at + 1) == group)
    if counts and tonumber(known[i + 1]) >= standing.stamp then return 1 end
  end
  return 0
end

-- KEYS entries. Returns the start of each, as far as residency; '' = not there, or over: regions drop that at different times.
local function heads(keys)
  local result, now = {}, now_ms()
  for i, key in ipairs(keys) do
    local head = redis.call('GETRANGE', key, 0, HEAD_END)
    local old = header(head)
    result[i] = old and is_over(old, now) and '' or head
  end
  return result
end

--[[
Takes a version out without a trace. KEYS entry, index of its origin, optional subject.
ARGV 1 partition, 2 id, 3 the bytes of stamp and write id, 4 origin. Returns 1, or 0 = another version stands.
]]
local function remove(keys, argv)
  local old = stored_header(keys[1])
  if not old or struct.pack('>I8', old.stamp) .. old.write_id ~= argv[3] or old.origin ~= argv[4] then return 0 end
  redis.call('DEL', keys[1])
  redis.call('ZREM', keys[2], argv[2])
  if keys[3] then redis.call('SREM', keys[3], argv[2]) end
  announce('p', argv[1], text(old.stamp), old.origin, argv[2])
  return 1
end

--[[
Gives a version of this region whose stamp is ahead of time a stamp of now, or puts a tombstone in its place. The partition's clock goes
back with it, but never behind what a peer has acknowledged.
KEYS entry, clock, index of this region, acknowledged. ARGV 1 partition, 2 id, 3 the stamp, 4 value of the tombstone ('' = keep), 5 region.
Returns {'done', stamp} | {'changed'}.
]]
local function restamp(keys, argv)
  local value = redis.call('GET', keys[1])
  local old = header(value)
  if not old or old.stamp ~= tonumber(argv[3]) or old.origin ~= argv[5] then return { 'changed' } end
  local floor = 0
  for i, stamp in ipairs(redis.call('HGETALL', keys[4])) do
    if i % 2 == 0 then floor = math.max(floor, tonumber(stamp)) end
  end
  local stamp = math.max(now_stamp(), floor + 1)
  local first, rest = string.sub(value, 1, 2), string.sub(value, 11)
  if argv[4] ~= '' then first, rest = inherit(value, string.sub(argv[4], 1, 2), string.sub(argv[4], 11)) end
  value = first .. struct.pack('>I8', stamp) .. rest
  if argv[4] ~= '' then redis.call('SET', keys[1], value) else redis.call('SET', keys[1], value, 'KEEPTTL') end
  redis.call('SET', keys[2], text(stamp))
  redis.call('ZADD', keys[3], text(stamp), argv[2])
  announce('p', argv[1], text(stamp), argv[5], argv[2])
  return { 'done', text(stamp) }
end

-- KEYS lease. ARGV 1 token, 2 duration in ms. Takes or extends it. Returns 1, or 0 = another one holds it.
local function own(keys, argv)
  local holder = redis.call('GET', keys[1])
  if holder and holder ~= argv[1] then return 0 end
  redis.call('SET', keys[1], argv[1], 'PX', argv[2])
  return 1
end

-- KEYS lease. ARGV 1 token. Gives it up, if it is the caller's.
local function disown(keys, argv)
  if redis.call('GET', keys[1]) ~= argv[1] then return 0 end
  return redis.call('DEL', keys[1])
end

-- A node whose memory or disk is full still runs what writes nothing, and, of its memory, what keeps the little that replication lives on.
local function register(name, callback, flag)
  redis.register_function { function_name = '@LIBRARY@_' .. name, callback = callback, flags = { flag } }
end

register('position', position, 'no-writes')
register('contents', contents, 'no-writes')
register('confirmed', confirmed, 'no-writes')
register('heads', heads, 'no-writes')
register('move_cursor', move_cursor, 'allow-oom')
register('adopt', adopt, 'allow-oom')
register('raise', raise, 'allow-oom')
register('acknowledge', acknowledge, 'allow-oom')
register('remove', remove, 'allow-oom')
register('own', own, 'allow-oom')
register('disown', disown, 'allow-oom')
register('restamp', restamp)
