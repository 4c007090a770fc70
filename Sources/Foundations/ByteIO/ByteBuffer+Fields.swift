extension ByteBuffer {
  /// The integer's bytes, least significant first.
  @inlinable
  public mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append($0) }
  }

  /// The integer's bytes, most significant first.
  @inlinable
  public mutating func append(bigEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append($0) }
  }
}
