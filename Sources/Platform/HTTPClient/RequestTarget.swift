internal import CCurl
internal import Glibc

/// Where a request goes: a checked URL and its parts, read by the parser that the connection uses too.
struct RequestTarget: Sendable, Hashable {
  let url: String
  let scheme: String
  let host: String
  let port: UInt16
  let usesDefaultPort: Bool

  /// Scheme, host and port: what two URLs must share to be of one origin, and all that an error may tell of a URL.
  var origin: String { usesDefaultPort ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)" }
  var isSecure: Bool { scheme == "https" }
  /// The address when the host is one and no name.
  var address: IPAddress? { IPAddress(String(host.drop { $0 == "[" }.prefix { $0 != "]" })) }

  init(_ text: String) throws(HTTPClientError) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Self.refused("the URL has spaces, control characters or letters beyond ASCII; percent-encode them")
    }
    guard let handle = curl_url() else { throw HTTPClientError(.resources, "out of memory", origin: "") }
    defer { curl_url_cleanup(handle) }
    let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS))
    guard code == CURLUE_OK else { throw Self.refused("the URL cannot be read: \(Self.reason(code))") }
    try self.init(handle)
  }

  /// The target of a `Location` field, relative to this URL.
  func following(_ location: String) throws(HTTPClientError) -> RequestTarget {
    guard let handle = curl_url() else { throw HTTPClientError(.resources, "out of memory", origin: origin) }
    defer { curl_url_cleanup(handle) }
    var code = curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS))
    if code == CURLUE_OK {
      code = curl_url_set(handle, CURLUPART_URL, location, UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE))
    }
    guard code == CURLUE_OK else {
      throw HTTPClientError(.redirect, "the redirect's target cannot be read: \(Self.reason(code))", origin: origin)
    }
    do {
      return try RequestTarget(handle)
    } catch {
      throw HTTPClientError(
        error.code == .egressDenied ? .egressDenied : .redirect, "redirect refused: \(error.message)", origin: origin)
    }
  }

  private init(_ handle: OpaquePointer) throws(HTTPClientError) {
    guard let scheme = Self.part(handle, CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https" else {
      throw HTTPClientError(.egressDenied, "only http and https URLs are allowed", origin: "")
    }
    guard Self.part(handle, CURLUPART_USER) == nil, Self.part(handle, CURLUPART_PASSWORD) == nil else {
      throw Self.refused("a user name or password in a URL is not allowed; send an Authorization field")
    }
    guard var host = Self.part(handle, CURLUPART_HOST)?.lowercased(), !host.isEmpty, host.utf8.allSatisfy({ $0 < 0x7F })
    else {
      throw Self.refused("the URL has no host, or one with letters beyond ASCII; write its xn-- form")
    }
    guard Self.part(handle, CURLUPART_ZONEID) == nil else {
      throw Self.refused("an address with a zone is not allowed in a URL")
    }
    while host.hasSuffix(".") { host.removeLast() }
    guard !host.isEmpty, let text = Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)),
      let port = UInt16(text), port > 0
    else {
      throw Self.refused("the URL's host or port is not valid")
    }
    _ = curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    guard let url = Self.part(handle, CURLUPART_URL, UInt32(CURLU_PATH_AS_IS)) else {
      throw Self.refused("the URL cannot be written again")
    }
    self.url = url
    self.scheme = scheme
    self.host = host
    self.port = port
    usesDefaultPort = port == (scheme == "https" ? 443 : 80)
  }

  private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  private static func reason(_ code: CURLUcode) -> String {
    curl_url_strerror(code).map { String(cString: $0) } ?? "unknown"
  }

  private static func refused(_ message: String) -> HTTPClientError {
    HTTPClientError(.invalidRequest, message, origin: "")
  }
}
