public import JSON

/// What fills the content of a job where that is a template.
public struct MergeData: Sendable, Hashable {
  /// The row's place among those of its template, from 1.
  public var number: Int
  /// An object.
  public var values: JSONValue

  /// The most bytes of one row as JSON; it travels in the job's event.
  public static let maximumBytes = 65_536

  public init(number: Int = 1, values: JSONValue) {
    self.number = number
    self.values = values
  }
}
