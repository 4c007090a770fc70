internal import COpenSSL

/// Encryption by libcrypto.
enum AES {
  enum Mode {
    case cbc128, cbc256, ecb256
  }

  static func encrypt(
    _ data: [UInt8], _ mode: Mode, key: [UInt8], vector: [UInt8], pads: Bool = false
  ) throws -> [UInt8] {
    let cipher =
      switch mode {
      case .cbc128: EVP_aes_128_cbc()
      case .cbc256: EVP_aes_256_cbc()
      case .ecb256: EVP_aes_256_ecb()
      }
    guard let context = EVP_CIPHER_CTX_new() else { throw failure }
    defer { EVP_CIPHER_CTX_free(context) }
    guard EVP_EncryptInit_ex(context, cipher, nil, key, vector.isEmpty ? nil : vector) == 1 else { throw failure }
    EVP_CIPHER_CTX_set_padding(context, pads ? 1 : 0)
    var isDone = true
    let output = [UInt8](unsafeUninitializedCapacity: data.count + 16) { room, count in
      var written: Int32 = 0
      var rest: Int32 = 0
      isDone =
        EVP_EncryptUpdate(context, room.baseAddress, &written, data, Int32(data.count)) == 1
        && EVP_EncryptFinal_ex(context, room.baseAddress.map { $0 + Int(written) }, &rest) == 1
      count = isDone ? Int(written + rest) : 0
    }
    guard isDone else { throw failure }
    return output
  }

  private static let failure = PDFError(.memory, "libcrypto could not encrypt.")
}

/// Hashes by libcrypto.
enum Digest {
  static func sha256(_ data: [UInt8]) -> [UInt8] { of(data, EVP_sha256(), 32) }
  static func sha384(_ data: [UInt8]) -> [UInt8] { of(data, EVP_sha384(), 48) }
  static func sha512(_ data: [UInt8]) -> [UInt8] { of(data, EVP_sha512(), 64) }

  private static func of(_ data: [UInt8], _ algorithm: OpaquePointer?, _ size: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: size)
    let done = EVP_Digest(data, data.count, &result, nil, algorithm, nil)
    precondition(done == 1, "libcrypto refused to hash")
    return result
  }
}
