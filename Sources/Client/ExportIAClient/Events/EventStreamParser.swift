internal import Foundation

/// Server-Sent Events as they are cut out of a stream of bytes.
struct EventStreamParser {
  struct Event: Equatable {
    var id: String?
    var name: String
    var data: String
  }

  private var line: [UInt8] = []
  private var endedWithReturn = false
  private var isFirstLine = true
  private var id: String?
  private var name = ""
  private var data: [String] = []

  /// How long to wait before coming back, where the server says it.
  private(set) var retryDelay: Duration?

  /// The events that end with these bytes.
  mutating func events(in piece: Data) -> [Event] {
    var events: [Event] = []
    for byte in piece {
      if byte == 0x0A, endedWithReturn {
        endedWithReturn = false
        continue
      }
      endedWithReturn = byte == 0x0D
      if byte == 0x0A || byte == 0x0D {
        if let event = endLine() { events.append(event) }
      } else {
        line.append(byte)
      }
    }
    return events
  }

  private mutating func endLine() -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else {
      defer {
        name = ""
        data = []
      }
      return data.isEmpty
        ? nil : Event(id: id, name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
    }
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    let field = String(decoding: line[..<colon], as: UTF8.self)
    var rest = line[min(colon + 1, line.endIndex)...]
    if rest.first == 0x20 { rest.removeFirst() }
    let value = String(decoding: rest, as: UTF8.self)
    switch field {
    case "id" where !value.unicodeScalars.contains("\0"): id = value
    case "event": name = value
    case "data": data.append(value)
    case "retry": retryDelay = Int64(value).map { .milliseconds(min(max($0, 0), 3_600_000)) } ?? retryDelay
    default: break
    }
    return nil
  }
}
