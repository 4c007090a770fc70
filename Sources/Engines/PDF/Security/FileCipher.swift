internal import ByteIO

/// Encrypts the streams of one file, and writes the dictionary from which a password gets the key back (ISO 32000-2,
/// 7.6.4).
struct FileCipher {
  private let key: [UInt8]
  private let seed: [UInt8]
  private let user: Entry
  private let owner: Entry
  private let permissions: Int32
  private let checkedPermissions: [UInt8]

  /// What tells whether a password is right, and the file's key locked with it.
  private struct Entry {
    let check: [UInt8]
    let lockedKey: [UInt8]
  }

  init(_ protection: PDFProtection) throws {
    guard protection.seed.count >= 16 else {
      throw PDFError(.misuse, "Protection needs at least 16 random bytes as its seed.")
    }
    let userPassword = Self.bytes(protection.userPassword)
    let ownerPassword = Self.bytes(
      protection.ownerPassword.isEmpty ? protection.userPassword : protection.ownerPassword)
    func derived(_ purpose: String) -> [UInt8] {
      Digest.sha256(Array("export-ia \(purpose) ".utf8) + protection.seed)
    }
    key = derived("file key")
    seed = derived("vectors")
    user = try Self.entry(userPassword, [], derived("user"), key)
    owner = try Self.entry(ownerPassword, user.check, derived("owner"), key)
    // Readers for people with disabilities may always read the text; what is reserved is one.
    let permissions = protection.permissions.rawValue | Int32(bitPattern: 0xFFFF_F0C0) | 1 << 9
    self.permissions = permissions
    var plain: [UInt8] = (0..<4).map { UInt8(truncatingIfNeeded: permissions >> ($0 * 8)) }
    plain += [0xFF, 0xFF, 0xFF, 0xFF, UInt8(ascii: "T")] + Array("adb".utf8) + derived("permissions").prefix(4)
    checkedPermissions = try AES.encrypt(plain, .ecb256, key: key, vector: [])
  }

  /// The bytes of an object's stream: the vector, then the encrypted data.
  func encrypt(_ data: [UInt8], object: Int32, part: UInt8 = 0) throws -> [UInt8] {
    let number = (0..<4).map { UInt8(truncatingIfNeeded: object >> ($0 * 8)) }
    let vector = Array(Digest.sha256(seed + number + [part]).prefix(16))
    return vector + (try AES.encrypt(data, .cbc256, key: key, vector: vector, pads: true))
  }

  func appendDictionary(to body: inout ByteBuffer) {
    body.append("<</Filter/Standard/V 5/R 6/Length 256/P ")
    body.append(decimal: permissions)
    body.append("/CF<</StdCF<</AuthEvent/DocOpen/CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF")
    for (name, value): (StaticString, [UInt8]) in [
      ("/U", user.check), ("/UE", user.lockedKey), ("/O", owner.check), ("/OE", owner.lockedKey),
      ("/Perms", checkedPermissions),
    ] {
      body.append(name)
      body.append(hexadecimalString: value)
    }
    body.append(">>")
  }

  /// At most 127 bytes of UTF-8.
  private static func bytes(_ password: String) -> [UInt8] { Array(password.utf8.prefix(127)) }

  private static func entry(
    _ password: [UInt8], _ user: [UInt8], _ salts: [UInt8], _ key: [UInt8]
  ) throws -> Entry {
    let checkSalt = Array(salts[0..<8])
    let keySalt = Array(salts[8..<16])
    let check = try hardened(password, checkSalt, user) + checkSalt + keySalt
    let locked = try AES.encrypt(
      key, .cbc256, key: hardened(password, keySalt, user), vector: [UInt8](repeating: 0, count: 16))
    return Entry(check: check, lockedKey: locked)
  }

  /// Algorithm 2.B: a hash that takes its time.
  private static func hardened(_ password: [UInt8], _ salt: [UInt8], _ user: [UInt8]) throws -> [UInt8] {
    var key = Digest.sha256(password + salt + user)
    var round = 0
    while true {
      let once = password + key + user
      var input: [UInt8] = []
      input.reserveCapacity(once.count * 64)
      for _ in 0..<64 { input += once }
      let mixed = try AES.encrypt(input, .cbc128, key: Array(key[0..<16]), vector: Array(key[16..<32]))
      // A number of 128 bits modulo three is the sum of its bytes modulo three.
      switch mixed[0..<16].reduce(0, { $0 + Int($1) }) % 3 {
      case 0: key = Digest.sha256(mixed)
      case 1: key = Digest.sha384(mixed)
      default: key = Digest.sha512(mixed)
      }
      round += 1
      if round >= 64, Int(mixed[mixed.count - 1]) <= round - 32 { return Array(key.prefix(32)) }
    }
  }
}
