/// A value that shows itself only to who asks by name: printed, logged, interpolated or reflected it is `•••`.
public struct Secret<Value: Sendable>: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: Value

  public init(_ value: Value) {
    self.value = value
  }

  /// The value itself. What is done with it is the caller's responsibility.
  public func reveal() -> Value { value }

  public var description: String { SecretMask.text }
  public var debugDescription: String { SecretMask.text }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Equatable where Value: Equatable {}
extension Secret: Hashable where Value: Hashable {}

/// What stands in the place of a secret.
enum SecretMask {
  static let text = "•••"
  static let bytes = Array(text.utf8)
}
