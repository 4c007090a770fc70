/// What the client can read, by `Accept-Encoding` with its weights.
enum AcceptedEncoding {
  static func choose(_ field: String?) -> ContentCoding? {
    guard let field else { return nil }
    var weights: [Substring: Int] = [:]
    for part in field.split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.drop { $0 == " " || $0 == "\t" } }
      guard let first = pieces.first else { continue }
      let name = Substring(first.prefix { $0 != " " && $0 != "\t" }.lowercased())
      var weight = 1_000
      for parameter in pieces.dropFirst() where parameter.hasPrefix("q=") || parameter.hasPrefix("Q=") {
        weight = thousandths(parameter.dropFirst(2))
      }
      weights[name] = weight
    }
    let other = weights["*"] ?? 0
    let zstd = weights["zstd"] ?? other
    let gzip = weights["gzip"] ?? weights["x-gzip"] ?? other
    guard max(zstd, gzip) > 0 else { return nil }
    let identity = weights["identity"] ?? 0
    guard max(zstd, gzip) >= identity else { return nil }
    return zstd >= gzip ? .zstd : .gzip
  }

  /// A weight of RFC 9110: at most three decimals; anything else counts as not wanted.
  private static func thousandths(_ text: Substring) -> Int {
    let digits = text.prefix { $0 != " " && $0 != "\t" }
    guard let weight = Double(digits), (0...1).contains(weight) else { return 0 }
    return Int(weight * 1_000)
  }
}
