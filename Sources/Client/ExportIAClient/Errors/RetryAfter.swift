internal import Foundation

/// The field `Retry-After`: seconds, or a date.
enum RetryAfter {
  static func duration(_ text: String, now: Date) -> Duration? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      // Longer than anybody waits, without an overflow.
      return .seconds(min(Int64(text) ?? .max, 1_000_000_000))
    }
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.timeZone = TimeZone(identifier: "GMT")
    form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    guard let date = form.date(from: text) else { return nil }
    return .milliseconds(Int64(max(0, min(date.timeIntervalSince(now), 1e9)) * 1_000))
  }
}
