
--[[
Reads one key of each of many partitions that this node serves. Undeclared, since declared keys have to share a slot. What this node cannot
answer for (it is no primary, or the slot is elsewhere or on its way) is not read but named: the caller asks for it by itself.
]]
local function read_each(argv, from, command, prefix, suffix, take)
  local is_primary, unread = string.find(redis.call('INFO', 'replication'), 'role:master', 1, true), {}
  for i = from, #argv do
    local answer = is_primary and redis.pcall(command, prefix .. argv[i] .. suffix)
    if not is_primary or type(answer) == 'table' then unread[#unread + 1] = argv[i] else take(answer, argv[i]) end
  end
  return unread
end

-- ARGV partitions. Returns {the highest of their clocks, unread partitions}.
local function highest_clock(_, argv)
  local highest = 0
  local unread = read_each(argv, 1, 'GET', 'h:{', '}', function(clock)
    if clock then highest = math.max(highest, tonumber(clock)) end
  end)
  return { text(highest), unread }
end

-- ARGV 1 subject, then partitions. Returns {those that hold something of the subject, unread partitions}.
local function holders(_, argv)
  local holding = {}
  local unread = read_each(argv, 2, 'EXISTS', 's:{', '}:' .. argv[1], function(exists, partition)
    if exists == 1 then holding[#holding + 1] = partition end
  end)
  return { holding, unread }
end

local READ_ONLY = { 'no-writes', 'allow-cross-slot-keys' }
redis.register_function({ function_name = '@LIBRARY@_highest_clock', callback = highest_clock, flags = READ_ONLY })
redis.register_function({ function_name = '@LIBRARY@_holders', callback = holders, flags = READ_ONLY })
