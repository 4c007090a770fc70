internal import ByteIO
internal import Documents

/// Numbers, amounts and dates as a language writes them.
///
/// The conventions are those of the Unicode Common Locale Data Repository for the languages listed; others follow
/// English.
struct LocaleFormats {
  enum DateStyle: String {
    case short, medium, long, iso
  }

  private struct Convention {
    var decimal = "."
    var group = ","
    /// Numbers below 10,000 stay without groups.
    var groupsFromFive = false
    /// The sign stands behind, with a space.
    var currencyBehind = false
    var percentSpace = ""
    var months: [String]
    var long: @Sendable (DocumentDate, String) -> String
    var short: @Sendable (DocumentDate) -> String
  }

  private let convention: Convention
  private let language: String

  init(language: String) {
    let parts = language.lowercased().split(separator: "-").map(String.init)
    self.language = language
    let primary = parts.first ?? "en"
    if primary == "en", parts.contains("gb") || parts.contains("ie") || parts.contains("au") || parts.contains("nz") {
      convention = Self.british
    } else if primary == "es", parts.contains("mx") || parts.contains("us") {
      convention = Self.mexican
    } else if primary == "pt", parts.dropFirst().contains("pt") {
      convention = Self.portuguese
    } else if primary == "de", parts.contains("ch") {
      convention = Self.swiss
    } else {
      convention = Self.languages[primary] ?? Self.american
    }
  }

  func number(_ value: Double, decimals: Int?) -> String {
    var buffer = ByteBuffer(reserving: 40)
    if let decimals {
      buffer.append(fixed: abs(value), decimals: decimals)
    } else {
      buffer.append(Array(Chart.text(abs(value)).utf8))
    }
    let digits = buffer.bytes
    let isZero = !digits.contains { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }
    let sign = value < 0 && !isZero ? "-" : ""
    guard !digits.contains(UInt8(ascii: "e")) else { return sign + String(decoding: digits, as: UTF8.self) }
    let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
    var text = sign
    if point > (convention.groupsFromFive ? 4 : 3) {
      var start = 0
      while start < point {
        let end = start + (point - start - 1) % 3 + 1
        if start > 0 { text += convention.group }
        text += String(decoding: digits[start..<end], as: UTF8.self)
        start = end
      }
    } else {
      text += String(decoding: digits[..<point], as: UTF8.self)
    }
    if point < digits.count {
      text += convention.decimal
      text += String(decoding: digits[(point + 1)...], as: UTF8.self)
    }
    return text
  }

  func percent(_ value: Double, decimals: Int) -> String {
    number(value * 100, decimals: decimals) + convention.percentSpace + "%"
  }

  func currency(_ value: Double, code: String) -> String {
    let code = code.uppercased()
    let decimals = ["JPY", "KRW", "CLP", "VND", "ISK"].contains(code) ? 0 : 2
    let amount = number(abs(value), decimals: decimals)
    let sign = Self.signs[code] ?? code
    let minus = value < 0 && amount.utf8.contains { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") } ? "-" : ""
    if convention.currencyBehind { return "\(minus)\(amount)\u{A0}\(sign)" }
    return sign == code || convention.group == "."
      ? "\(minus)\(sign)\u{A0}\(amount)" : "\(minus)\(sign)\(amount)"
  }

  func date(_ date: DocumentDate, _ style: DateStyle) -> String {
    guard let month = date.month, date.day != nil else {
      guard let month = date.month, style == .long else { return date.description }
      return "\(convention.months[month - 1]) \(date.year)"
    }
    let name = convention.months[month - 1]
    switch style {
    case .iso: return date.description
    case .short: return convention.short(date)
    case .medium: return convention.long(date, name.count > 4 ? String(name.prefix(3)) : name)
    case .long: return convention.long(date, name)
    }
  }

  private static let signs = [
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "BRL": "R$", "KRW": "₩", "MXN": "$",
  ]

  private static func two(_ number: Int?) -> String {
    let text = String(number ?? 0)
    return text.count < 2 ? "0" + text : text
  }

  private static let english = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let spanish = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
  ]
  private static let german = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
  ]
  private static let french = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]
  private static let portugueseMonths = [
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
    "dezembro",
  ]
  private static let italian = [
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
  ]

  private static let american = Convention(
    months: english, long: { "\($1) \($0.day ?? 1), \($0.year)" },
    short: { "\($0.month ?? 1)/\($0.day ?? 1)/\(two($0.year % 100))" })
  private static let british = Convention(
    months: english, long: { "\($0.day ?? 1) \($1) \($0.year)" },
    short: { "\(two($0.day))/\(two($0.month))/\($0.year)" })
  private static let mexican = Convention(
    months: spanish, long: { "\($0.day ?? 1) de \($1) de \($0.year)" },
    short: { "\(two($0.day))/\(two($0.month))/\(two($0.year % 100))" })
  private static let portuguese = Convention(
    decimal: ",", group: "\u{A0}", groupsFromFive: true, currencyBehind: true, months: portugueseMonths,
    long: { "\($0.day ?? 1) de \($1) de \($0.year)" },
    short: { "\(two($0.day))/\(two($0.month))/\(two($0.year % 100))" })
  private static let swiss = Convention(
    group: "’", percentSpace: "", months: german, long: { "\($0.day ?? 1). \($1) \($0.year)" },
    short: { "\(two($0.day)).\(two($0.month)).\(two($0.year % 100))" })

  private static let languages: [String: Convention] = [
    "es": Convention(
      decimal: ",", group: ".", groupsFromFive: true, currencyBehind: true, percentSpace: "\u{A0}", months: spanish,
      long: { "\($0.day ?? 1) de \($1) de \($0.year)" },
      short: { "\($0.day ?? 1)/\($0.month ?? 1)/\(two($0.year % 100))" }),
    "de": Convention(
      decimal: ",", group: ".", currencyBehind: true, percentSpace: "\u{A0}", months: german,
      long: { "\($0.day ?? 1). \($1) \($0.year)" }, short: { "\(two($0.day)).\(two($0.month)).\(two($0.year % 100))" }),
    "fr": Convention(
      decimal: ",", group: "\u{202F}", currencyBehind: true, percentSpace: "\u{202F}", months: french,
      long: { "\($0.day ?? 1) \($1) \($0.year)" }, short: { "\(two($0.day))/\(two($0.month))/\($0.year)" }),
    "pt": Convention(
      decimal: ",", group: ".", percentSpace: "", months: portugueseMonths,
      long: { "\($0.day ?? 1) de \($1) de \($0.year)" }, short: { "\(two($0.day))/\(two($0.month))/\($0.year)" }),
    "it": Convention(
      decimal: ",", group: ".", groupsFromFive: false, currencyBehind: true, months: italian,
      long: { "\($0.day ?? 1) \($1) \($0.year)" }, short: { "\(two($0.day))/\(two($0.month))/\(two($0.year % 100))" }),
  ]
}
