internal import ByteIO
internal import CommandLineTool
internal import Documents
internal import Exports
internal import Glibc
internal import JSON

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

  /// What a request asks for that cannot be done.
  static func check(_ request: RenderRequest, _ signer: FileSigner?) throws(JobError) {
    let isSigned = isSigned(request)
    if isSigned || request.password != nil, request.format != DocumentFormat.pdf.rawValue {
      throw JobError(
        "security_refused", "A file in '\(request.format)' can be neither signed nor encrypted here. Write a PDF.",
        option: isSigned ? "sign" : nil)
    }
    if isSigned, signer == nil {
      throw JobError(
        "signer_missing", "Nobody signs here. Ask for exports.signer to be set, or leave 'sign' out.", option: "sign")
    }
  }

  static func add(_ request: RenderRequest, _ signer: FileSigner?, to options: inout ExportOptions) {
    if isSigned(request) { options.signature = signer?.signature() }
    if let password = request.password {
      options.protection = FileProtection(userPassword: password, seed: seed())
    }
  }

  /// Parameters of an address are texts.
  private static func isSigned(_ request: RenderRequest) -> Bool {
    let wish = request.options["sign"]
    return wish?.bool == true || wish?.string == "true"
  }

  /// Other for each file.
  static func seed() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
  }
}
