public import ByteIO

/// Who signs a file, and what the signature says. Formats that know none refuse it.
public struct FileSignature: Sendable, Hashable {
  /// PEM: the signer's own certificate, then those above it.
  public var certificates: [UInt8]
  /// PEM.
  public var key: [UInt8]
  /// Opens the key where it is encrypted.
  public var password: String
  public var name: String
  public var reason: String
  public var location: String
  /// The time that the signature claims; without one the document's date.
  public var moment: Timestamp?

  public init(
    certificates: [UInt8], key: [UInt8], password: String = "", name: String = "", reason: String = "",
    location: String = "", moment: Timestamp? = nil
  ) {
    self.certificates = certificates
    self.key = key
    self.password = password
    self.name = name
    self.reason = reason
    self.location = location
    self.moment = moment
  }
}
