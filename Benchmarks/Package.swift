// swift-tools-version: 6.3
import PackageDescription

// Programs that the suites in Benchmarks/suites run beside their peers. See scripts/bench.

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func program(_ name: String, _ products: [String]) -> Target {
  .executableTarget(
    name: name, dependencies: products.map { .product(name: $0, package: "export-ia") }, swiftSettings: settings)
}

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "export-ia", path: "..")],
  targets: [
    program("bench-json", ["ByteIO", "JSON"]),
    program("bench-events", ["Database", "DatabaseSQLite", "DatabasePostgres", "EventStore"]),
    program("bench-database", ["Database", "DatabaseSQLite", "DatabasePostgres"]),
    program("bench-http", ["ByteIO", "HTTPMessage", "HTTPServer"]),
    program("bench-client", ["HTTPClient", "HTTPMessage"]),
    program(
      "bench-jobs",
      [
        "API", "ByteIO", "Database", "DatabaseSQLite", "DatabasePostgres", "EventStore", "ExportFiles", "Exports",
        "Files",
        "HTTPServer",
      ]),
    program("bench-telemetry", ["Telemetry"]),
    program("bench-archives", ["Archives", "ByteIO", "XML"]),
    program("bench-tables", ["ByteIO", "Documents", "Tables", "TableFormats", "TableReports"]),
    program("bench-office", ["ByteIO", "DocumentFormats", "Documents"]),
    program("bench-documents", ["ByteIO", "Documents", "DocumentFormats"]),
  ],
  swiftLanguageModes: [.v6]
)
