/// Why a PDF file cannot be written or read.
public struct PDFError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// An image is of a kind or form that cannot be placed.
    case image = "pdf.image"
    /// There is no memory for compressing.
    case memory = "pdf.memory"
    /// Something was used after the file was finished, or never defined.
    case misuse = "pdf.misuse"
    /// A file that was to be read is not a PDF, or is damaged.
    case malformed = "pdf.malformed"
    /// The certificate or the key of a signature cannot be used.
    case signature = "pdf.signature"
  }

  public let code: Code
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { "\(code.rawValue): \(message)" }
}
