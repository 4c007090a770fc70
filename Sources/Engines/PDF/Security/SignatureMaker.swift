internal import COpenSSL

/// Makes the signature of a file: CMS with the attributes that PAdES B-B asks for, and none that it forbids.
///
/// libcrypto's own CMS always puts the computer's time into the signature, which PAdES does not want and the same bytes
/// do not allow; so the few structures are written here, and only the signing itself is libcrypto's.
final class SignatureMaker {
  private let key: OpaquePointer
  private let isCurve: Bool
  private let certificates: [[UInt8]]
  private let issuerAndSerial: [UInt8]
  private let issuer: [UInt8]
  private let serial: [UInt8]

  init(_ signer: PDFSigner) throws {
    let chain = try Self.certificates(signer.certificates)
    defer { for certificate in chain { X509_free(certificate) } }
    guard let own = chain.first else {
      throw PDFError(.signature, "There is no certificate in the PEM of the signer. Put the signer's own one first.")
    }
    certificates = chain.map { certificate in Self.encoded { i2d_X509(certificate, $0) } }
    issuer = Self.encoded { i2d_X509_NAME(X509_get_issuer_name(own), $0) }
    serial = Self.encoded { i2d_ASN1_INTEGER(X509_get_serialNumber(own), $0) }
    issuerAndSerial = DER.sequence(issuer, serial)
    key = try Self.key(signer)
    let kind = EVP_PKEY_get_base_id(key)
    isCurve = kind == EVP_PKEY_EC
    guard kind == EVP_PKEY_RSA || isCurve else {
      throw PDFError(.signature, "The signer's key is neither RSA nor of an elliptic curve of NIST.")
    }
    guard X509_check_private_key(own, key) == 1 else {
      throw PDFError(.signature, "The signer's key does not belong to the first certificate.")
    }
  }

  deinit { EVP_PKEY_free(key) }

  /// Room enough for any signature of this signer.
  var mostBytes: Int { certificates.reduce(4096) { $0 + $1.count } }

  /// The signature over bytes with this SHA-256.
  func signature(of digest: [UInt8]) throws -> [UInt8] {
    let data = DER.identifier("1.2.840.113549.1.7.1")
    let sha256 = DER.sequence(DER.identifier("2.16.840.1.101.3.4.2.1"), DER.null)
    let named = DER.sequence(
      DER.octets(Digest.sha256(certificates[0])), DER.sequence(DER.sequence(DER.value(0xA4, issuer)), serial))
    let attributes = DER.set([
      DER.sequence(DER.identifier("1.2.840.113549.1.9.3"), DER.set([data])),
      DER.sequence(DER.identifier("1.2.840.113549.1.9.4"), DER.set([DER.octets(digest)])),
      DER.sequence(
        DER.identifier("1.2.840.113549.1.9.16.2.47"), DER.set([DER.sequence(DER.sequence(named))])),
    ])
    let algorithm =
      isCurve
      ? DER.sequence(DER.identifier("1.2.840.10045.4.3.2"))
      : DER.sequence(DER.identifier("1.2.840.113549.1.1.11"), DER.null)
    let signed = try sign(attributes)
    let signer = DER.sequence(
      DER.integer(1), issuerAndSerial, sha256, [0xA0] + attributes.dropFirst(), algorithm, DER.octets(signed))
    let content = DER.sequence(
      DER.integer(1), DER.set([sha256]), DER.sequence(data), DER.value(0xA0, certificates.flatMap { $0 }),
      DER.set([signer]))
    return DER.sequence(DER.identifier("1.2.840.113549.1.7.2"), DER.value(0xA0, content))
  }

  private func sign(_ bytes: [UInt8]) throws -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { throw Self.failure }
    defer { EVP_MD_CTX_free(context) }
    var length = 0
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1
    else { throw Self.failure }
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else { throw Self.failure }
    return Array(signature.prefix(length))
  }

  private static let failure = PDFError(.signature, "libcrypto could not sign.")

  private static func certificates(_ text: [UInt8]) throws -> [OpaquePointer] {
    guard let source = BIO_new_mem_buf(text, Int32(clamping: text.count)) else { throw failure }
    defer {
      BIO_free(source)
      // The end of the list leaves an error behind.
      ERR_clear_error()
    }
    var found: [OpaquePointer] = []
    while found.count < 16, let next = PEM_read_bio_X509(source, nil, nil, nil) { found.append(next) }
    return found
  }

  private static func key(_ signer: PDFSigner) throws -> OpaquePointer {
    guard let source = BIO_new_mem_buf(signer.key, Int32(clamping: signer.key.count)) else { throw failure }
    defer {
      BIO_free(source)
      ERR_clear_error()
    }
    // Without a callback libcrypto takes the last argument as the password, and never asks a terminal.
    let made = signer.password.withCString { password in
      PEM_read_bio_PrivateKey(source, nil, nil, UnsafeMutableRawPointer(mutating: password))
    }
    guard let made else {
      throw PDFError(.signature, "The signer's key cannot be read: it is no PEM, or its password is another one.")
    }
    return made
  }

  /// What a function of libcrypto encodes that tells its length first.
  private static func encoded(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
    let length = Int(encode(nil))
    guard length > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: length) { room, count in
      var place = room.baseAddress
      count = max(Int(encode(&place)), 0)
    }
  }
}
