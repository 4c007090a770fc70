import Glibc
import HTTPClient
import HTTPMessage

/// bench-client URL REQUESTS CONCURRENT: GETs the URL that often and reads every body.
let arguments = CommandLine.arguments
guard arguments.count == 4, let requests = Int(arguments[2]), let concurrent = Int(arguments[3]) else {
  print("usage: bench-client URL REQUESTS CONCURRENT")
  exit(2)
}
let url = arguments[1]
var settings = HTTPClientSettings()
settings.egress = .everywhere
settings.maximumConnections = concurrent
settings.maximumConnectionsPerOrigin = concurrent
settings.limits.bodyBytes = .max
let client = try HTTPClient(settings)
let bytes = try await withThrowingTaskGroup(of: Int.self) { group in
  for worker in 0..<concurrent {
    group.addTask {
      var bytes = 0
      for _ in 0..<(requests / concurrent + (worker < requests % concurrent ? 1 : 0)) {
        let response = try await client.get(url)
        for try await chunk in response.body { bytes += chunk.count }
      }
      return bytes
    }
  }
  var total = 0
  for try await bytes in group { total += bytes }
  return total
}
print(bytes)
