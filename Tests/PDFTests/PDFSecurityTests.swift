import ByteIO
import Documents
import Judging
import PageFormats
import Testing

/// Encrypted, signed and archived files as qpdf, poppler, mutool and page-validation see them.
struct PDFSecurityTests {
  private static let seed = [UInt8](repeating: 7, count: 32)

  private func write(_ document: Document, _ options: ExportOptions) throws -> (folder: TemporaryFolder, path: String) {
    let folder = try TemporaryFolder()
    let bytes = try PDFWriter().bytes(document, options: options).bytes
    return (folder, try folder.write(bytes, to: "document.pdf"))
  }

  @Test func passwordsOpenTheFile() throws {
    var options = ExportOptions()
    options.protection = FileProtection(
      userPassword: "geheim – пароль", ownerPassword: "owner", permissions: [.print], seed: Self.seed)
    let (folder, path) = try write(SampleDocument.ofEverything(), options)
    defer { _ = folder }
    for password in ["geheim – пароль", "owner"] {
      let check = try Judge.run(["qpdf", "--password=\(password)", "--check", path])
      #expect(check.status == 0 && check.output.contains("No syntax"), Comment(rawValue: check.output))
    }
    let shown = try Judge.run(["qpdf", "--password=owner", "--show-encryption", path]).output
    #expect(shown.contains("R = 6") && shown.contains("stream encryption method: AESv3"), "\(shown)")
    #expect(shown.contains("modify anything: not allowed") && shown.contains("print high resolution: allowed"))
    #expect(try Judge.run(["qpdf", "--password=wrong", "--check", path]).status != 0)
    #expect(try Judge.run(["pdftotext", path, "-"]).output.contains("Incorrect password"))
    let text = try Judge.run(["pdftotext", "-upw", "geheim – пароль", path, "-"]).output
    #expect(text.contains("The quick brown fox"))
    let drawn = try Judge.run(["mutool", "draw", "-p", "owner", "-F", "txt", path, "1"])
    #expect(drawn.output.contains("The quick brown fox"), "\(drawn.output)")
  }

  @Test func protectionIsReproducibleAndNeedsASeed() throws {
    var options = ExportOptions()
    options.protection = FileProtection(userPassword: "", ownerPassword: "o", seed: Self.seed)
    let document = SampleDocument.ofScripts()
    let first = try PDFWriter().bytes(document, options: options).bytes
    let second = try PDFWriter().bytes(document, options: options).bytes == first
    #expect(second)
    options.protection?.seed[0] = 8
    let isOther = try PDFWriter().bytes(document, options: options).bytes != first
    #expect(isOther)
    options.protection?.seed = []
    #expect(throws: (any Error).self) { try PDFWriter().bytes(document, options: options) }
  }

  /// A certificate that signs itself, and its key.
  private func signature(_ folder: TemporaryFolder, _ kind: [String]) throws -> FileSignature {
    let made = try Judge.run(
      ["openssl", "req", "-x509", "-nodes", "-days", "3650", "-subj", "/CN=Anna Tester"] + kind
        + ["-keyout", "\(folder.path)/key.pem", "-out", "\(folder.path)/certificate.pem"])
    #expect(made.status == 0, Comment(rawValue: made.output))
    return FileSignature(
      certificates: try folder.read("certificate.pem"), key: try folder.read("key.pem"), name: "Anna Tester",
      reason: "Aprobación", location: "Graz", moment: Timestamp(rfc3339: "2026-11-21T10:00:00Z"))
  }

  @Test(
    arguments: [["-newkey", "rsa:2048"], ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]], [false, true])
  func signaturesHold(_ kind: [String], _ isProtected: Bool) throws {
    let folder = try TemporaryFolder()
    var options = ExportOptions()
    options.signature = try signature(folder, kind)
    if isProtected { options.protection = FileProtection(userPassword: "p", seed: Self.seed) }
    var bytes = try PDFWriter().bytes(SampleDocument.ofEverything(), options: options).bytes
    let path = try folder.write(bytes, to: "signed.pdf")
    let password = isProtected ? ["-upw", "p"] : []
    let verdict = try Judge.run(["pdfsig", "-nocert"] + password + [path]).output
    for words in [
      "Signature Validation: Signature is Valid", "Total document signed", "ETSI.CAdES.detached",
      "Signer Certificate Common Name: Anna Tester", "Signing Hash Algorithm: SHA-256",
    ] {
      #expect(verdict.contains(words), "\(words) is missing in \(verdict)")
    }
    if isProtected {
      #expect(try Judge.run(["qpdf", "--password=p", "--check", path]).status == 0)
    } else {
      let findings = try Judge.script("judge-pdf.py", ["validate", path, "ua1", "2a"])
      #expect(findings.output.isEmpty, Comment(rawValue: String(findings.output.prefix(2000))))
    }
    // One byte of another page, and the signature holds no more.
    bytes[bytes.count / 3] ^= 1
    let broken = try Judge.run(["pdfsig", "-nocert"] + password + [try folder.write(bytes, to: "broken.pdf")]).output
    #expect(!broken.contains("Signature is Valid"), "\(broken)")
  }

  @Test func keyAndCertificateMustBelongTogether() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    var options = ExportOptions()
    var signature = try signature(folder, ["-newkey", "rsa:2048"])
    signature.key = try self.signature(other, ["-newkey", "rsa:2048"]).key
    options.signature = signature
    #expect { try PDFWriter().bytes(SampleDocument.ofScripts(), options: options) } throws: {
      "\($0)".contains("does not belong")
    }
    options.signature?.key = Array("no key".utf8)
    #expect { try PDFWriter().bytes(SampleDocument.ofScripts(), options: options) } throws: {
      "\($0)".contains("cannot be read")
    }
  }

  @Test func theSourceAndItsProvenanceLieInAnArchive() throws {
    var document = SampleDocument.ofScripts()
    document.quality = .enterprise
    var options = ExportOptions()
    let source = Array("# Scripts\n".utf8)
    options.source = Resource("scripts.md", mediaType: "text/markdown", source)
    let (folder, path) = try write(document, options)
    defer { _ = folder }
    let findings = try Judge.script("judge-pdf.py", ["validate", path, "ua1", "3a"])
    #expect(findings.output.isEmpty, Comment(rawValue: String(findings.output.prefix(2000))))
    #expect(try Judge.run(["pdfdetach", "-saveall", "-o", folder.path, path]).status == 0)
    #expect(try folder.read("scripts.md") == source)
    let manifest = String(decoding: try folder.read("provenance.json"), as: UTF8.self)
    let digest = try Judge.run(["sha256sum", "\(folder.path)/scripts.md"]).output.prefix(64)
    #expect(manifest.contains("\"sha256\": \"\(digest)\""), "\(manifest)")
  }

  @Test func theHighestLevelRefusesWhatCannotBeReadAloud() throws {
    var document = SampleDocument.ofScripts()
    document.quality = .enterprise
    document.blocks.append(.figure(Figure(Image("nowhere.png", alternative: "x"))))
    #expect(throws: DocumentError.self) { try PDFWriter().bytes(document) }
    document.quality = .premium
    #expect(try PDFWriter().bytes(document).report.warnings.count == 1)
  }
}
