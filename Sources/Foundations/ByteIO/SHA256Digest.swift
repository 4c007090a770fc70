/// The 32 bytes of a SHA-256, as a value without an allocation.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  public static let byteCount = 32

  // In the order of the digest, most significant byte first.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  init(loading bytes: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// Nil where these are not 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self = bytes.withUnsafeBytes { SHA256Digest(loading: $0) }
  }

  /// Nil where these are not 64 hexadecimal digits.
  public init?(hexadecimal: String) {
    guard let bytes = Hexadecimal.decode(hexadecimal) else { return nil }
    self.init(bytes)
  }

  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - $0 * 8)) }
    }
  }

  /// 64 hexadecimal digits, lower case.
  public var description: String { Hexadecimal.encode(bytes) }

  public static func == (left: Self, right: Self) -> Bool {
    left.words == right.words
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}
