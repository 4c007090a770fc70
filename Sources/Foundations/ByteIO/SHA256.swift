internal import COpenSSL

/// SHA-256 over bytes that come piece by piece.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Looked up once: every lookup costs more than hashing a short text.
  /// Safe to share: OpenSSL never changes a fetched algorithm, and this one is never freed.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, Self.algorithm, nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256 or no memory")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let updated = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(updated == 1, "libcrypto refused to hash")
  }

  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of all that was given.
  public consuming func digest() -> SHA256Digest {
    var bytes = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
    let done = EVP_DigestFinal_ex(context, &bytes, nil)
    precondition(done == 1, "libcrypto refused to end the hash")
    return bytes.withUnsafeBytes { SHA256Digest(loading: $0) }
  }

  public static func of(_ bytes: UnsafeRawBufferPointer) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  public static func of(_ bytes: [UInt8]) -> SHA256Digest {
    bytes.withUnsafeBytes { of($0) }
  }

  /// Of the text's UTF-8.
  public static func of(_ text: String) -> SHA256Digest {
    var text = text
    return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
  }
}
