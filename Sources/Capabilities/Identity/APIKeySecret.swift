internal import ByteIO

/// The text of an API key: `eia_`, eight characters that name it, and 43 that nobody can guess.
///
/// Only the name and a SHA-256 are kept. A slow hash is for passwords: 256 random bits cannot be tried out.
public struct APIKeySecret: Sendable, Hashable {
  public let id: String
  private let secret: String

  public init(random: () -> UInt64) {
    id = Self.letters(8, random)
    secret = Self.letters(43, random)
  }

  /// Nil for what is no key.
  public init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "eia", parts[1].utf8.count == 8, parts[2].utf8.count == 43,
      parts[1].utf8.allSatisfy(Self.alphabet.contains), parts[2].utf8.allSatisfy(Self.alphabet.contains)
    else { return nil }
    id = String(parts[1])
    secret = String(parts[2])
  }

  /// The whole key; shown once.
  public var text: String { "eia_\(id)_\(secret)" }
  public var hash: String { SHA256.of(text).description }

  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func letters(_ count: Int, _ random: () -> UInt64) -> String {
    var letters: [UInt8] = []
    while letters.count < count {
      var word = random()
      // Six bits at a time; those beyond the alphabet are passed over, so that every letter is as likely as another.
      for _ in 0..<10 where letters.count < count {
        let place = Int(word & 63)
        word >>= 6
        if place < alphabet.count { letters.append(alphabet[place]) }
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }
}
