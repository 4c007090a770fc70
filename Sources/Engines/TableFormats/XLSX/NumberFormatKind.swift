/// What a cell's number format says its number is.
enum NumberFormatKind: UInt8 {
  case number, date, time, dateTime, duration

  init(id: Int, code: String?) {
    if let code {
      self.init(code: code)
      return
    }
    switch id {
    case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date
    case 18...21, 32, 33, 45, 47, 55, 56: self = .time
    case 22: self = .dateTime
    case 46: self = .duration
    default: self = .number
    }
  }

  /// Quoted and escaped texts, colours and conditions mean nothing here.
  private init(code: String) {
    var hasDay = false
    var hasClock = false
    var hasMonth = false
    var isElapsed = false
    var isQuoted = false
    var isSkipping = false
    var bracket: String?
    for character in code.lowercased() {
      if isSkipping {
        isSkipping = false
        continue
      }
      if let open = bracket {
        if character == "]" {
          if ["h", "hh", "m", "mm", "s", "ss"].contains(open) { isElapsed = true }
          bracket = nil
        } else {
          bracket = open + String(character)
        }
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case _ where isQuoted: break
      case "\\", "_", "*": isSkipping = true
      case "[": bracket = ""
      case ";": break
      case "y", "d": hasDay = true
      case "h", "s": hasClock = true
      case "m": hasMonth = true
      default: break
      }
      if character == ";", !isQuoted { break }
    }
    if code.lowercased() == "general" {
      self = .number
    } else if isElapsed {
      self = .duration
    } else if hasDay {
      self = hasClock ? .dateTime : .date
    } else if hasClock {
      self = .time
    } else {
      self = hasMonth ? .date : .number
    }
  }
}
