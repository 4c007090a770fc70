/// A formula that stands for itself.
public struct MathBlock: Sendable, Hashable {
  /// In the language of TeX's mathematics.
  public var tex: String
  public var isNumbered: Bool
  public var attributes: Attributes

  public init(_ tex: String, isNumbered: Bool = false, attributes: Attributes = .none) {
    self.tex = tex
    self.isNumbered = isNumbered
    self.attributes = attributes
  }
}
