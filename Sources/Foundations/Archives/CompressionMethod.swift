/// How an entry of an archive is kept.
public enum CompressionMethod: UInt16, Sendable {
  case stored = 0
  case deflated = 8
}
