internal import COpenSSL
internal import Threads

/// Certificate and key, readable again while the server runs.
public final class TLSContext: Sendable {
  /// One loaded pair; sessions that use it keep it alive.
  // Safe to share: OpenSSL counts the references of a context atomically, and nothing configures it after it is made.
  private final class Loaded: @unchecked Sendable {
    let context: OpaquePointer

    init(_ context: OpaquePointer) {
      self.context = context
    }

    deinit {
      SSL_CTX_free(context)
    }
  }

  private let certificate: String
  private let key: String
  private let loaded: Lock<Loaded>

  /// Reads a PEM chain (the server's certificate first) and its PEM key.
  public init(certificate: String, key: String) throws {
    self.certificate = certificate
    self.key = key
    loaded = Lock(try Self.load(certificate, key))
  }

  /// Reads the files again; new connections use them, and when they are bad the old ones stay.
  public func reload() throws {
    let fresh = try Self.load(certificate, key)
    loaded.withLock { $0 = fresh }
  }

  func makeSession() -> OpaquePointer? {
    SSL_new(loaded.withLock { $0 }.context)
  }

  private static func load(_ certificate: String, _ key: String) throws -> Loaded {
    guard let context = SSL_CTX_new(TLS_server_method()) else { throw TLSError.last("OpenSSL has no memory") }
    let loaded = Loaded(context)
    _ = co_set_minimum_version(context, Int32(TLS1_2_VERSION))
    _ = co_set_modes(context)
    co_set_server_options(context)
    guard SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 else {
      throw TLSError.last("The cipher list is not accepted")
    }
    guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1 else {
      throw TLSError.last("The certificate chain '\(certificate)' cannot be read")
    }
    guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 else {
      throw TLSError.last("The private key '\(key)' cannot be read")
    }
    guard SSL_CTX_check_private_key(context) == 1 else {
      throw TLSError.last("The private key '\(key)' does not belong to the certificate '\(certificate)'")
    }
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nil)
    return loaded
  }

  /// Only http/1.1 is spoken; a client that offers others, and not this one, is told so.
  private static let selectProtocol:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
    ) -> Int32 = { _, out, outLength, offered, count, _ in
      guard let offered, let out, let outLength else { return SSL_TLSEXT_ERR_NOACK }
      let name: StaticString = "http/1.1"
      var at = 0
      while at < Int(count) {
        let length = Int(offered[at])
        guard at + 1 + length <= Int(count) else { break }
        if length == name.utf8CodeUnitCount,
          (0..<length).allSatisfy({ offered[at + 1 + $0] == name.utf8Start[$0] })
        {
          out.pointee = offered + at + 1
          outLength.pointee = UInt8(length)
          return SSL_TLSEXT_ERR_OK
        }
        at += 1 + length
      }
      return SSL_TLSEXT_ERR_ALERT_FATAL
    }
}
