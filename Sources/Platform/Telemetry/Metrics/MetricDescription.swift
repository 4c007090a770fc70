/// What a metric is called and means.
public struct MetricDescription: Sendable, Hashable {
  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// Without `_total`; with the unit as its end where there is one.
  public let name: String
  public let help: String
  let kind: Kind
  let labels: [String]

  /// A wrong name stops the program: it is a mistake in its code.
  init(_ name: String, help: String, kind: Kind, labels: [String] = []) {
    precondition(Self.isName(name, colons: true), "'\(name)' is no name of a metric")
    precondition(
      !["_total", "_count", "_sum", "_bucket", "_created", "_info"].contains { name.hasSuffix($0) },
      "'\(name)': the ending is added by the exposition")
    for label in labels {
      precondition(
        Self.isName(label, colons: false) && !label.hasPrefix("__") && label != "le" && label != "quantile",
        "'\(label)' is no name of a label")
    }
    precondition(Set(labels).count == labels.count, "\(name) has a label twice")
    self.name = name
    self.help = help
    self.kind = kind
    self.labels = labels
  }

  /// The unit that OpenMetrics announces.
  var unit: String? {
    ["seconds", "bytes", "ratio", "celsius", "volts"].first { name.hasSuffix("_\($0)") }
  }

  private static func isName(_ text: String, colons: Bool) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
      case 0x3A: colons
      default: false
      }
    }
  }
}
