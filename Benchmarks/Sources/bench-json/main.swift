import ByteIO
import Glibc
import JSON

// Our JSON on the document of the suite. usage: bench-json MODE PATH [ROUNDS]
// MODE: tree, events, write print the CPU microseconds of the fastest round; tokens and text print what was read.

struct Tokens {
  var tokens = 0
  var bytes = 0
  var trues = 0
  var nulls = 0
  var integers: Int64 = 0
  var numbers = 0.0

  init(_ text: [UInt8]) throws(JSONError) {
    var reader = try JSONReader(text)
    while true {
      switch try reader.next() {
      case .key, .string: bytes += reader.contentCount
      case .integer: integers += reader.integer
      case .number: numbers += reader.number
      case .true: trues += 1
      case .null: nulls += 1
      case .end: return
      default: break
      }
      tokens += 1
    }
  }
}

func cpuMicroseconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
  return Double(now.tv_sec) * 1e6 + Double(now.tv_nsec) / 1e3
}

func measure(_ rounds: Int, _ work: () throws -> Void) rethrows {
  var best = Double.infinity
  for _ in 0..<rounds {
    let start = cpuMicroseconds()
    try work()
    best = min(best, cpuMicroseconds() - start)
  }
  print((best * 10).rounded() / 10)
}

func contents(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { exit(2) }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  let size = ftell(file)
  rewind(file)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    count = fread(buffer.baseAddress, 1, size, file)
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { exit(2) }
let text = contents(arguments[2])
let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 50 : 50

switch arguments[1] {
case "tree":
  try measure(rounds) { _ = try JSONValue(parsing: text) }
case "events":
  try measure(rounds) {
    let tokens = try Tokens(text)
    precondition(tokens.tokens > 0)
  }
case "tokens":
  let tokens = try Tokens(text)
  print(
    "\(tokens.tokens) tokens, \(tokens.bytes) bytes of text, \(tokens.trues) trues, \(tokens.nulls) nulls,",
    "integers \(tokens.integers), numbers \(tokens.numbers)")
case "write":
  let value = try JSONValue(parsing: text)
  measure(rounds) {
    var writer = JSONWriter()
    writer.value(value)
    let buffer = writer.finishBuffer()
    precondition(buffer.count > 1000)
  }
case "array":
  let value = try JSONValue(parsing: text)
  measure(rounds) { precondition(value.bytes().count > 1000) }
default:
  print(String(decoding: try JSONValue(parsing: text).bytes(), as: UTF8.self))
}
