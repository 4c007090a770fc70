internal import Glibc

/// The `Retry-After` field: seconds, or a date in any of HTTP's three forms.
enum RetryAfter {
  /// - Parameter date: the answer's own `Date` field; it is the clock that the server counts by.
  static func duration(_ text: String, date: String?) -> Duration? {
    let text = trimmed(text)
    if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return .seconds(min(Int64(text) ?? Int64.max, 1 << 31))
    }
    guard let until = seconds(text) else { return nil }
    let now = date.flatMap { seconds(trimmed($0)) } ?? Int64(time(nil))
    return .seconds(max(0, until - now))
  }

  /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
  /// `Sun Nov  6 08:49:37 1994`.
  static func seconds(_ text: String) -> Int64? {
    let words = text.split { $0 == " " || $0 == "," }
    if words.count == 6, words[5] == "GMT" {
      return moment(day: words[1], month: words[2], year: words[3], clock: words[4])
    }
    if words.count == 4, words[3] == "GMT" {
      let date = words[1].split(separator: "-")
      guard date.count == 3, date[2].utf8.count == 2, let short = Int(date[2]) else { return nil }
      return moment(day: date[0], month: date[1], year: "\(short + (short < 70 ? 2000 : 1900))", clock: words[2])
    }
    guard words.count == 5 else { return nil }
    return moment(day: words[2], month: words[1], year: words[4], clock: words[3])
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func moment(day: Substring, month: Substring, year: Substring, clock: Substring) -> Int64? {
    let parts = clock.split(separator: ":").compactMap { Int64($0) }
    guard let day = Int64(day), let index = months.firstIndex(of: String(month)), let year = Int64(year),
      parts.count == 3, (1...31).contains(day), (1970...9999).contains(year), (0..<24).contains(parts[0]),
      (0..<60).contains(parts[1]), (0...60).contains(parts[2])
    else { return nil }
    return days(year, Int64(index) + 1, day) * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]
  }

  /// Days since 1970-01-01 in the Gregorian calendar, years starting in March so that leap days come last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
