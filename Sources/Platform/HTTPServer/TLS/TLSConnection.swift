internal import COpenSSL
internal import Glibc

/// The TLS side of one connection, on its non-blocking socket; only its loop uses it.
final class TLSConnection {
  private let ssl: OpaquePointer

  /// `nil` when OpenSSL has no memory for it.
  init?(_ context: TLSContext, descriptor: Int32) {
    guard let ssl = context.makeSession() else { return nil }
    guard SSL_set_fd(ssl, descriptor) == 1 else {
      SSL_free(ssl)
      return nil
    }
    SSL_set_accept_state(ssl)
    self.ssl = ssl
  }

  deinit {
    SSL_free(ssl)
  }

  /// Whether it holds bytes that the socket no longer shows.
  var hasPending: Bool { SSL_has_pending(ssl) == 1 }

  func receive(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> TransportResult {
    result(of: { SSL_read(ssl, bytes, Int32(min(count, Int(Int32.max)))) })
  }

  func send(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> TransportResult {
    result(of: { SSL_write(ssl, bytes, Int32(min(count, BufferStock.size))) })
  }

  func shutdown(_ descriptor: Int32) {
    ERR_clear_error()
    if SSL_is_init_finished(ssl) == 1 { _ = SSL_shutdown(ssl) }
  }

  private func result(of call: () -> Int32) -> TransportResult {
    ERR_clear_error()
    errno = 0
    let count = call()
    if count > 0 { return .bytes(Int(count)) }
    switch SSL_get_error(ssl, count) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wouldBlock
    default: return .closed
    }
  }
}
