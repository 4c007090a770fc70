public import JSON

/// Why a job failed, for the person who waits for its file.
public struct JobError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Stable, for programs.
  public var code: String
  /// What is wrong, where, and what to do.
  public var message: String
  /// The place in the content as a JSON pointer, where one is known.
  public var pointer: String?
  /// The option of the export that it is about, where it is none of the content.
  public var option: String?
  /// Whether the same job may succeed when it is tried again.
  public var isRecoverable: Bool

  public init(
    _ code: String, _ message: String, pointer: String? = nil, option: String? = nil, isRecoverable: Bool = false
  ) {
    self.code = code
    self.message = message
    self.pointer = pointer
    self.option = option
    self.isRecoverable = isRecoverable
  }

  public var description: String { pointer.map { "\(code): \(message) (at \($0))" } ?? "\(code): \(message)" }

  public var json: JSONValue {
    var members: [JSONValue.Member] = [.init("code", .string(code)), .init("message", .string(message))]
    if let option {
      members.append(.init("details", ["option": .string(option)]))
    } else if let pointer {
      members.append(.init("details", ["pointer": .string(pointer)]))
    }
    members.append(.init("recoverable", .bool(isRecoverable)))
    return .object(members)
  }

  init?(json: JSONValue?) {
    guard let json, let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
    self.init(
      code, message, pointer: json["details"]?["pointer"]?.string,
      option: json["details"]?["option"]?.string, isRecoverable: json["recoverable"]?.bool ?? false)
  }
}
