internal import CLinux
internal import Synchronization

/// The name of a request in logs and answers.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// A name that a client or proxy sent; `nil` unless it is 1 to 128 letters, digits or `-_.:+/=`.
  public init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= 128, text.utf8.allSatisfy(Self.isPlain) else { return nil }
    description = text
  }

  private init(made: String) {
    description = made
  }

  /// A new one: 15 characters, 75 bits. So short a string lives without an allocation.
  static func make() -> RequestID {
    var generator = Self.state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
    func word() -> UInt64 {
      generator = generator &+ 0x9E37_79B9_7F4A_7C15
      var mixed = generator
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    var high = word()
    var low = word()
    let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"
    return RequestID(
      made: String(unsafeUninitializedCapacity: 15) { buffer in
        for index in 0..<15 {
          if index < 10 {
            buffer[index] = alphabet.utf8Start[Int(high & 31)]
            high >>= 5
          } else {
            buffer[index] = alphabet.utf8Start[Int(low & 31)]
            low >>= 5
          }
        }
        return 15
      })
  }

  private static let state = Atomic<UInt64>(
    {
      var seed: UInt64 = 0
      _ = withUnsafeMutableBytes(of: &seed) { cl_random($0.baseAddress, $0.count) }
      return seed
    }())

  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      || "-_.:+/=".utf8.contains(byte)
  }
}
