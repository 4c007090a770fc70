internal import COpenSSL

/// Why TLS cannot be set up.
public struct TLSError: Error, Sendable, CustomStringConvertible {
  public let description: String

  static func last(_ what: String) -> TLSError {
    var text = [CChar](repeating: 0, count: 256)
    let code = ERR_get_error()
    ERR_error_string_n(code, &text, text.count)
    let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return TLSError(description: code == 0 ? "\(what)." : "\(what): \(reason).")
  }
}
