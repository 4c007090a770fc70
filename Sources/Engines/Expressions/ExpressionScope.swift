/// The names that an expression may use.
public struct ExpressionScope: Sendable {
  public let names: [ExpressionType.Member]
  private let slots: [String: Int]
  /// Whether names that are not known are there all the same, with values of any type.
  private let isOpen: Bool

  /// Names with their types, in the order of their slots.
  public init(_ names: [ExpressionType.Member]) {
    self.names = names
    slots = Dictionary(names.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    isOpen = false
  }

  private init() {
    names = []
    slots = [:]
    isOpen = true
  }

  /// For data whose shape shows only when it is there; slots are -1.
  public static let open = ExpressionScope()

  func find(_ name: String) -> (slot: Int, type: ExpressionType)? {
    if isOpen { return (-1, .any) }
    if let slot = slots[name] { return (slot, names[slot].type) }
    // In other capitals, if only one name is meant.
    let folded = name.lowercased()
    let candidates = names.indices.filter { names[$0].name.lowercased() == folded }
    return candidates.count == 1 ? (candidates[0], names[candidates[0]].type) : nil
  }
}
