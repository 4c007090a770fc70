internal import HTTPMessage

/// Whether answers that point elsewhere are followed.
///
/// Each hop is checked like a first request. From https never to http; to another origin without any field but those
/// that describe the wish and the content, so that no credential leaves with them.
public enum RedirectPolicy: Sendable, Hashable {
  case refuse
  case follow(hops: Int)

  var hops: Int {
    switch self {
    case .refuse: 0
    case .follow(let hops): hops
    }
  }

  static func isRedirect(_ status: Int) -> Bool {
    [301, 302, 303, 307, 308].contains(status)
  }

  /// Fields that may go to another origin.
  static let harmless: Set<String> = [
    "accept", "accept-encoding", "accept-language", "user-agent", "content-type", "content-language",
    "content-encoding", "range", "if-none-match", "if-modified-since", "if-range", "cache-control",
  ]
}
