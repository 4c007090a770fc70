import Archives
import ByteIO
import TableFormats
import Tables

private func add(_ name: String, _ text: String, to archive: ZIPWriter) throws {
  try archive.add(name, Array(text.utf8), compression: .stored)
}

/// The input is a workbook, or a sheet's XML that is put into one, or shared texts and a sheet parted by a zero byte.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    if bytes.starts(with: [0x50, 0x4B]) {
      _ = try read(bytes)
      return 0
    }
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let sink = MemorySink()
    let archive = ZIPWriter(to: sink)
    try add(
      "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>", to: archive)
    try add(
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"r3\" Type=\"x/styles\" Target=\"y.xml\"/></Relationships>",
      to: archive)
    try add(
      "xl/y.xml",
      "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/></numFmts><cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"21\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
      to: archive)
    try archive.add(
      "xl/t.xml", parts.count > 1 ? Array(parts[0]) : Array("<sst><si><t>a</t></si></sst>".utf8), compression: .stored)
    try archive.add("xl/s.xml", Array(parts[parts.count - 1]), compression: .stored)
    try archive.finish()
    _ = try read(sink.bytes)
  } catch is TableError {
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}

private func read(_ bytes: [UInt8]) throws -> Int {
  let reader = try XLSXReader(bytes, .init(isLenient: true, chunkRows: 100))
  var rows = 0
  while let chunk = try reader.next() {
    rows += chunk.count
    // A row's number may be far away.
    if rows > 3_000 || chunk.columns.count > 200 { break }
  }
  return rows
}
