internal import ByteIO

extension JSONWriter {
  /// The next member's name; a literal makes no `String`.
  public mutating func key(_ name: StaticString) {
    beginKey()
    if name.hasPointerRepresentation {
      buffer.appendQuoted(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), format)
    } else {
      buffer.appendQuoted(String(describing: name), format)
    }
    endKey()
  }

  @_disfavoredOverload
  public mutating func key(_ name: String) {
    beginKey()
    buffer.appendQuoted(name, format)
    endKey()
  }

  public mutating func string(_ text: StaticString) {
    beginValue()
    if text.hasPointerRepresentation {
      buffer.appendQuoted(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), format)
    } else {
      buffer.appendQuoted(String(describing: text), format)
    }
  }

  @_disfavoredOverload
  public mutating func string(_ text: some StringProtocol) {
    beginValue()
    buffer.appendQuoted(String(text), format)
  }

  @_disfavoredOverload
  public mutating func string(_ text: String) {
    beginValue()
    buffer.appendQuoted(text, format)
  }

  /// A string from bytes that may not be valid UTF-8: what is malformed becomes U+FFFD.
  public mutating func string(repairing bytes: some Collection<UInt8>) {
    beginValue()
    buffer.appendQuoted(String(decoding: bytes, as: UTF8.self), format)
  }

  public mutating func integer(_ value: some FixedWidthInteger & SignedInteger) {
    beginValue()
    buffer.append(decimal: Int64(value))
  }

  public mutating func integer(_ value: some FixedWidthInteger & UnsignedInteger) {
    beginValue()
    buffer.append(decimal: UInt64(value))
  }

  @inlinable
  public mutating func integer(_ value: Int) {
    integer(Int64(value))
  }

  public mutating func integer(_ value: Int64) {
    beginValue()
    buffer.append(decimal: value)
  }

  /// A whole number keeps its point (`1.0`), so that it is read back as what it was.
  public mutating func number(_ value: Double) {
    beginValue()
    append(value)
  }

  mutating func append(_ value: Double) {
    if value.isFinite {
      buffer.append(number: value, keepingPoint: true)
    } else {
      nonFinite(value)
    }
  }

  /// A number with exactly so many decimals.
  public mutating func number(_ value: Double, decimals: Int) {
    beginValue()
    if value.isFinite {
      buffer.append(fixed: value, decimals: decimals)
    } else {
      nonFinite(value)
    }
  }

  private mutating func nonFinite(_ value: Double) {
    switch format.nonFinite {
    case .null: break
    case .text: return buffer.appendQuoted(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity", format)
    case .refuse: fail(JSONWriterError(code: .nonFinite, message: "JSON has no way to write \(value)"))
    }
    buffer.append("null")
  }

  public mutating func bool(_ value: Bool) {
    beginValue()
    if value { buffer.append("true") } else { buffer.append("false") }
  }

  public mutating func null() {
    beginValue()
    buffer.append("null")
  }

  /// A value that is JSON already, taken as it is and not checked.
  public mutating func verbatim(_ json: UnsafeRawBufferPointer) {
    beginValue()
    buffer.append(json)
  }

  /// A value that is JSON already, taken as it is and not checked.
  public mutating func verbatim(_ json: [UInt8]) {
    beginValue()
    buffer.append(json)
  }

  /// The next member as key and string.
  @inlinable
  public mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  /// The next member as key and integer.
  @inlinable
  public mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    integer(value)
  }

  /// The next member as key and boolean.
  @inlinable
  public mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }
}
