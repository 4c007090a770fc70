/// What lenient reading put up with: the first ones in full, all of them counted.
public final class TableWarnings {
  public let cap: Int
  public private(set) var first: [TableError] = []
  public private(set) var count = 0

  public init(cap: Int = 100) {
    self.cap = cap
  }

  public func add(_ warning: @autoclosure () -> TableError) {
    count += 1
    if first.count < cap { first.append(warning()) }
  }
}
