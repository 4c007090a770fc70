internal import CommandLineTool

/// How many exports of a format may be made at the same time: `pdf=2`.
struct FormatLimit: Sendable, Hashable {
  var format: String
  var limit: Int

  init?(_ text: String) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let limit = Int(parts[1]), (1...100_000).contains(limit) else {
      return nil
    }
    format = String(parts[0])
    self.limit = limit
  }

  var text: String { "\(format)=\(limit)" }
}

extension ValueType where Value == FormatLimit {
  static var formatLimit: Self {
    Self(
      placeholder: "FORMAT=N", expectation: "a format and how many of it at once, as pdf=2", show: { $0.text },
      read: { FormatLimit($0) })
  }
}
