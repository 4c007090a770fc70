/// HMAC with SHA-256 (RFC 2104): proves that a message comes from somebody who has the key.
public enum HMAC {
  private static let block = 64

  public static func sha256(_ message: [UInt8], key: [UInt8]) -> SHA256Digest {
    var padded = key.count > block ? SHA256.of(key).bytes : key
    padded += [UInt8](repeating: 0, count: block - padded.count)
    var inner = SHA256()
    inner.update(padded.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(padded.map { $0 ^ 0x5C })
    outer.update(inner.digest().bytes)
    return outer.digest()
  }
}
