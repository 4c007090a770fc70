internal import JSON

extension ValueType where Value == String {
  public static var string: Self {
    Self(placeholder: "TEXT", expectation: "any text", show: { $0 }, read: { $0 })
  }

  public static var nonEmptyString: Self {
    Self(placeholder: "TEXT", expectation: "a text that is not empty", show: { $0 }, read: { $0.isEmpty ? nil : $0 })
  }

  /// A file's path; shells complete it.
  public static var file: Self {
    Self(placeholder: "FILE", expectation: "a path", completion: .files, show: { $0 }, read: { $0.isEmpty ? nil : $0 })
  }

  /// A folder's path; shells complete it.
  public static var folder: Self {
    Self(
      placeholder: "FOLDER", expectation: "a path", completion: .folders, show: { $0 }, read: { $0.isEmpty ? nil : $0 })
  }

  /// One of the listed words.
  public static func word(_ words: [String]) -> Self {
    Self(
      placeholder: words.joined(separator: "|"), expectation: alternatives(words), candidates: words, show: { $0 },
      read: { words.contains($0) ? $0 : nil })
  }
}

extension ValueType where Value: RawRepresentable, Value.RawValue == String, Value: CaseIterable {
  /// One of the enumeration's cases, by raw value.
  public static var choice: Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(
      placeholder: words.joined(separator: "|"), expectation: alternatives(words), candidates: words,
      show: { $0.rawValue }, read: { Value(rawValue: $0) })
  }
}

extension ValueType where Value == Int {
  public static func integer(_ range: ClosedRange<Int> = .min ... .max) -> Self {
    Self(
      placeholder: "NUMBER", expectation: "an integer\(bounds(range, .min, .max))", forms: [.integer],
      show: { String($0) }, json: { .integer(Int64($0)) },
      read: { text in strictInteger(text).flatMap { range.contains($0) ? $0 : nil } })
  }

  /// A number of bytes: `10MiB`, `512KB`, `4096`.
  public static func size(_ range: ClosedRange<Int> = 0 ... .max) -> Self {
    let limits =
      range == 0 ... .max ? "" : " from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound))"
    return Self(
      placeholder: "SIZE", expectation: "a size such as 512KiB, 10MiB or 2GB\(limits)", forms: [.text, .integer],
      show: { ByteSize.text($0) }, json: { .integer(Int64($0)) },
      read: { text in ByteSize.bytes(text).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension ValueType where Value == Double {
  public static func decimal(_ range: ClosedRange<Double> = -.infinity ... .infinity) -> Self {
    Self(
      placeholder: "NUMBER", expectation: "a number\(bounds(range, -.infinity, .infinity))",
      forms: [.integer, .decimal], show: { String($0) }, json: { .number($0) },
      read: { text in strictDecimal(text).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension ValueType where Value == Bool {
  public static var boolean: Self {
    Self(
      placeholder: "true|false", expectation: "true or false", candidates: ["true", "false"], forms: [.boolean],
      show: { $0 ? "true" : "false" }, json: { .bool($0) },
      read: { text in
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
      })
  }
}

extension ValueType where Value == Duration {
  /// A time span with its unit: `20s`, `500ms`, `1h30m`.
  public static func duration(_ range: ClosedRange<Duration> = .zero ... .seconds(Int64.max >> 1)) -> Self {
    let isOpen = range.upperBound == .seconds(Int64.max >> 1)
    let limits: String =
      switch (range.lowerBound == .zero, isOpen) {
      case (true, true): ""
      case (false, true): " of at least \(TimeSpan.text(range.lowerBound))"
      default: " from \(TimeSpan.text(range.lowerBound)) to \(TimeSpan.text(range.upperBound))"
      }
    return Self(
      placeholder: "TIME", expectation: "a time such as 500ms, 20s or 1h30m\(limits)", show: { TimeSpan.text($0) },
      read: { text in TimeSpan.duration(text).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension ValueType {
  /// Several values: with commas between them in one text, an array in a file.
  public static func list<Element: Sendable>(of element: ValueType<Element>) -> Self where Value == [Element] {
    Self(
      placeholder: "\(element.placeholder),…", expectation: "a list, each \(element.expectation)",
      completion: element.completion, forms: [.list],
      show: { $0.map(element.show).joined(separator: ",") }, json: { .array($0.map(element.showJSON)) },
      read: { text in
        if text.isEmpty { return [] }
        var values: [Element] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          guard let value = element.read(trimmed(part)) else { return nil }
          values.append(value)
        }
        return values
      })
  }

  /// The same, or nothing at all (an empty text).
  public static func optional<Wrapped: Sendable>(_ type: ValueType<Wrapped>) -> Self where Value == Wrapped? {
    Self(
      placeholder: type.placeholder, expectation: type.expectation, candidates: type.candidates,
      completion: type.completion, forms: type.forms, show: { $0.map(type.show) ?? "" },
      json: { $0.map(type.showJSON) ?? .null },
      read: { text in text.isEmpty ? .some(nil) : type.read(text).map { .some($0) } })
  }
}

/// "a, b or c"
func alternatives(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}

private func bounds<Number: Comparable>(_ range: ClosedRange<Number>, _ least: Number, _ greatest: Number) -> String {
  switch (range.lowerBound == least, range.upperBound == greatest) {
  case (true, true): ""
  case (false, true): " of at least \(range.lowerBound)"
  case (true, false): " of at most \(range.upperBound)"
  case (false, false): " from \(range.lowerBound) to \(range.upperBound)"
  }
}

/// Digits with an optional minus; `+5`, ` 5` and `5_000` are refused.
private func strictInteger(_ text: String) -> Int? {
  text.utf8.first == UInt8(ascii: "+") ? nil : Int(text)
}

private func strictDecimal(_ text: String) -> Double? {
  let allowed = Set("0123456789.eE+-".utf8)
  guard let first = text.utf8.first, first != UInt8(ascii: "+"), text.utf8.allSatisfy({ allowed.contains($0) }),
    let value = Double(text), value.isFinite
  else { return nil }
  return value
}

private func trimmed(_ text: Substring) -> String {
  var text = text
  while text.first == " " { text.removeFirst() }
  while text.last == " " { text.removeLast() }
  return String(text)
}
