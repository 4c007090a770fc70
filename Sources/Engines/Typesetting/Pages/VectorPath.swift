/// A shape of lines and curves; y grows upwards.
public struct VectorPath: Sendable {
  public enum Step: Sendable {
    case move(Double, Double)
    case line(Double, Double)
    case curve(Double, Double, Double, Double, Double, Double)
    case close
  }

  public var steps: [Step]
  public var fill: TypeColor?
  public var stroke: TypeColor?
  public var lineWidth: Double

  public init(_ steps: [Step] = [], fill: TypeColor? = nil, stroke: TypeColor? = nil, lineWidth: Double = 0.5) {
    self.steps = steps
    self.fill = fill
    self.stroke = stroke
    self.lineWidth = lineWidth
  }
}
