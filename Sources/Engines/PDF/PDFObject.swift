/// The number of an object of the file.
public struct PDFObject: Hashable, Sendable {
  public let number: Int32

  @inlinable
  public init(number: Int32) {
    self.number = number
  }
}
