internal import Tables

/// Column widths in characters, by what the first rows hold.
enum SheetWidths {
  static func measure(_ column: Column, _ values: ColumnVector?) -> Double {
    var widest = column.name.count + 3
    switch column.type {
    case .date: widest = max(widest, 11)
    case .timestamp: widest = max(widest, 19)
    case .time, .duration: widest = max(widest, 9)
    case .text:
      if let values {
        for row in 0..<min(values.count, 200) where !values.isNull(row) {
          // Characters beyond ASCII take more bytes than room.
          widest = max(widest, values.bytes(at: row).reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 })
        }
      }
    default: widest = max(widest, 10)
    }
    return Double(min(widest, 60))
  }
}
