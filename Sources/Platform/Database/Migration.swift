internal import ByteIO

/// One numbered step of a component's schema, with its text for each dialect; never changed once released.
public struct Migration: Sendable, Hashable {
  public let number: Int
  public let name: String
  private let sqlite: [String]
  private let postgres: [String]

  /// Each text is one statement without placeholders.
  public init(_ number: Int, _ name: String, sqlite: [String], postgres: [String]) {
    self.number = number
    self.name = name
    self.sqlite = sqlite
    self.postgres = postgres
  }

  /// A step whose text is the same in every dialect.
  public init(_ number: Int, _ name: String, _ statements: [String]) {
    self.init(number, name, sqlite: statements, postgres: statements)
  }

  public func statements(_ dialect: SQLDialect) -> [String] {
    switch dialect {
    case .sqlite: sqlite
    case .postgres: postgres
    }
  }

  /// The SHA-256 of the statements, each ended by a zero byte.
  public func checksum(_ dialect: SQLDialect) -> String {
    SHA256.of(statements(dialect).flatMap { Array($0.utf8) + [0] }).description
  }
}
