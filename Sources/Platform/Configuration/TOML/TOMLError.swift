/// Why a file is no TOML, or not the part of TOML that a configuration needs.
struct TOMLError: Error, Equatable {
  enum Code: Sendable {
    case malformed
    /// TOML, but a form that no key takes: dates, inline tables, arrays of tables or arrays, several lines of text.
    case unsupported
  }

  let code: Code
  let message: String
  /// From 1.
  let line: Int
  /// From 1, in characters.
  let column: Int
}
