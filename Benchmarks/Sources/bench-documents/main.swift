import ByteIO
import DocumentFormats
import Documents
import Glibc

// bench-documents FORMAT INPUT OUTPUT [REPEATS]: reads once, writes the format REPEATS times, prints the time of each.

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func read(_ path: String) -> [UInt8] {
  guard let stream = fopen(path, "rb") else {
    print("cannot open \(path)")
    exit(1)
  }
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count <= 0 { return bytes }
    bytes.append(contentsOf: buffer[..<count])
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let format = DocumentFormat(named: arguments[1]),
  let input = DocumentFormat(path: arguments[2])
else {
  print("usage: bench-documents FORMAT INPUT OUTPUT [REPEATS]")
  exit(2)
}
let repeats = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
let start = seconds()
let registry = FormatRegistry.standard
let source = read(arguments[2])
let document = try registry.reader(for: input).read(source).document
let parsed = seconds()
print("read: \((parsed - start) * 1000) ms")
for _ in 0..<repeats {
  let begin = seconds()
  let sink = try FileSink(path: arguments[3], durability: .fast)
  let report = try registry.writer(for: format).write(
    document, to: sink, options: ExportOptions(), control: ExportControl())
  try sink.finish()
  let pages = report.pages.map { "\($0) pages, " } ?? ""
  print("write: \((seconds() - begin) * 1000) ms, \(pages)\(report.bytes) bytes")
  for warning in report.warnings.prefix(5) { print("  \(warning)") }
}
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print("memory: \(usage.ru_maxrss / 1024) MB")
