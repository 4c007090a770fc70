internal import Foundation

/// The name of a file that a server sends (RFC 6266), without anything that would lead out of a folder.
struct FileName {
  let text: String

  init?(disposition: String) {
    var name: String?
    for part in Self.parts(disposition).dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard pair.count == 2 else { continue }
      switch pair[0].lowercased() {
      case "filename*":
        guard pair[1].lowercased().hasPrefix("utf-8'"),
          let encoded = pair[1].split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false).last,
          let decoded = String(encoded).removingPercentEncoding
        else { continue }
        name = decoded
      case "filename" where name == nil:
        name = pair[1].hasPrefix("\"") ? String(pair[1].dropFirst().dropLast()) : pair[1]
      default: break
      }
    }
    let safe = name.map { name in
      String(name.unicodeScalars.map { $0.value < 0x20 || $0 == "/" || $0 == "\\" || $0 == ":" ? "_" : Character($0) })
    }
    guard let safe, !safe.isEmpty, safe != ".", safe != ".." else { return nil }
    text = safe
  }

  /// Split at semicolons that are not within quotes.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == ";", !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }
}
