/// A stream was not at the version that an append expected; nothing was changed.
public struct VersionConflict: Error, Sendable, Hashable, CustomStringConvertible {
  public let stream: StreamID
  public let expected: ExpectedVersion
  /// 0 when the stream does not exist.
  public let actual: Int

  public init(stream: StreamID, expected: ExpectedVersion, actual: Int) {
    self.stream = stream
    self.expected = expected
    self.actual = actual
  }

  public var description: String {
    let wanted =
      switch expected {
      case .any: "any version"
      case .none, .exact(0): "not to exist"
      case .exact(let version): "at version \(version)"
      }
    return "Stream '\(stream)' was expected \(wanted) but is at version \(actual). Read it again and decide anew."
  }
}
