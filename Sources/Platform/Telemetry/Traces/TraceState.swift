/// What vendors along the way add to a trace: `tracestate`, which is passed on as it came.
public struct TraceState: Sendable, Hashable, CustomStringConvertible {
  private static let mostMembers = 32
  /// What every participant has to pass on at least.
  private static let longestText = 512

  private let members: [String]

  public init() { members = [] }

  /// Nil where the header is malformed, repeats a key or has more than 32 members.
  public init?(_ header: String) {
    var members: [String] = []
    var keys: Set<Substring> = []
    for part in header.split(separator: ",", omittingEmptySubsequences: false) {
      let member = Self.trimmed(part)
      if member.isEmpty { continue }
      guard let equals = member.firstIndex(of: "="), Self.isKey(member[..<equals]),
        Self.isValue(member[member.index(after: equals)...]), keys.insert(member[..<equals]).inserted
      else { return nil }
      members.append(String(member))
    }
    guard members.count <= Self.mostMembers else { return nil }
    self.members = Self.shortened(members)
  }

  public var isEmpty: Bool { members.isEmpty }

  public var description: String { members.joined(separator: ",") }

  /// As the recommendation asks: first members over 128 characters go, then those at the end.
  private static func shortened(_ members: [String]) -> [String] {
    var members = members
    func length() -> Int { members.reduce(members.count - 1) { $0 + $1.utf8.count } }
    while length() > longestText, let long = members.lastIndex(where: { $0.utf8.count > 128 }) {
      members.remove(at: long)
    }
    while length() > longestText { members.removeLast() }
    return members
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.utf8.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
    while let last = text.utf8.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
    return text
  }

  private static func isKey(_ key: Substring) -> Bool {
    let parts = key.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return isName(parts[0], longest: 256, mayStartWithDigit: false)
    case 2:
      return isName(parts[0], longest: 241, mayStartWithDigit: true)
        && isName(parts[1], longest: 14, mayStartWithDigit: false)
    default: return false
    }
  }

  private static func isName(_ name: Substring.UTF8View.SubSequence, longest: Int, mayStartWithDigit: Bool) -> Bool {
    guard let first = name.first, name.count <= longest else { return false }
    guard (0x61...0x7A).contains(first) || mayStartWithDigit && (0x30...0x39).contains(first) else { return false }
    return name.allSatisfy { byte in
      switch byte {
      case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"): true
      default: false
      }
    }
  }

  private static func isValue(_ value: Substring) -> Bool {
    !value.isEmpty && value.utf8.count <= 256
      && value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
  }
}
