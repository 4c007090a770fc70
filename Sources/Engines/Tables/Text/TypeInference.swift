internal import Values

/// Finds the narrowest type that all texts of a column have.
public struct TypeInference: Sendable {
  public private(set) var type: ColumnType?
  /// Texts judged, missing ones left out.
  public private(set) var values = 0
  public private(set) var nulls = 0
  /// Texts that had the type which the column had before it became text.
  public private(set) var narrowValues = 0
  public private(set) var narrowType: ColumnType?
  private var hasLargeInteger = false

  public init() {}

  /// The type with how far to trust it: near 1 with many agreeing values, 1/2 with a single one. A text column in
  /// which most values are of another type is doubted by their share.
  public var result: (type: ColumnType, confidence: Double) {
    guard let type else { return (.text, 0) }
    let evidence = Double(values) / Double(values + 1)
    if type == .text, narrowType != nil { return (.text, evidence * (1 - Double(narrowValues) / Double(values))) }
    return (type, evidence)
  }

  public mutating func addNull() { nulls += 1 }

  @inlinable
  public mutating func add(_ text: UnsafeRawBufferPointer) {
    addValue(text)
  }

  @usableFromInline
  mutating func addValue(_ text: UnsafeRawBufferPointer) {
    values += 1
    switch type {
    case .text?:
      if let narrowType, Self.has(text, narrowType) { narrowValues += 1 }
      return
    case .integer?:
      if let value = Self.plainInteger(text) {
        noteSize(value)
        return
      }
      if Self.isPlainNumber(text), !hasLargeInteger {
        type = .double
        return
      }
    case nil:
      type = Self.narrowest(text)
      if type == .integer, let value = Self.plainInteger(text) { noteSize(value) }
      return
    case .double?:
      if let value = Self.plainInteger(text) {
        noteSize(value)
        if !hasLargeInteger { return }
      } else if Self.isPlainNumber(text) {
        return
      }
    case .date?:
      if ValueParser.date(text) != nil { return }
      if let found = ValueParser.timestamp(text), !found.hasZone {
        type = .timestamp(zone: nil)
        return
      }
    case .timestamp(let zone)?:
      if let found = ValueParser.timestamp(text), found.hasZone == (zone != nil) { return }
      if zone == nil, ValueParser.date(text) != nil { return }
    case let other?:
      if Self.has(text, other) { return }
    }
    narrowType = type
    narrowValues = values - 1
    type = .text
  }

  private mutating func noteSize(_ value: Int64) {
    // Beyond 2^53 a Double would lose digits, so such a column becomes text rather than double.
    if value.magnitude > 1 << 53 { hasLargeInteger = true }
  }

  /// No leading zeros or plus: those are codes and telephone numbers.
  private static func plainInteger(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard let first = text.first, first != 0x2B else { return nil }
    let sign = first == 0x2D ? 1 : 0
    if text.count > sign + 1, text[sign] == 0x30 { return nil }
    return ValueParser.integer(text)
  }

  private static func isPlainNumber(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, first != 0x2B else { return false }
    let sign = first == 0x2D ? 1 : 0
    if text.count > sign + 1, text[sign] == 0x30, text[sign + 1] &- 0x30 < 10 { return false }
    // Digits alone that are no Int64 are an identifier.
    if text[sign...].allSatisfy({ $0 &- 0x30 < 10 }) { return plainInteger(text) != nil }
    return ValueParser.double(text) != nil
  }

  static func has(_ text: UnsafeRawBufferPointer, _ type: ColumnType) -> Bool {
    switch type {
    case .integer: plainInteger(text) != nil
    case .double: isPlainNumber(text)
    case .boolean: ValueParser.boolean(text) != nil
    case .date: ValueParser.date(text) != nil
    case .time: ValueParser.time(text) != nil
    case .timestamp(let zone): ValueParser.timestamp(text).map { $0.hasZone == (zone != nil) } ?? false
    case .duration: ValueParser.duration(text) != nil
    default: true
    }
  }

  public static func narrowest(_ text: UnsafeRawBufferPointer) -> ColumnType {
    if plainInteger(text) != nil { return .integer }
    if isPlainNumber(text) { return .double }
    if ValueParser.boolean(text) != nil { return .boolean }
    if ValueParser.date(text) != nil { return .date }
    if ValueParser.time(text) != nil { return .time }
    if let found = ValueParser.timestamp(text) { return .timestamp(zone: found.hasZone ? "UTC" : nil) }
    if ValueParser.duration(text) != nil { return .duration }
    return .text
  }
}
