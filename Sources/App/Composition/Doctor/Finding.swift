/// What one check of the doctor found, and how to mend it.
struct Finding: Sendable, Hashable {
  enum Outcome: String, Sendable {
    case good
    /// Works, but something a user may ask for will not.
    case warning
    case problem
  }

  let subject: String
  let outcome: Outcome
  let message: String
  let remedy: String?

  static func good(_ subject: String, _ message: String) -> Finding {
    Finding(subject: subject, outcome: .good, message: message, remedy: nil)
  }

  static func warning(_ subject: String, _ message: String, remedy: String) -> Finding {
    Finding(subject: subject, outcome: .warning, message: message, remedy: remedy)
  }

  static func problem(_ subject: String, _ message: String, remedy: String) -> Finding {
    Finding(subject: subject, outcome: .problem, message: message, remedy: remedy)
  }
}
