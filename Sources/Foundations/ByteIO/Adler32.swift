internal import CDeflate

/// The checksum of zlib streams (RFC 1950).
public struct Adler32: Sendable, Hashable {
  public private(set) var value: UInt32 = 1

  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    value = libdeflate_adler32(value, start, bytes.count)
  }

  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  public static func of(_ bytes: [UInt8]) -> UInt32 {
    var checksum = Adler32()
    checksum.update(bytes)
    return checksum.value
  }
}
