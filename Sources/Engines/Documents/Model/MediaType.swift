/// Media types of the files that documents hold.
public enum MediaType {
  private static let endings = [
    ("png", "image/png"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("gif", "image/gif"),
    ("svg", "image/svg+xml"), ("webp", "image/webp"), ("bmp", "image/bmp"), ("tiff", "image/tiff"),
    ("tif", "image/tiff"), ("avif", "image/avif"), ("ttf", "font/ttf"), ("otf", "font/otf"), ("woff2", "font/woff2"),
    ("woff", "font/woff"), ("css", "text/css"), ("html", "text/html"), ("xhtml", "application/xhtml+xml"),
    ("md", "text/markdown"), ("txt", "text/plain"), ("csv", "text/csv"), ("json", "application/json"),
    ("xml", "application/xml"), ("pdf", "application/pdf"),
  ]

  /// By the name's ending.
  public static func named(_ name: String) -> String {
    let ending = name.lowercased().split(separator: ".").last ?? ""
    return endings.first { $0.0 == ending }?.1 ?? "application/octet-stream"
  }

  /// The usual ending of a type's files, without the point.
  public static func ending(of mediaType: String) -> String {
    endings.first { $0.1 == mediaType }?.0 ?? "bin"
  }

  /// The type of a picture by its first bytes.
  public static func sniff(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    if bytes.starts(with: Array("BM".utf8)), bytes.count > 26 { return "image/bmp" }
    let beginning = String(decoding: bytes.prefix(512), as: UTF8.self)
    return beginning.contains("<svg") ? "image/svg+xml" : nil
  }
}
