internal import ByteIO

/// What is known of the names of fields that were written before: there are few, and they come again and again.
struct LogFieldNames {
  struct Known {
    /// `,"name":`
    let json: [UInt8]
    let isSensitive: Bool
  }

  /// Members of a JSON line that are not fields.
  private static let reserved: Set<String> = [
    "time", "level", "subsystem", "message", "request_id", "tenant", "trace_id", "span_id",
  ]

  /// More are looked at each time anew: names that somebody makes up must not fill the memory.
  private static let mostNames = 1_024

  private var known: [String: Known] = [:]

  mutating func lookup(_ name: String) -> Known {
    if let known = known[name] { return known }
    var json = ByteBuffer(reserving: 64)
    json.append(",")
    json.appendLogQuoted(Self.reserved.contains(name) ? "field_" + name : name)
    json.append(":")
    let made = Known(json: json.bytes, isSensitive: SensitiveName.matches(name))
    if known.count < Self.mostNames { known[name] = made }
    return made
  }
}
