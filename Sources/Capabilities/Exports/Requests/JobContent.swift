public import ByteIO

/// What a job renders: small texts travel in its event, everything else lies in the file store.
public enum JobContent: Sendable, Hashable {
  case text(String)
  case stored(SHA256Digest, size: Int)

  /// The most bytes that travel in the event.
  public static let maximumInlineBytes = 2_048

  public var size: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .stored(_, let size): size
    }
  }
}
