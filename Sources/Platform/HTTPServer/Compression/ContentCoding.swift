/// How a body is compressed.
enum ContentCoding: String, Sendable {
  case gzip
  case zstd
}
