internal import ByteIO
internal import Tables

/// How the cells of one column are written. A class, so that handing it on counts one owner instead of eight.
final class SheetColumn {
  enum Kind { case text, integer, double, decimal(scale: Int), boolean, date, time, timestamp, duration, other }

  let kind: Kind
  let style: Int
  let guardedStyle: Int
  let index: Int
  let letters: String
  /// `<c r="A`
  let opening: [UInt8]
  /// `" s="3"><v>`, `" t="s" s="3"><v>`, `" t="inlineStr" s="3"><is><t>`
  let number: [UInt8]
  let shared: [UInt8]
  let guardedShared: [UInt8]
  let boolean: [UInt8]
  let styleText: String

  init(_ column: Column, index: Int, sheet: XLSXSheet, styles: inout StyleSheet) {
    switch column.type {
    case .text: kind = .text
    case .integer: kind = .integer
    case .double: kind = .double
    case .decimal(_, let scale): kind = .decimal(scale: scale)
    case .boolean: kind = .boolean
    case .date: kind = .date
    case .time: kind = .time
    case .timestamp: kind = .timestamp
    case .duration: kind = .duration
    case .binary, .list, .object: kind = .other
    }
    let format = sheet.numberFormats[column.name] ?? Self.format(column.type)
    let isLink = sheet.links.contains(column.name)
    style = styles.index(format: format, look: isLink ? .link : .plain)
    guardedStyle = styles.index(format: format, look: .guarded)
    self.index = index
    letters = SheetGeometry.letters(index)
    styleText = style > 0 ? " s=\"\(style)\"" : ""
    opening = Array("<c r=\"\(letters)".utf8)
    number = Array("\"\(styleText)><v>".utf8)
    shared = Array("\"\(styleText) t=\"s\"><v>".utf8)
    guardedShared = Array("\" s=\"\(guardedStyle)\" t=\"s\"><v>".utf8)
    boolean = Array("\"\(styleText) t=\"b\"><v>".utf8)
  }

  private static func format(_ type: ColumnType) -> String? {
    switch type {
    case .date: "yyyy-mm-dd"
    case .time: "hh:mm:ss"
    case .timestamp: "yyyy-mm-dd hh:mm:ss"
    case .duration: "[h]:mm:ss"
    case .decimal(_, let scale): scale == 0 ? "0" : "0." + String(repeating: "0", count: min(scale, 30))
    default: nil
    }
  }
}
