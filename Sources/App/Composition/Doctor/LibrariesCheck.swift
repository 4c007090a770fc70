internal import DatabasePostgres
internal import DatabaseSQLite
internal import HTTPClient
internal import HTTPServer
internal import XML

/// The versions of the libraries that this program runs with; that they are there at all the system saw at the start.
struct LibrariesCheck: DoctorCheck {
  func run() async -> [Finding] {
    let postgres = PostgresLibrary.version
    let versions: [(name: String, version: String, least: String, package: String)] = [
      ("SQLite", SQLiteLibrary.version, "3.37.0", "libsqlite3-0"),
      ("libpq", "\(postgres / 10_000).\(postgres % 10_000)", "14.0", "libpq5"),
      ("libcurl", CurlLibrary.version, "7.85.0", "libcurl4"),
      ("OpenSSL", TLSLibrary.version, "3.0.0", "libssl3"),
      ("libxml2", XMLLibrary.version, "2.9.10", "libxml2"),
    ]
    let old = versions.filter { Self.isOlder($0.version, than: $0.least) }
    let all = versions.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
    guard !old.isEmpty else { return [.good("libraries", all)] }
    return old.map { library in
      .problem(
        "libraries", "\(library.name) \(library.version) is older than \(library.least)",
        remedy: "apt-get install --only-upgrade \(library.package)")
    }
  }

  static func isOlder(_ version: String, than least: String) -> Bool {
    let (own, wanted) = (numbers(version), numbers(least))
    for index in 0..<max(own.count, wanted.count) {
      let (left, right) = (index < own.count ? own[index] : 0, index < wanted.count ? wanted[index] : 0)
      if left != right { return left < right }
    }
    return false
  }

  private static func numbers(_ version: String) -> [Int] {
    version.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
  }
}
