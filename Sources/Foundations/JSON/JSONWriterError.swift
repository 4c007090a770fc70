/// Why a JSON text could not be written.
public struct JSONWriterError: Error, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable {
    case misuse = "json.misuse"
    case incomplete = "json.incomplete"
    case nonFinite = "json.non-finite"
  }

  public let code: Code
  public let message: String

  public var description: String { message }
}
