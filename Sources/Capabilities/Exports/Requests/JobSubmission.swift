/// A job that is to be made, with what surrounds its specification.
public struct JobSubmission: Sendable, Hashable {
  public var specification: JobSpecification
  /// Microseconds since 1970; nil starts as soon as possible.
  public var runAt: Int64?
  public var batch: String?
  /// The place in the batch, from 0.
  public var item: Int?

  public init(_ specification: JobSpecification, runAt: Int64? = nil, batch: String? = nil, item: Int? = nil) {
    self.specification = specification
    self.runAt = runAt
    self.batch = batch
    self.item = item
  }
}
