public import JSON

/// Something that the person should know about a file that was made all the same.
public struct JobWarning: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    case info
    case warning
    case serious
  }

  public var severity: Severity
  public var code: String
  public var message: String
  public var pointer: String?

  public init(_ severity: Severity, _ code: String, _ message: String, pointer: String? = nil) {
    self.severity = severity
    self.code = code
    self.message = message
    self.pointer = pointer
  }

  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("severity", .string(severity.rawValue)), .init("code", .string(code)), .init("message", .string(message)),
    ]
    if let pointer { members.append(.init("pointer", .string(pointer))) }
    return .object(members)
  }

  init?(json: JSONValue) {
    guard let severity = json["severity"]?.string.flatMap(Severity.init), let code = json["code"]?.string,
      let message = json["message"]?.string
    else { return nil }
    self.init(severity, code, message, pointer: json["pointer"]?.string)
  }
}
