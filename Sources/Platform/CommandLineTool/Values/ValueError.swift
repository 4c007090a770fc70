/// A text that is not what its place allows. The text itself is kept apart, so that a secret stays out of messages.
public struct ValueError: Error, Sendable, Equatable {
  public let text: String
  /// What is allowed: "an integer from 1 to 65535".
  public let expectation: String

  public init(text: String, expectation: String) {
    self.text = text
    self.expectation = expectation
  }
}
