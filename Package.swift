// swift-tools-version: 6.3
import PackageDescription

// The floors of docs/architecture.md: a target imports downwards only.
// Sources/<Floor>/<Target> holds the code, Tests/<Target>Tests its tests.

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// One C library: its header wrappers lie in `Sources/System/<name>`.
func system(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

func target(_ floor: String, _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target
{
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", resources: resources,
    swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, path: "Tests/\(name)Tests",
    exclude: exclude, resources: resources, swiftSettings: settings)
}

let systemLibraries: [Target] = [
  .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
  .systemLibrary(name: "CThread", path: "Sources/System/CThread"),
  system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
  system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev", brew: "libpq"),
  system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
  system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev", brew: "openssl@3"),
  system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
  system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
  system("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev", brew: "brotli"),
  system("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev", brew: "libdeflate"),
  system("CISAL", pkgConfig: "libisal", apt: "libisal-dev", brew: "isa-l"),
  system("CSnappy", pkgConfig: "snappy", apt: "libsnappy-dev", brew: "snappy"),
  system("CArgon2", pkgConfig: "libargon2", apt: "libargon2-dev", brew: "argon2"),
  system("CHarfBuzz", pkgConfig: "harfbuzz", apt: "libharfbuzz-dev", brew: "harfbuzz"),
  system("CICU", pkgConfig: "icu-uc", apt: "libicu-dev", brew: "icu4c"),
  system("CXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev", brew: "libxml2"),
]

let foundations: [Target] = [
  target("Foundations", "Threads", ["CThread"]),
  target("Foundations", "ByteIO", ["Threads", "COpenSSL", "CDeflate"]),
  target("Foundations", "JSON", ["ByteIO"]),
  target("Foundations", "Values", ["ByteIO"]),
  target("Foundations", "XML", ["ByteIO", "CXML2"]),
  target("Foundations", "Archives", ["ByteIO", "CZlib", "CISAL", "CDeflate"]),
  tests("Threads"),
  tests("ByteIO", ["Judging", "Threads", "TestSupport"]),
  tests("JSON", ["Judging", "ByteIO", "TestSupport"]),
  tests("Values", ["ByteIO"]),
  tests("XML", ["ByteIO", "Judging"]),
  tests("Archives", ["ByteIO", "CLinux", "Judging"]),
]

let engines: [Target] = [
  target("Engines", "Expressions", ["Values", "ByteIO"]),
  target("Engines", "Tables", ["Expressions", "Values", "ByteIO", "JSON"]),
  target(
    "Engines", "TableFormats",
    ["Tables", "Values", "ByteIO", "JSON", "XML", "Archives", "CZlib", "CZstd", "CSnappy", "CBrotli"]),
  target("Engines", "Documents", ["ByteIO", "JSON"]),
  tests("Expressions", ["Values"]),
  tests("Tables", ["ByteIO", "Expressions"]),
  target("Engines", "MarkupFormats", ["Documents", "ByteIO", "JSON", "XML", "Archives"]),
  target("Engines", "OfficeFormats", ["Documents", "ByteIO", "XML", "Archives", "Tables", "TableFormats"]),
  target("Engines", "PageFormats", ["Documents", "Fonts", "Typesetting", "PDF", "Threads", "ByteIO", "Archives"]),
  target(
    "Engines", "DocumentFormats",
    ["Documents", "MarkupFormats", "OfficeFormats", "PageFormats", "Archives", "ByteIO", "JSON", "XML"]),
  target(
    "Engines", "TableReports", ["Tables", "TableFormats", "Documents", "DocumentFormats", "Values", "ByteIO"]),
  target("Engines", "Fonts", ["ByteIO", "Threads", "CHarfBuzz"]),
  target("Engines", "PDF", ["Fonts", "ByteIO", "Threads", "CDeflate", "COpenSSL"]),
  target("Engines", "Typesetting", ["Fonts", "Threads", "ByteIO", "CHarfBuzz", "CICU"]),
  tests("Fonts", ["Judging"]),
  tests("PDF", ["Documents", "MarkupFormats", "PageFormats", "ByteIO", "Judging"]),
  tests("Typesetting", ["CICU", "Judging"]),
  tests("TableFormats", ["Tables", "ByteIO", "Judging"]),
  tests("TableReports", ["Tables", "TableFormats", "Documents", "DocumentFormats", "ByteIO", "Judging"]),
  tests("Documents", ["ByteIO", "JSON", "Judging"]),
  tests("DocumentFormats", ["Documents", "MarkupFormats", "OfficeFormats", "ByteIO", "JSON", "Archives", "Judging"]),
]

let platform: [Target] = [
  target("Platform", "HTTPMessage", []),
  target(
    "Platform", "HTTPServer", ["HTTPMessage", "Threads", "ByteIO", "JSON", "CLinux", "COpenSSL", "CZlib", "CZstd"]),
  target("Platform", "HTTPClient", ["HTTPMessage", "Threads", "ByteIO", "CCurl", "CLinux", "CZlib", "CZstd"]),
  target("Platform", "Database", ["Threads", "ByteIO"]),
  target("Platform", "DatabaseSQLite", ["Database", "Threads", "CSQLite"]),
  target("Platform", "DatabasePostgres", ["Database", "Threads", "CPostgres", "CLinux"]),
  target("Platform", "EventStore", ["Database", "Threads", "ByteIO", "JSON"]),
  target("Platform", "Telemetry", ["Threads", "ByteIO", "JSON", "CThread"]),
  target("Platform", "Configuration", ["CommandLineTool", "JSON"]),
  target("Platform", "CommandLineTool", ["Threads", "JSON"]),
  tests("HTTPMessage"),
  tests("HTTPServer", ["Judging", "HTTPMessage", "TestSupport", "ByteIO", "JSON", "CLinux"]),
  tests(
    "HTTPClient", ["Judging", "HTTPMessage", "TestSupport", "HTTPServer", "ByteIO", "Threads", "CLinux"],
    exclude: ["scenario-server.py"]),
  tests("Database", ["DatabaseSQLite", "DatabasePostgres", "Threads", "Judging", "fault-writer"]),
  tests("EventStore", ["Judging", "Database", "DatabaseSQLite", "DatabasePostgres", "Threads", "TestSupport", "JSON"]),
  tests("Telemetry", ["Judging", "ByteIO", "JSON", "Threads", "TestSupport", "telemetry-probe"]),
  tests("Configuration", ["Judging", "CommandLineTool", "JSON", "TestSupport"]),
  tests("CommandLineTool", ["Judging", "JSON", "Threads", "TestSupport"]),
  // Shows what only a whole process shows: allocations, signals, terminals; see TelemetryTests.
  .executableTarget(
    name: "telemetry-probe", dependencies: ["CommandLineTool", "Telemetry"], path: "Tests/TelemetryProbe",
    exclude: ["count-allocations.c"], swiftSettings: settings),
]

let capabilities: [Target] = [
  target("Capabilities", "Files", ["Database", "ByteIO"]),
  target("Capabilities", "Exports", ["Threads", "Database", "EventStore", "ByteIO", "JSON"]),
  target("Capabilities", "Identity", ["Threads", "Database", "ByteIO", "JSON", "CArgon2"]),
  tests("Files", ["Database", "DatabaseSQLite", "ByteIO", "Judging"]),
  tests(
    "Exports",
    [
      "ExportFiles", "Judging", "Files", "Threads", "Database", "DatabaseSQLite", "DatabasePostgres", "EventStore",
      "ByteIO", "JSON",
      "TestSupport",
    ]),
  tests(
    "Identity",
    ["Judging", "Threads", "Database", "DatabaseSQLite", "DatabasePostgres", "ByteIO", "JSON", "TestSupport"]),
]

let app: [Target] = [
  target(
    "App", "API",
    [
      "HTTPServer", "HTTPMessage", "Database", "Threads", "ByteIO", "JSON", "EventStore", "Exports", "Identity",
      "Archives",
      "Console",
    ]),
  .target(
    name: "ConsoleAssets", path: "Sources/App/ConsoleAssets", exclude: ["documentation", "pages", "vendor"],
    publicHeadersPath: "include"),
  target("App", "Console", ["ConsoleAssets"]),
  target("App", "ExportFiles", ["Database", "ByteIO", "Exports", "Files"]),
  tests("Console"),
  target(
    "App", "Composition",
    [
      "API", "Console", "HTTPServer", "HTTPClient", "HTTPMessage", "Database", "DatabaseSQLite", "DatabasePostgres",
      "EventStore", "Telemetry", "Configuration", "CommandLineTool", "JSON", "XML", "ByteIO", "Threads",
      "ExportFiles", "Exports", "Files", "Identity", "Documents", "DocumentFormats", "Tables", "TableFormats",
      "TableReports",
    ]),
  .executableTarget(
    name: "export-ia", dependencies: ["Composition"], path: "Sources/App/export-ia", swiftSettings: settings),
  tests(
    "API",
    [
      "HTTPServer", "HTTPMessage", "TestSupport", "Judging", "JSON", "Database", "DatabaseSQLite", "EventStore",
      "Exports", "ExportFiles", "Files", "Identity", "ByteIO",
    ]),
  tests(
    "Composition",
    [
      "TestSupport", "JSON", "HTTPServer", "HTTPMessage", "HTTPClient", "CLinux", "Judging", "CommandLineTool",
      "Configuration", "Threads", "Documents", "DocumentFormats",
    ]),
]

/// What programs of others use; it imports nothing of ours, and nothing of ours but its tests imports it.
let client: [Target] = [
  target("Client", "ExportIAClient", []),
  tests(
    "ExportIAClient",
    [
      "Composition", "CommandLineTool", "Configuration", "HTTPServer", "HTTPMessage", "JSON", "Judging", "Threads",
      "TestSupport",
    ]),
]

/// The examples of the pages in docs.
let documentation: Target = .testTarget(
  name: "DocumentationTests",
  dependencies: [
    "Archives", "ByteIO", "CommandLineTool", "Configuration", "Database", "DatabaseSQLite", "EventStore", "HTTPClient",
    "HTTPMessage", "HTTPServer", "JSON", "Judging", "Telemetry", "Threads", "XML",
  ], path: "Tests/DocumentationTests", swiftSettings: settings)

/// What tests share: scenarios over both transports, temporary worlds, fault tools.
let support: Target = .target(
  name: "TestSupport", dependencies: ["Judging", "HTTPServer", "HTTPMessage", "ByteIO", "JSON", "CLinux"],
  path: "Tests/TestSupport", swiftSettings: settings)

/// Runs independent tools that judge what we write, and gives tests folders of their own.
let judging: Target = .target(name: "Judging", path: "Tests/Judging", swiftSettings: settings)

/// Writes under attack in the fault runs; see scripts/faults.
let faultWriter: Target = .executableTarget(
  name: "fault-writer", dependencies: ["Database", "DatabaseSQLite", "DatabasePostgres"], path: "Tests/FaultWriter",
  swiftSettings: settings)

/// Products of their own, so that other programs, the fuzzers and the benchmarks can use them alone.
let libraries = [
  "Threads", "ByteIO", "JSON", "Values", "XML", "Archives", "HTTPMessage", "HTTPServer", "HTTPClient", "Database",
  "DatabaseSQLite", "DatabasePostgres", "EventStore", "Telemetry", "Expressions", "Tables", "TableFormats",
  "TableReports", "Documents", "MarkupFormats", "OfficeFormats", "PageFormats", "DocumentFormats", "Files", "Exports",
  "ExportFiles",
  "API",
  "Fonts", "PDF", "Typesetting",
]

let package = Package(
  name: "export-ia",
  platforms: [.macOS(.v15), .iOS(.v18)],
  products: [.executable(name: "export-ia", targets: ["export-ia"])]
    + (libraries + ["ExportIAClient"]).map { .library(name: $0, targets: [$0]) },
  targets: systemLibraries + foundations + engines + platform + capabilities + app + client + [
    documentation, support, judging, faultWriter,
  ],
  swiftLanguageModes: [.v6]
)
