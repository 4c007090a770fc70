internal import Database

/// Statements that one connection runs in one round trip, and who waits for them.
///
/// Made by the caller, then touched only on the loop's thread, which makes it safe to hand over.
final class PipelineRequest: @unchecked Sendable {
  typealias Completion = @Sendable (Result<[SQLResult], DatabaseError>) -> Void

  /// What is sent before and after the caller's statements.
  enum Frame {
    /// The server makes one transaction of all up to the end of the pipeline.
    case implicit
    case begin(String)
    case commit
    case rollBack
    /// Begins, reads and ends at once.
    case whole(begin: String)
    /// Inside an open transaction.
    case inside
  }

  let statements: [Statement]
  let frame: Frame
  /// Prepared once and kept; a cursor's statements are not.
  let keepsPlans: Bool
  let complete: Completion

  init(_ statements: [Statement], _ frame: Frame, keepsPlans: Bool = true, complete: @escaping Completion) {
    self.statements = statements
    self.frame = frame
    self.keepsPlans = keepsPlans
    self.complete = complete
  }

  /// Whether a lost connection leaves open what happened.
  var commits: Bool {
    switch frame {
    case .implicit, .commit: true
    case .begin, .rollBack, .whole, .inside: false
    }
  }

  /// With the frame's own statements, and how many of those come first.
  var allStatements: ([Statement], leading: Int) {
    switch frame {
    case .implicit, .inside: (statements, 0)
    case .begin(let begin): ([Statement(begin)] + statements, 1)
    case .commit: ([Statement("commit")], 1)
    case .rollBack: ([Statement("rollback")], 1)
    case .whole(let begin): ([Statement(begin)] + statements + [Statement("commit")], 1)
    }
  }
}
