-- Asks the questions of the file that QUESTIONS names, one after the other, again and again; an answer that is not 200 is told.

local paths = {}
for line in io.lines(os.getenv("QUESTIONS")) do
  paths[#paths + 1] = line
end
local at = 0

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency)
  local seconds = summary.duration / 1e6
  local refused = summary.errors.status + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT\t%d\t%d\t%.2f\t%.2f\t%.1f\t%d\n", summary.requests, summary.requests / seconds,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.bytes / summary.requests / 1024, refused))
end
