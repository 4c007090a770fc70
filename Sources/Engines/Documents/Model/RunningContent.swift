/// What stands above and below the text of every page.
public struct RunningContent: Sendable, Hashable {
  /// One line in three parts; `Inline.variable` of `page`, `pages`, `section` and `title` are filled in by page.
  public struct Line: Sendable, Hashable {
    public var start: [Inline]
    public var center: [Inline]
    public var end: [Inline]
    public var hasRule: Bool

    public init(start: [Inline] = [], center: [Inline] = [], end: [Inline] = [], hasRule: Bool = false) {
      self.start = start
      self.center = center
      self.end = end
      self.hasRule = hasRule
    }

    public var isEmpty: Bool { start.isEmpty && center.isEmpty && end.isEmpty && !hasRule }
  }

  /// Lines of all pages, and of those that differ: nil is like `all`, an empty line is none.
  public struct Lines: Sendable, Hashable {
    public var all: Line?
    public var first: Line?
    public var odd: Line?
    public var even: Line?

    public init(all: Line? = nil, first: Line? = nil, odd: Line? = nil, even: Line? = nil) {
      self.all = all
      self.first = first
      self.odd = odd
      self.even = even
    }

    /// The line of a page, counted from 1.
    public func line(page: Int, isFirst: Bool) -> Line? {
      if isFirst, let first { return first }
      return (page % 2 == 0 ? even : odd) ?? all
    }

    public var isEmpty: Bool { all == nil && first == nil && odd == nil && even == nil }
  }

  /// Nothing set leaves header and footer to the quality level.
  public var header: Lines
  public var footer: Lines

  public init(header: Lines = Lines(), footer: Lines = Lines()) {
    self.header = header
    self.footer = footer
  }

  public var isEmpty: Bool { header.isEmpty && footer.isEmpty }
}
