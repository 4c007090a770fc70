/// Which of the open containers are objects: a bit for each, without a limit of its own.
struct JSONNesting {
  private(set) var depth = 0
  private var bits: UInt64 = 0
  /// Full words of the outer containers.
  private var outer: [UInt64] = []

  /// Whether the innermost open container is an object.
  @inline(__always)
  var isObject: Bool { bits & 1 == 1 }

  @inline(__always)
  mutating func push(isObject: Bool) {
    if depth & 63 == 0, depth > 0 { outer.append(bits) }
    bits = bits << 1 | (isObject ? 1 : 0)
    depth &+= 1
  }

  @inline(__always)
  mutating func pop() {
    depth &-= 1
    bits >>= 1
    if depth & 63 == 0, depth > 0 { bits = outer.popLast() ?? 0 }
  }
}
