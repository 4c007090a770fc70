import Archives
import ByteIO
import Glibc
import XML

/// Takes everything and keeps nothing.
final class Nowhere: ByteSink {
  func write(_ bytes: UnsafeRawBufferPointer) throws {}
  func finish() throws {}
}

final class Counter: XMLHandler {
  var events = 0
  var bytes = 0
  func start(_ tag: borrowing XMLStartTag) throws {
    events += 1
    for index in 0..<tag.attributeCount { bytes += tag.attributeUTF8(at: index).count }
  }
  func end(_ name: XMLName) throws { events += 1 }
  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws { bytes += utf8.count }
}

/// A worksheet as an export has it, until the document is `size` bytes long.
func writeSheet(_ size: Int, to sink: any ByteSink) throws {
  var xml = XMLWriter(to: sink)
  try xml.declaration(standalone: true)
  try xml.start("worksheet")
  try xml.namespace("http://schemas.openxmlformats.org/spreadsheetml/2006/main")
  try xml.start("sheetData")
  var row = 1
  while xml.bytesWritten < size {
    try xml.start("row")
    try xml.attribute("r", row)
    for column in 0..<8 {
      try xml.start("c")
      try xml.attribute("r", column)
      if column & 1 == 1 {
        try xml.element("v", text: row &* 7919 &+ column)
      } else {
        try xml.attribute("t", "inlineStr")
        try xml.start("is")
        try xml.element("t", text: names[(row &* 31 &+ column) % names.count])
        try xml.end()
      }
      try xml.end()
    }
    try xml.end()
    row += 1
  }
  try xml.end()
  try xml.end()
  try xml.finish()
}

let names = (0..<1_000).map { "item \($0 &* 2_654_435_761 % 9_973) of \($0 % 17), R&D" }

func read(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
  guard let stream = fopen(path, "rbe") else { throw ArchiveError(.system, "cannot open \(path)") }
  defer { fclose(stream) }
  var buffer = [UInt8](repeating: 0, count: 262_144)
  while true {
    let count = fread(&buffer, 1, buffer.count, stream)
    if count == 0 { return }
    try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}

let huge = XMLReaderOptions(limits: XMLLimits(documentBytes: .max))
let arguments = CommandLine.arguments
switch arguments.count > 2 ? arguments[1] : "" {
case "sheet":
  let file = try FileSink(path: arguments[2])
  try writeSheet(Int(arguments[3]) ?? 0, to: file)
  try file.finish()
case "sheet-nowhere":
  try writeSheet(Int(arguments[2]) ?? 0, to: Nowhere())
case "sheet-zip":
  let zip = ZIPWriter(to: Nowhere())
  try zip.entry("xl/worksheets/sheet1.xml") { try writeSheet(Int(arguments[2]) ?? 0, to: $0) }
  try zip.finish()
case "zip-fast", "zip-small":
  let file = try FileSink(path: arguments[3])
  let zip = ZIPWriter(to: file)
  try zip.entry("sheet.xml", compression: arguments[1] == "zip-fast" ? .fast : .small) { entry in
    try read(arguments[2]) { try entry.write($0) }
  }
  try zip.finish()
  try file.finish()
case "unzip":
  let zip = try ZIPReader(path: arguments[2])
  for entry in zip.entries { try zip.read(entry, to: Nowhere()) }
case "handle":
  let counter = Counter()
  let reader = XMLReader(handler: counter, options: huge)
  try read(arguments[2]) { try reader.feed($0) }
  try reader.finish()
  print(counter.events)
case "pull":
  guard let stream = fopen(arguments[2], "rbe") else { exit(1) }
  let reader = XMLEventReader(options: huge) { fread($0.baseAddress, 1, $0.count, stream) }
  var events = 0
  while let event = try reader.next() {
    switch event {
    case .start, .end: events += 1
    default: break
    }
  }
  print(events)
default:
  print("usage: bench-archives sheet|sheet-nowhere|sheet-zip|zip-fast|zip-small|unzip|handle|pull …")
  exit(2)
}
