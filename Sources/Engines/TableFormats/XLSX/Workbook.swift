internal import Archives
internal import ByteIO
internal import Tables

/// What a workbook says of its sheets, styles and shared texts.
struct Workbook {
  private(set) var sheets: [(name: String, entry: ZIPEntry)] = []
  private(set) var formats: [NumberFormatKind] = []
  private(set) var texts: TextPool
  private(set) var startsIn1904 = false

  /// A sheet of a million rows unpacks to some hundred megabytes.
  static let limits = ArchiveLimits(entryBytes: 8 << 30, totalBytes: 32 << 30, ratio: 2_000)

  static func naming<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as ArchiveError {
      throw TableError(.syntax, "this is not an Excel workbook, or it is damaged: \(error)")
    }
  }

  init(_ archive: ZIPReader) throws {
    func scanner(_ name: String) throws -> MarkupScanner? {
      guard let entry = archive.entry(name) else { return nil }
      return try MarkupScanner(Self.bytes(archive, entry))
    }
    let root = try Self.relationships(scanner("_rels/.rels"))
    let path = root.values.first { $0.type.hasSuffix("/officeDocument") }?.target ?? "xl/workbook.xml"
    let book = Self.resolve(path, from: "")
    guard let workbook = try scanner(book) else {
      throw TableError(.syntax, "this is not an Excel workbook: it has no \(book)")
    }
    let folder = book.split(separator: "/").dropLast().map(String.init).joined(separator: "/")
    let name = book.split(separator: "/").last.map(String.init) ?? ""
    let related = try Self.relationships(scanner("\(folder.isEmpty ? "" : folder + "/")_rels/\(name).rels"))
    while let tag = try workbook.next() {
      guard tag != .close else { continue }
      if workbook.isNamed("workbookPr"), let value = workbook.text(of: "date1904") {
        startsIn1904 = value == "1" || value == "true"
      }
      guard workbook.isNamed("sheet"), let name = workbook.text(of: "name"), let id = workbook.text(of: "id") else {
        continue
      }
      // Charts and macros have sheets without cells.
      guard let target = related[id], target.type.hasSuffix("/worksheet") else { continue }
      if let entry = archive.entry(Self.resolve(target.target, from: folder)) { sheets.append((name, entry)) }
    }
    func part(_ kind: String) -> ZIPEntry? {
      related.values.first { $0.type.hasSuffix("/\(kind)") }.flatMap {
        archive.entry(Self.resolve($0.target, from: folder))
      }
    }
    if let styles = part("styles") { formats = try Self.formats(MarkupScanner(Self.bytes(archive, styles))) }
    texts = try TextPool(part("sharedStrings").map { try Self.bytes(archive, $0, most: 2 << 30) })
  }

  private static func bytes(_ archive: ZIPReader, _ entry: ZIPEntry, most: Int = 256 << 20) throws -> MemoryBytes {
    MemoryBytes(try naming { try archive.bytes(entry, most: most) })
  }

  func sheet(_ name: String?) throws -> (name: String, entry: ZIPEntry) {
    if let name {
      if let found = sheets.first(where: { $0.name == name }) { return found }
      throw TableError(
        .input, "there is no sheet '\(name)'; the sheets are: \(sheets.map(\.name).joined(separator: ", "))")
    }
    guard let first = sheets.first else { throw TableError(.input, "the workbook has no sheet with cells") }
    return first
  }

  private static func resolve(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  private static func relationships(_ scanner: MarkupScanner?) throws -> [String: (type: String, target: String)] {
    var found: [String: (type: String, target: String)] = [:]
    while let scanner, let tag = try scanner.next() {
      guard tag != .close, scanner.isNamed("Relationship"), let id = scanner.text(of: "Id"),
        let type = scanner.text(of: "Type"), let target = scanner.text(of: "Target")
      else { continue }
      found[id] = (type, target)
    }
    return found
  }

  private static func formats(_ scanner: MarkupScanner) throws -> [NumberFormatKind] {
    var codes: [Int: String] = [:]
    var kinds: [NumberFormatKind] = []
    var inCells = false
    while let tag = try scanner.next() {
      if scanner.isNamed("cellXfs") { inCells = tag == .open }
      guard tag != .close else { continue }
      if scanner.isNamed("numFmt"), let id = scanner.text(of: "numFmtId").flatMap({ Int($0) }) {
        codes[id] = scanner.text(of: "formatCode")
      } else if inCells, scanner.isNamed("xf") {
        let id = scanner.text(of: "numFmtId").flatMap { Int($0) } ?? 0
        kinds.append(NumberFormatKind(id: id, code: codes[id]))
      }
    }
    return kinds
  }
}
