extension Operation {
  func textFunction(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    switch self {
    case .join, .concat:
      var text = ""
      for value in values where !value.isNull {
        guard let piece = value.text else { throw fault("\(article(value.type)) cannot be joined to a text") }
        text += piece
      }
      return try Self.limited(text)
    case .length:
      switch values[0] {
      case .list(let elements): return .integer(Int64(elements.count))
      case .object(let members): return .integer(Int64(members.count))
      case .binary(let bytes): return .integer(Int64(bytes.count))
      default: return .integer(Int64(try text(values[0]).unicodeScalars.count))
      }
    case .upper: return try Self.limited(text(values[0]).uppercased())
    case .lower: return try Self.limited(text(values[0]).lowercased())
    case .trim: return .text(Self.trimmed(try text(values[0])))
    case .contains, .startsWith, .endsWith:
      let whole = Array(try text(values[0]).utf8)
      let piece = Array(try text(values[1]).utf8)
      guard piece.count <= whole.count else { return .boolean(false) }
      switch self {
      case .startsWith: return .boolean(whole.starts(with: piece))
      case .endsWith: return .boolean(whole.suffix(piece.count).elementsEqual(piece))
      default: return .boolean(piece.isEmpty || Self.find(piece, in: whole, from: 0) != nil)
      }
    case .like: return .boolean(Self.matches(try text(values[0]), try text(values[1])))
    case .replace: return try replaced(text(values[0]), text(values[1]), text(values[2]))
    case .left, .right:
      let scalars = try text(values[0]).unicodeScalars
      let count = Int(max(0, min(try integer(values[1]), Int64(scalars.count))))
      return .text(String(self == .left ? scalars.prefix(count) : scalars.suffix(count)))
    case .substring:
      let scalars = try text(values[0]).unicodeScalars
      let first = max(1, min(try integer(values[1]), Int64(scalars.count) + 1))
      let count = values.count > 2 ? max(0, min(try integer(values[2]), Int64(scalars.count))) : Int64(scalars.count)
      return .text(String(scalars.dropFirst(Int(first) - 1).prefix(Int(count))))
    case .padLeft, .padRight: return try padded(values)
    case .part:
      let whole = Array(try text(values[0]).utf8)
      let separator = Array(try text(values[1]).utf8)
      guard !separator.isEmpty else { throw OperationFault(.value, "part() needs a separator that is not empty") }
      let wanted = try integer(values[2])
      guard wanted >= 1 else { throw OperationFault(.value, "part() counts from 1") }
      return Self.part(whole, separator, wanted)
    default: throw fault("'\(rawValue)' is no function of texts")
    }
  }

  private func text(_ value: ExpressionValue) throws(OperationFault) -> String {
    guard case .text(let text) = value else {
      throw fault("\(rawValue)() needs texts, and this is \(article(value.type)); text() makes one")
    }
    return text
  }

  private func integer(_ value: ExpressionValue) throws(OperationFault) -> Int64 {
    guard case .integer(let number) = value else {
      throw fault("\(rawValue)() needs a whole number here, not \(article(value.type))")
    }
    return number
  }

  static func limited(_ text: String) throws(OperationFault) -> ExpressionValue {
    guard text.utf8.count <= ExpressionLimits.textBytes else {
      throw OperationFault(.limit, "a text of an expression may have \(ExpressionLimits.textBytes >> 20) MB")
    }
    return .text(text)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  private static func trimmed(_ text: String) -> String {
    let front = text.utf8.drop { isBlank($0) }
    var end = front.endIndex
    while end > front.startIndex, isBlank(front[front.index(before: end)]) { end = front.index(before: end) }
    return String(text[front.startIndex..<end])
  }

  private static func find(_ piece: [UInt8], in whole: [UInt8], from start: Int) -> Int? {
    guard let first = piece.first, piece.count <= whole.count else { return nil }
    var place = start
    while place <= whole.count - piece.count {
      if whole[place] == first, whole[place..<(place + piece.count)].elementsEqual(piece) { return place }
      place += 1
    }
    return nil
  }

  private func replaced(_ text: String, _ old: String, _ new: String) throws(OperationFault) -> ExpressionValue {
    let whole = Array(text.utf8)
    let piece = Array(old.utf8)
    let other = Array(new.utf8)
    guard !piece.isEmpty else { return .text(text) }
    var result: [UInt8] = []
    var start = 0
    while let place = Self.find(piece, in: whole, from: start) {
      result += whole[start..<place]
      result += other
      start = place + piece.count
      guard result.count <= ExpressionLimits.textBytes else { break }
    }
    return try Self.limited(String(decoding: result + whole[start...], as: UTF8.self))
  }

  private func padded(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    let text = try text(values[0])
    let width = try integer(values[1])
    let filling = values.count > 2 ? Array(try self.text(values[2]).unicodeScalars) : [" "]
    guard width <= Int64(ExpressionLimits.textBytes / 4) else {
      return try Self.limited(String(repeating: " ", count: ExpressionLimits.textBytes + 1))
    }
    let missing = Int(width) - text.unicodeScalars.count
    guard missing > 0, !filling.isEmpty else { return .text(text) }
    var pad = String.UnicodeScalarView()
    for index in 0..<missing { pad.append(filling[index % filling.count]) }
    return try Self.limited(self == .padLeft ? String(pad) + text : text + String(pad))
  }

  private static func part(_ whole: [UInt8], _ separator: [UInt8], _ wanted: Int64) -> ExpressionValue {
    var start = 0
    var number: Int64 = 1
    while true {
      let end = find(separator, in: whole, from: start)
      if number == wanted { return .text(String(decoding: whole[start..<(end ?? whole.count)], as: UTF8.self)) }
      guard let end else { return .text("") }
      start = end + separator.count
      number += 1
    }
  }

  /// `%` stands for any text, `_` for one code point. Goes back to the last `%` only, so the work is at most the
  /// product of both lengths.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.unicodeScalars)
    let pattern = Array(pattern.unicodeScalars)
    var place = 0
    var sign = 0
    var lastAny: (sign: Int, place: Int)?
    while place < text.count {
      if sign < pattern.count, pattern[sign] == "%" {
        lastAny = (sign, place)
        sign += 1
      } else if sign < pattern.count, pattern[sign] == "_" || pattern[sign] == text[place] {
        sign += 1
        place += 1
      } else if let any = lastAny {
        sign = any.sign + 1
        place = any.place + 1
        lastAny = (any.sign, place)
      } else {
        return false
      }
    }
    while sign < pattern.count, pattern[sign] == "%" { sign += 1 }
    return sign == pattern.count
  }
}
