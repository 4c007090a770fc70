internal import Values

/// A date format of spreadsheets: `dd.mm.yyyy`, `yyyy-mm-dd hh:mm`.
struct CalendarPattern: Sendable, Hashable {
  private enum Part: Hashable {
    case literal(String)
    case year(Int), month(Int), day(Int), hour(Int), minute(Int), second(Int)
    case half
  }

  private var parts: [Part] = []

  init(_ pattern: String) {
    var characters = pattern[...]
    while let character = characters.first {
      let letter = Character(character.lowercased())
      switch letter {
      case "y", "m", "d", "h", "s":
        let run = characters.prefix { $0.lowercased() == character.lowercased() }
        characters = characters.dropFirst(run.count)
        append(letter, run.count)
      case "a" where characters.prefix(5).lowercased() == "am/pm":
        characters = characters.dropFirst(5)
        parts.append(.half)
      case "\"":
        let inside = characters.dropFirst().prefix { $0 != "\"" }
        characters = characters.dropFirst(inside.count + 2)
        parts.append(.literal(String(inside)))
      case "\\":
        parts.append(.literal(String(characters.dropFirst().prefix(1))))
        characters = characters.dropFirst(2)
      case "[": characters = characters.drop { $0 != "]" }.dropFirst()
      case ";": characters = ""
      default:
        parts.append(.literal(String(character)))
        characters = characters.dropFirst()
      }
    }
  }

  private mutating func append(_ letter: Character, _ count: Int) {
    switch letter {
    case "y": parts.append(.year(count))
    case "d": parts.append(.day(count))
    case "h": parts.append(.hour(count))
    case "s":
      // Months before seconds are minutes.
      if let place = parts.lastIndex(where: { if case .literal = $0 { false } else { true } }),
        case .month(let width) = parts[place]
      {
        parts[place] = .minute(width)
      }
      parts.append(.second(count))
    default:
      let last = parts.last { if case .literal = $0 { false } else { true } }
      if case .hour = last { parts.append(.minute(count)) } else { parts.append(.month(count)) }
    }
  }

  func text(days: Int, microseconds: Int64) -> String {
    let (year, month, day) = CalendarDate.civil(days: days)
    let seconds = Int(microseconds / 1_000_000)
    let hour = seconds / 3600
    let isHalved = parts.contains(.half)
    var text = ""
    for part in parts {
      switch part {
      case .literal(let words): text += words
      case .year(let width): text += Self.digits(width <= 2 ? year % 100 : year, width <= 2 ? 2 : 4)
      case .month(let width): text += Self.digits(month, width)
      case .day(let width): text += Self.digits(day, width)
      case .hour(let width): text += Self.digits(isHalved ? (hour + 11) % 12 + 1 : hour, width)
      case .minute(let width): text += Self.digits(seconds / 60 % 60, width)
      case .second(let width): text += Self.digits(seconds % 60, width)
      case .half: text += hour < 12 ? "AM" : "PM"
      }
    }
    return text
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(abs(number))
    let zeros = String(repeating: "0", count: max(min(width, 4) - text.count, 0))
    return (number < 0 ? "-" : "") + zeros + text
  }
}
