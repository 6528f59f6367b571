-- Asks for an address that nobody asked for before, so that no answer was made already.
local thread_number, count = 0, 0

function setup(thread)
  thread:set("number", thread_number)
  thread_number = thread_number + 1
end

function request()
  count = count + 1
  return wrk.format("GET", "/leaderboard?limit=100&n=" .. number .. "-" .. wrk.thread_seed .. "-" .. count)
end

function init(arguments)
  wrk.thread_seed = arguments[1] or "0"
end
