/// Dates of HTTP fields: `Sun, 06 Nov 1994 08:49:37 GMT`, in seconds since 1970.
public enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  public static func text(_ seconds: Int64) -> String {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let inDay = Int(seconds) - day * 86_400
    let (year, month, date) = civil(day)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let weekday = days[((day + 4) % 7 + 7) % 7]
    return "\(weekday), \(two(date)) \(months[month - 1]) \(year) "
      + "\(two(inDay / 3_600)):\(two(inDay / 60 % 60)):\(two(inDay % 60)) GMT"
  }

  /// Reads the preferred form and, as RFC 9110 asks, the two obsolete ones.
  public static func seconds(_ text: String) -> Int64? {
    let parts = text.split(whereSeparator: { " ,-".contains($0) }).map(String.init)
    if parts.count == 6, parts[5] == "GMT", var year = Int(parts[3]) {
      if parts[3].count == 2 { year += year < 70 ? 2_000 : 1_900 }
      return seconds(year, parts[2], parts[1], parts[4])
    }
    if parts.count == 5, let year = Int(parts[4]) { return seconds(year, parts[1], parts[2], parts[3]) }
    return nil
  }

  private static func seconds(_ year: Int, _ month: String, _ date: String, _ clock: String) -> Int64? {
    let time = clock.split(separator: ":").map { Int($0) ?? -1 }
    guard let month = months.firstIndex(of: month), let date = Int(date), (1...31).contains(date),
      (1...9_999).contains(year), time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]),
      (0...60).contains(time[2])
    else { return nil }
    return Int64(days(year, month + 1, date) * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2])
  }

  /// Days since 1970 by the proleptic Gregorian calendar; years are counted from March so that leap days come last.
  private static func days(_ year: Int, _ month: Int, _ date: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ day: Int) -> (year: Int, month: Int, date: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}
