internal import ByteIO
internal import DocumentFormats
internal import Documents
internal import Glibc

/// Writes a Markdown file in an office format and tells what that took, apart from reading the Markdown.
@main
enum BenchOffice {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let format = DocumentFormat(named: arguments[1]) else {
      print("usage: bench-office FORMAT INPUT.md OUTPUT [read]")
      exit(2)
    }
    let markdown = try read(arguments[2])
    let document = try FormatRegistry.standard.reader(for: .markdown).read(markdown).document
    let before = (cpu(), memory())
    let writer = try FormatRegistry.standard.writer(for: format)
    let sink = try FileSink(path: arguments[3], durability: .fast)
    let report = try writer.write(document, to: sink, options: ExportOptions(), control: ExportControl())
    try sink.finish()
    let written = (cpu(), memory())
    // A second time, with everything warm.
    let again = try FileSink(path: arguments[3], durability: .fast)
    _ = try writer.write(document, to: again, options: ExportOptions(), control: ExportControl())
    try again.finish()
    let warm = cpu() - written.0
    print(written.0 - before.0, warm, before.1, written.1, report.bytes, report.words, terminator: " ")
    if arguments.count > 4 {
      let start = cpu()
      let back = try FormatRegistry.standard.reader(for: format).read(read(arguments[3])).document
      print(cpu() - start, back.wordCount, terminator: "")
    }
    print()
  }

  /// Seconds of the process's threads.
  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The largest memory so far, in kilobytes.
  private static func memory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }

  private static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw DocumentError(.input, "\(path) cannot be opened") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
