internal import ByteIO
internal import CommandLineTool
internal import Documents
internal import Glibc

/// Passwords and signatures for files that can hold them.
enum ExportSecurity {
  static func add(
    _ wishes: ConversionWishes, to options: inout ExportOptions, of format: DocumentFormat
  ) throws {
    guard wishes.passwordFile != nil || wishes.signer != nil else { return }
    guard format == .pdf else {
      throw CommandFailure(
        code: "security", "\(format.title) can be neither encrypted nor signed here",
        hint: "Write a PDF, or leave out --password-file and --sign.")
    }
    if let path = wishes.passwordFile {
      var password = String(decoding: try FileContents.read(path, limit: 1024), as: UTF8.self)
      while let last = password.last, last.isNewline { password.removeLast() }
      guard !password.isEmpty else { throw CommandFailure(code: "security", "\(path) holds no password") }
      options.protection = FileProtection(userPassword: password, seed: seed())
    }
    if let path = wishes.signer {
      let bytes = try FileContents.read(path, limit: 1 << 20)
      options.signature = FileSignature(
        certificates: bytes, key: bytes, moment: Timestamp(seconds: Int64(time(nil))))
    }
  }

  /// Other for each file.
  static func seed() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
  }
}
