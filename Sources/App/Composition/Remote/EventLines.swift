/// The ids and names of Server-Sent Events in a stream of bytes; what they carry is asked for where it is needed.
struct EventLines {
  private var line: [UInt8] = []
  private var id: Int?

  /// The ids of the events that end with these bytes.
  mutating func ids(in piece: [UInt8]) -> [Int] {
    var ids: [Int] = []
    for byte in piece where byte != 0x0D {
      guard byte == 0x0A else {
        line.append(byte)
        continue
      }
      if line.isEmpty {
        if let id { ids.append(id) }
        id = nil
      } else if line.starts(with: "id:".utf8) {
        id = Int(String(decoding: line.dropFirst(3).drop { $0 == 0x20 }, as: UTF8.self))
      }
      line.removeAll(keepingCapacity: true)
    }
    return ids
  }
}
