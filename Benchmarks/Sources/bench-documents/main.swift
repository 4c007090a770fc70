import ByteIO
import DocumentFormats
import Documents
import Glibc

// bench-documents FORMAT INPUT OUTPUT [REPEATS]: reads once, writes the format REPEATS times, prints the time of each.
// bench-documents edits INPUT OUTPUT [REPEATS]: writes a PDF, changes a paragraph, writes it again; with memory and without.

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Of all threads of the process.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
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

/// One paragraph of the middle changes each time; the files of both must be the same.
func measureEdits(_ input: String, _ output: String, _ repeats: Int) throws {
  let reader = try FormatRegistry.standard.reader(for: .markdown)
  var document = try reader.read(read(input)).document
  let plain = try FormatRegistry.standard.writer(for: .pdf)
  let remembering = try FormatRegistry.remembering().writer(for: .pdf)
  let place = document.blocks.indices.filter {
    if case .paragraph = document.blocks[$0] { $0 >= document.blocks.count / 2 } else { false }
  }.first
  guard let place else { return print("there is no paragraph to change") }
  for round in 0...repeats {
    if round > 0 { document.blocks[place] = .paragraph("Words of round \(round), about as many as before them.") }
    for (name, writer) in [("without memory", plain), ("with memory", remembering)] {
      let begin = processorSeconds()
      let written = try writer.bytes(document)
      let spent = (processorSeconds() - begin) * 1000
      if round > 0 { print("\(name): \(spent) ms, \(written.report.pages ?? 0) pages") }
      if name == "with memory", try plain.bytes(document).bytes != written.bytes { print("the files differ") }
    }
  }
}

let arguments = CommandLine.arguments
if arguments.count >= 4, arguments[1] == "edits" {
  try measureEdits(arguments[2], arguments[3], arguments.count > 4 ? Int(arguments[4]) ?? 5 : 5)
  exit(0)
}
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
  let processor = processorSeconds()
  let sink = try FileSink(path: arguments[3], durability: .fast)
  let report = try registry.writer(for: format).write(
    document, to: sink, options: ExportOptions(), control: ExportControl())
  try sink.finish()
  let pages = report.pages.map { "\($0) pages, " } ?? ""
  let spent = (processorSeconds() - processor) * 1000
  print("write: \((seconds() - begin) * 1000) ms, \(pages)\(report.bytes) bytes, processor \(spent) ms")
  for warning in report.warnings.prefix(5) { print("  \(warning)") }
}
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print("memory: \(usage.ru_maxrss / 1024) MB")
