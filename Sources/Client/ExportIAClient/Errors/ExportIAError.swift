public import Foundation

/// What went wrong, for programs (``kind``, ``code``) and for people (``detail``).
public struct ExportIAError: Error, Sendable, CustomStringConvertible {
  /// What a program can do about it.
  public enum Kind: Sendable, Hashable {
    /// The request is wrong: ``ExportIAError/errors`` says where. Sending it again does not help.
    case invalidRequest
    /// The key is missing, wrong or expired.
    case unauthorized
    /// The key may not do this.
    case forbidden
    /// There is no such thing.
    case notFound
    /// The state of the export does not allow it now.
    case conflict
    /// It was there, and is no longer kept.
    case gone
    /// The content is over the server's limit.
    case tooLarge
    /// Too many requests; see ``ExportIAError/retryAfter``.
    case rateLimited
    /// The server cannot answer now; later it can.
    case unavailable
    /// Something broke in the server; its log knows what, under ``ExportIAError/requestID``.
    case server
    /// The server was not reached, or the connection broke.
    case connection
    /// The server sent nothing for too long, or the time that the caller gave is over.
    case timedOut
    /// What came back is no answer of an Export IA server.
    case unexpectedAnswer
    /// The export ended without a file: it failed, was cancelled, or expired. ``ExportIAError/export`` has it.
    case exportEnded
    /// A file on this machine could not be read or written.
    case file
  }

  /// One thing that is wrong with a request.
  public struct Place: Sendable, Hashable, Codable {
    /// Where in the request: a JSON pointer such as `/content/sections/2`.
    public var pointer: String
    public var detail: String
  }

  public var kind: Kind
  /// Stable, for programs: `format_unknown`, `export_not_ready`.
  public var code: String
  /// For people: what is wrong, and what to do.
  public var detail: String
  /// The status of the answer, where there was one.
  public var status: Int?
  /// What is wrong with the request, place by place.
  public var errors: [Place]
  /// How long the server asks to wait before the next try.
  public var retryAfter: Duration?
  /// Names the request in the server's log.
  public var requestID: String?
  /// The export that ended without a file.
  public var export: Export?
  /// What the network or the system said.
  public var cause: (any Error)?

  public init(
    _ kind: Kind, code: String, detail: String, status: Int? = nil, errors: [Place] = [],
    retryAfter: Duration? = nil, requestID: String? = nil, export: Export? = nil, cause: (any Error)? = nil
  ) {
    self.kind = kind
    self.code = code
    self.detail = detail
    self.status = status
    self.errors = errors
    self.retryAfter = retryAfter
    self.requestID = requestID
    self.export = export
    self.cause = cause
  }

  public var description: String {
    var text = "\(detail) (\(code)"
    if let status { text += ", status \(status)" }
    if let requestID { text += ", request \(requestID)" }
    return text + ")"
  }

  /// Whether the same request may succeed later.
  var isPassing: Bool {
    switch kind {
    case .connection, .timedOut: true
    // The same request is being worked on: its result is there in a moment.
    default: code == "idempotency_key_in_flight" || status.map(RetryPolicy.statuses.contains) ?? false
    }
  }
}

extension ExportIAError: LocalizedError {
  public var errorDescription: String? { detail }
}
