/// Turns an encoded body back, a bounded piece at a time, so that a small input never becomes a large memory.
protocol ContentDecoder: AnyObject {
  /// Decodes from `input` (advancing it) into at most one buffer; empty when all of the input is used.
  func decode(_ input: inout ArraySlice<UInt8>) throws(DecodingFailure) -> [UInt8]
  /// Whether the data may end here.
  var isComplete: Bool { get }
}

struct DecodingFailure: Error {
  let message: String
}

enum ContentEncoding {
  static let accepted = "gzip, zstd"
  static let pieceSize = 64 << 10

  /// The decoder for a `Content-Encoding` value; `nil` for none to do.
  static func decoder(for value: String) throws(DecodingFailure) -> (any ContentDecoder)? {
    switch value.lowercased().filter({ $0 != " " }) {
    case "", "identity": return nil
    case "gzip", "x-gzip": return try GzipDecoder()
    case "zstd": return try ZstdDecoder()
    default: throw DecodingFailure(message: "the server used a content encoding that was not asked for")
    }
  }
}
