/// Which events may follow on which state: the whole state machine, without a database.
public enum JobRules {
  /// How often a job may take its process with it before it is given up.
  public static let maximumRescues = 5

  /// Nil when the job is already as the command wants it.
  public static func event(for command: JobCommand, on job: Job) throws(CommandRefused) -> JobEvent? {
    switch (command, job.state) {
    case (.cancel, .queued), (.cancel, .running), (.cancel, .paused): return .cancelled
    case (.cancel, .cancelled): return nil
    case (.pause, .queued), (.pause, .running): return .paused
    case (.pause, .paused): return nil
    case (.resume, .paused): return .resumed
    case (.resume, .queued), (.resume, .running): return nil
    case (.retry, .failed), (.retry, .cancelled), (.retry, .expired): return .retried
    case (.retry, .queued), (.retry, .running): return nil
    case (.remove, .completed), (.remove, .failed), (.remove, .cancelled): return .expired
    case (.remove, .expired): return nil
    case (.cancel, .completed), (.cancel, .failed), (.cancel, .expired), (.pause, .completed), (.pause, .failed),
      (.pause, .cancelled), (.pause, .expired), (.resume, .completed), (.resume, .failed), (.resume, .cancelled),
      (.resume, .expired), (.retry, .completed), (.retry, .paused), (.remove, .queued), (.remove, .running),
      (.remove, .paused):
      throw CommandRefused(command: command, state: job.state)
    }
  }

  /// Whether the holder of a token may still write about the job.
  public static func holds(_ token: Int, _ job: Job) -> Bool {
    job.state == .running && job.token == token
  }

  /// What a failure leads to.
  static func failure(
    _ error: JobError, attempt: Int, maxAttempts: Int, now: Int64, retry: RetryPolicy, random: Double
  ) -> JobEvent {
    guard error.isRecoverable, attempt < maxAttempts else { return .failed(error) }
    return .retryScheduled(error, runAt: now + retry.delay(after: attempt, random: random))
  }

  /// What becomes of a job whose process went away.
  static func rescue(rescues: Int, reason: String) -> JobEvent {
    guard rescues + 1 < maximumRescues else {
      return .failed(
        JobError(
          "worker_lost",
          """
          The process that ran this job went away \(rescues + 1) times. The content may be what breaks it: export a \
          part of it, or ask the operator for the log of that time.
          """))
    }
    return .rescued(reason: reason, counts: true)
  }
}
