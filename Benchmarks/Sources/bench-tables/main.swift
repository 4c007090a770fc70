import ByteIO
import Documents
import Glibc
import TableFormats
import TableReports
import Tables

// bench-tables write FORMAT ROWS COLUMNS PATH [OPTION]   FORMAT: csv, ndjson, parquet, xlsx; OPTION: snappy, none, small, unnamed
// bench-tables read FORMAT PATH
// bench-tables report FORMAT PATH TO                       a report of a table: pdf, html, docx, odt
// bench-tables convert FROM TO                            - is standard input, as CSV
// bench-tables transform KIND PATH                        filter, compute, sort, group, of a file of the table written
// bench-tables generate ROWS COLUMNS                      CSV on standard output, and nothing else
// Prints: CPU seconds, largest resident memory in MB, rows.

/// The largest resident memory since the program was started, in MB.
func largestMemory() -> Int {
  guard let file = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix("VmHWM:") { return (Int(text.filter(\.isNumber)) ?? 0) / 1024 }
  }
  return 0
}

/// CPU seconds of this process so far.
func cpuTime() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

func report(rows: Int, without seconds: Double = 0) {
  print("\(cpuTime() - seconds) \(largestMemory()) \(rows)")
}

let arguments = CommandLine.arguments
do {
  switch (arguments.dropFirst().first, arguments.count) {
  case ("write", 6...):
    guard let format = TableFormat(rawValue: arguments[2]), let rows = Int(arguments[3]),
      let columns = Int(arguments[4])
    else { throw TableError(.unknownFormat, "write FORMAT ROWS COLUMNS PATH") }
    var options = TableFile.WriteOptions()
    let option = arguments.count > 6 ? arguments[6] : ""
    if option == "snappy" { options.parquet.codec = .snappy }
    if option == "none" { options.parquet.codec = .none }
    if option == "small" { options.xlsx.speed = .small }
    options.xlsx.omitsReferences = arguments.last == "unnamed"
    // Peers get their table ready before their clock starts; ours is made on the way, so making it is taken off.
    let before = cpuTime()
    let values = SyntheticTable(rows: rows, columns: columns)
    while try values.next() != nil {}
    let making = cpuTime() - before
    let writer = try TableFile.writer(FileSink(path: arguments[5], durability: .fast), format, options)
    try writer.write(SyntheticTable(rows: rows, columns: columns))
    report(rows: try writer.finish().rows, without: before + 2 * making)
  case ("read", 4):
    var options = TableFile.ReadOptions()
    options.format = TableFormat(rawValue: arguments[2])
    options.infersFromAllRows = false
    let source = try TableFile.open(arguments[3], options)
    var rows = 0
    while let chunk = try source.next() { rows += chunk.count }
    report(rows: rows)
  case ("report", 5):
    guard let format = DocumentFormat(named: arguments[2]) else {
      throw TableError(.unknownFormat, "report FORMAT PATH TO")
    }
    var options = ReportOptions()
    options.title = "Report"
    options.totals = "sum(amount), mean(price)"
    options.formats = ["price": "#,##0.00"]
    let sink = try FileSink(path: arguments[4], durability: .fast)
    let written = try TableReport.write(TableFile.open(arguments[3]), as: format, to: sink, options)
    try sink.finish()
    report(rows: written.pages ?? 0)
  case ("convert", 4):
    let source =
      arguments[2] == "-" ? try TableFile.open(FileBytes(descriptor: 0), .csv) : try TableFile.open(arguments[2])
    let writer = try TableFile.writer(arguments[3])
    try writer.write(source)
    report(rows: try writer.finish().rows)
  case ("transform", 4):
    var table = try TableFile.open(arguments[3])
    switch arguments[2] {
    case "filter": table = try table.filtering("c1 > 250000.0 and c0 != 'item 7'").selecting("c0, c1, c2, c3")
    case "compute": table = try table.selecting("c0, c1 * 1.21 + c3 as total, length(c2) as n")
    case "sort": table = try table.selecting("c0, c1, c2").sorting("c0, c1 desc")
    case "group": table = try table.grouping(by: "c0", "c0, sum(c1) as s, mean(c3) as m, count() as n, max(c5) as g")
    default: throw TableError(.unsupported, "transform filter|compute|sort|group PATH")
    }
    var rows = 0
    while let chunk = try table.next() { rows += chunk.count }
    report(rows: rows)
  case ("generate", 4):
    let writer = try TableFile.writer(DescriptorSink(1), .csv)
    try writer.write(SyntheticTable(rows: Int(arguments[2]) ?? 0, columns: Int(arguments[3]) ?? 0))
    _ = try writer.finish()
  default:
    print("bench-tables write|read|convert …")
    exit(2)
  }
} catch {
  print("failed: \(error)")
  exit(1)
}
