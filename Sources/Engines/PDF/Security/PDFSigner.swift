public import ByteIO

/// Whoever signs a file: a certificate, the certificates above it, and the private key, all as PEM.
public struct PDFSigner: Sendable, Hashable {
  /// The signer's own certificate first.
  public var certificates: [UInt8]
  /// RSA or a curve of NIST. A signature with RSA is the same every time; one with a curve holds a random number.
  public var key: [UInt8]
  /// Opens the key where it is encrypted.
  public var password: String
  public var name: String
  public var reason: String
  public var location: String
  /// The time of signing that the file claims; a writer knows no clock.
  public var moment: Timestamp?

  public init(certificates: [UInt8], key: [UInt8], password: String = "") {
    self.certificates = certificates
    self.key = key
    self.password = password
    name = ""
    reason = ""
    location = ""
  }
}
