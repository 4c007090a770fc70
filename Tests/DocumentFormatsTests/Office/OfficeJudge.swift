import Documents
import Glibc
import Judging
import Testing

/// The independent tools that judge office files.
enum OfficeJudge {
  /// The Python of the tests' environment.
  static func python() throws -> String {
    guard let path = getenv("EXPORT_IA_TEST_PYTHON") else {
      throw DocumentError(
        .input,
        "EXPORT_IA_TEST_PYTHON is not set: run scripts/test, or set it to $(scripts/python-environment)/bin/python")
    }
    return String(cString: path)
  }

  /// What openxml-audit says of every file in a folder.
  static func audit(_ folder: String) throws -> Judge.Verdict {
    try Judge.run([python(), "-m", "openxml_audit", "--recursive", "--max-errors", "0", folder])
  }

  static func run(_ program: String, _ arguments: String...) throws -> Judge.Verdict {
    try Judge.run([python(), "-c", program] + arguments)
  }

  /// Converts files with LibreOffice; answers the pages and the text of each PDF.
  static func convert(_ names: [String], in folder: TemporaryFolder) throws -> [(pages: Int, text: String)] {
    let verdict = try Judge.run(
      [
        "soffice", "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", "pdf",
        "--outdir", folder.path,
      ] + names.map(folder.file))
    return try names.map { name in
      let pdf = folder.file(String(name.prefix { $0 != "." }) + ".pdf")
      let info = try Judge.run(["pdfinfo", pdf])
      try #require(info.status == 0, "\(verdict.output)\n\(info.output)")
      let pages = info.output.split(separator: "\n").first { $0.hasPrefix("Pages:") }?.split(separator: " ").last
      return (Int(pages ?? "") ?? 0, try Judge.run(["pdftotext", pdf, "-"]).output)
    }
  }
}
