public import JSON

/// Fills templates and reads the rows that do. What exports need of the engines; `Composition` fits them to it.
public protocol MergeEngine: Sendable {
  /// The rows of a table as objects. With a column, rows that follow one another and share its value are one object
  /// of the first of them, with all of them in `rows`.
  func rows(of content: [UInt8], type: String, by column: String?, atMost limit: Int) throws(JobError) -> [JSONValue]

  /// A line such as a title, with the data in its fields.
  func fill(_ line: String, with data: MergeData) throws(JobError) -> String
}
