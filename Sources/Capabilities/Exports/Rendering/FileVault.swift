public import ByteIO
public import Database

/// Where contents and files are kept by their hash; `Composition` fits the file store to it. What is not `async` may
/// block.
public protocol FileVault: Sendable {
  func writer() throws -> any VaultWriter
  func read(_ hash: SHA256Digest) throws -> [UInt8]
  /// A file with the content, or nil.
  func path(of hash: SHA256Digest) -> String?
  /// Says that the content is used again; false when it is not there.
  func keep(_ hash: SHA256Digest) -> Bool
  /// Joins the transaction that completes a job; it changes nothing when a newer token has published.
  func publish(_ publication: VaultPublication) -> Statement
  func withdraw(tenant: String, name: String) -> Statement
  /// For each source the newest publication of the tenant, or nil.
  func made(from sources: [VaultSource]) async throws -> [VaultPublication?]
  /// The contents in one of 256 parts of the store.
  func contents(part: Int) async throws -> [SHA256Digest]
  /// Removes the contents that nobody publishes and nobody used since the time.
  func removeUnused(_ hashes: [SHA256Digest], unusedSince time: Int64) async throws
}

public protocol VaultWriter: ByteSink {
  /// Makes the content durable.
  func seal() throws -> SealedFile
}

public struct SealedFile: Sendable, Hashable {
  public let hash: SHA256Digest
  public let size: Int

  public init(hash: SHA256Digest, size: Int) {
    self.hash = hash
    self.size = size
  }
}

/// What a file follows from, within a tenant.
public struct VaultSource: Sendable, Hashable {
  public var tenant: String
  public var source: String

  public init(tenant: String, source: String) {
    self.tenant = tenant
    self.source = source
  }
}

/// A name of a job's file and the content that it stands for.
public struct VaultPublication: Sendable, Hashable {
  public var source: VaultSource
  public var name: String
  public var token: Int
  public var file: SealedFile
  /// JSON of what the engine said about the file.
  public var details: String
  /// Microseconds since 1970.
  public var time: Int64

  public init(source: VaultSource, name: String, token: Int, file: SealedFile, details: String, time: Int64) {
    self.source = source
    self.name = name
    self.token = token
    self.file = file
    self.details = details
    self.time = time
  }
}
