-- Asks for the addresses in the file $PATHS in turn, and prints one line of JSON at the end.
local paths, n = {}, 0
for line in io.lines(os.getenv("PATHS")) do n = n + 1; paths[n] = line end
local i = 0
function request() i = i % n + 1; return wrk.format("GET", paths[i], {["Accept-Encoding"] = "gzip"}) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"rate": %.1f, "p50": %.2f, "p99": %.2f, "requests": %d, "errors": %d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.requests, e.status + e.connect + e.read + e.write + e.timeout))
end
