internal import HTTPMessage

/// The conditions of a request, RFC 9110 section 13.
public struct Preconditions: Sendable {
  enum Verdict: Equatable {
    case proceed
    case notModified
    case failed
  }

  private let fields: RequestFields

  init(_ fields: RequestFields) {
    self.fields = fields
  }

  /// Checks a write against the current version, `nil` where nothing exists yet; throws 412 when it changed meanwhile.
  public func check(entityTag: EntityTag?, lastModified: Int64? = nil) throws {
    guard verdict(entityTag: entityTag, lastModified: lastModified, isRead: false) == .proceed else {
      throw HTTPError(
        .preconditionFailed, code: "precondition_failed",
        detail: "The content has changed since it was read. Read it again and repeat the change.")
    }
  }

  func verdict(entityTag: EntityTag?, lastModified: Int64?, isRead: Bool) -> Verdict {
    if let list = fields.list("if-match") {
      guard matches(list, entityTag, strongly: true) else { return .failed }
    } else if let text = fields["if-unmodified-since"], let limit = HTTPDate.seconds(text), let lastModified {
      guard lastModified <= limit else { return .failed }
    }
    if let list = fields.list("if-none-match") {
      if matches(list, entityTag, strongly: false) { return isRead ? .notModified : .failed }
    } else if isRead, let text = fields["if-modified-since"], let limit = HTTPDate.seconds(text), let lastModified {
      if lastModified <= limit { return .notModified }
    }
    return .proceed
  }

  private func matches(_ list: String, _ tag: EntityTag?, strongly: Bool) -> Bool {
    guard let tag else { return false }
    if list.drop(while: { $0 == " " }) == "*" { return true }
    return EntityTag.list(list).contains { strongly ? $0.matchesStrongly(tag) : $0.matchesWeakly(tag) }
  }

  /// Whether a range may be answered: the version that the client has parts of must be this one.
  func rangeIsValid(entityTag: EntityTag?, lastModified: Int64?) -> Bool {
    guard let condition = fields["if-range"] else { return true }
    if let wanted = EntityTag.list(condition).first { return entityTag.map(wanted.matchesStrongly) ?? false }
    guard let time = HTTPDate.seconds(condition), let lastModified else { return false }
    return time == lastModified
  }
}

extension Request {
  public var preconditions: Preconditions { Preconditions(fields) }
}
