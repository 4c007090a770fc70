/// Walks through a Type 2 charstring: writes it without subroutines, and learns how wide the program says the glyph is.
///
/// Some readers take the first number of a charstring for its width without following subroutines.
struct CharstringScan {
  let globals: CompactIndex
  let locals: CompactIndex
  /// The charstring with its subroutines in their places.
  private(set) var flat: [UInt8] = []
  /// Where the last number in `flat` begins.
  private var lastNumber = 0
  /// The width that stands in the charstring, relative to the nominal width; nil means the default width.
  private(set) var width: Double?
  private var stack: [Double] = []
  private var stems = 0
  private var sawWidth = false
  private var ended = false

  init(globals: CompactIndex, locals: CompactIndex) {
    self.globals = globals
    self.locals = locals
  }

  mutating func glyph(_ charstring: FontBytes) {
    stack.removeAll(keepingCapacity: true)
    stems = 0
    sawWidth = false
    ended = false
    width = nil
    flat.removeAll(keepingCapacity: true)
    run(charstring, depth: 0)
  }

  private static func bias(_ count: Int) -> Int {
    count < 1240 ? 107 : count < 33_900 ? 1131 : 32_768
  }

  /// The first operator that clears the stack may have the width below its own operands.
  private mutating func takeWidth(_ isThere: Bool) {
    if !sawWidth {
      sawWidth = true
      if isThere { width = stack.first }
    }
  }

  private mutating func run(_ code: FontBytes, depth: Int) {
    guard depth < 11 else { return }
    var place = 0
    while place < code.count, !ended {
      let byte = code.u8(place)
      let start = place
      place += 1
      switch byte {
      case 28:
        push(Double(code.i16(place)))
        place += 2
        copyNumber(code, start, place)
      case 32...246:
        push(Double(byte - 139))
        copyNumber(code, start, place)
      case 247...250:
        push(Double((byte - 247) * 256 + code.u8(place) + 108))
        place += 1
        copyNumber(code, start, place)
      case 251...254:
        push(Double(-(byte - 251) * 256 - code.u8(place) - 108))
        place += 1
        copyNumber(code, start, place)
      case 255:
        push(Double(Int32(truncatingIfNeeded: code.u32(place))) / 65_536)
        place += 4
        copyNumber(code, start, place)
      case 1, 3, 18, 23:
        takeWidth(stack.count % 2 == 1)
        stems += stack.count / 2
        stack.removeAll(keepingCapacity: true)
        flat.append(UInt8(byte))
      case 19, 20:
        takeWidth(stack.count % 2 == 1)
        stems += stack.count / 2
        stack.removeAll(keepingCapacity: true)
        place += (stems + 7) / 8
        flat += code.part(start, place - start).bytes
      case 10:
        let number = Int(stack.popLast() ?? 0) + Self.bias(locals.count)
        flat.removeSubrange(lastNumber...)
        if number >= 0, number < locals.count {
          run(locals[number], depth: depth + 1)
        }
      case 29:
        let number = Int(stack.popLast() ?? 0) + Self.bias(globals.count)
        flat.removeSubrange(lastNumber...)
        if number >= 0, number < globals.count {
          run(globals[number], depth: depth + 1)
        }
      case 11: return
      case 14:
        takeWidth(stack.count == 1 || stack.count == 5)
        ended = true
        flat.append(14)
      case 21:
        takeWidth(stack.count > 2)
        stack.removeAll(keepingCapacity: true)
        flat.append(UInt8(byte))
      case 4, 22:
        takeWidth(stack.count > 1)
        stack.removeAll(keepingCapacity: true)
        flat.append(UInt8(byte))
      case 12:
        place += 1
        stack.removeAll(keepingCapacity: true)
        flat += code.part(start, 2).bytes
      default:
        stack.removeAll(keepingCapacity: true)
        flat.append(UInt8(byte))
      }
    }
  }

  private mutating func copyNumber(_ code: FontBytes, _ start: Int, _ end: Int) {
    lastNumber = flat.count
    flat += code.part(start, end - start).bytes
  }

  private mutating func push(_ value: Double) {
    if stack.count < 513 { stack.append(value) }
  }
}
