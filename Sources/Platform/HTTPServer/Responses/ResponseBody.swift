/// The content of an answer.
public enum ResponseBody: Sendable {
  case empty
  case bytes([UInt8])
  /// Pieces of memory and files, sent one after another; files go out by sendfile.
  case segments([BodySegment])
  /// Made while it is sent. Without a length it is chunked; with one, producing more or less breaks the connection.
  case stream(length: Int?, @Sendable (ResponseWriter) async throws -> Void)

  /// A whole file.
  public static func file(_ file: OpenFile) -> ResponseBody {
    .segments([.file(file, offset: 0, count: file.size)])
  }

  /// The length where it is known.
  public var length: Int? {
    switch self {
    case .empty: 0
    case .bytes(let bytes): bytes.count
    case .segments(let segments): segments.reduce(0) { $0 + $1.count }
    case .stream(let length, _): length
    }
  }
}
