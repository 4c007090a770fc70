/// Gathers warnings and losses while a writer works: each kind once, in the order first seen, with its count.
public struct ExportNotes: Sendable {
  public private(set) var warnings: [Finding] = []
  public private(set) var losses: [Loss] = []

  public init() {}

  /// Findings with the same code count as one where `merging`; the first hundred of others are kept.
  public mutating func warn(
    _ code: String, _ message: String, at location: DocumentError.Location = DocumentError.Location(),
    merging: Bool = false
  ) {
    if merging || warnings.count >= 100, let place = warnings.lastIndex(where: { $0.code == code }) {
      warnings[place].count += 1
    } else if let place = warnings.firstIndex(where: { $0.code == code && $0.message == message }) {
      warnings[place].count += 1
    } else if warnings.count < 200 {
      warnings.append(Finding(code, message, at: location))
    }
  }

  public mutating func lose(_ subject: String, _ outcome: String) {
    if let place = losses.firstIndex(where: { $0.subject == subject && $0.outcome == outcome }) {
      losses[place].count += 1
    } else {
      losses.append(Loss(subject, outcome))
    }
  }
}
