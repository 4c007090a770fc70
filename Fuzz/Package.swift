// swift-tools-version: 6.3
import PackageDescription

// One executable for each fuzz target, built by scripts/fuzz with libFuzzer and the address sanitizer.
// Seeds lie in Fuzz/Seeds/<target>, inputs that once failed in Fuzz/Regressions/<target>.

func fuzzer(_ name: String, _ products: [String]) -> Target {
  .executableTarget(
    name: "fuzz-\(name)",
    dependencies: products.map { .product(name: $0, package: "export-ia") },
    swiftSettings: [.unsafeFlags(["-parse-as-library"])]
  )
}

let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "export-ia", path: "..")],
  targets: [
    fuzzer("docx", ["ByteIO", "Archives", "Documents", "DocumentFormats"]),
    fuzzer("odt", ["ByteIO", "Archives", "Documents", "DocumentFormats"]),
    fuzzer("epub", ["ByteIO", "Archives", "Documents", "DocumentFormats"]),
    fuzzer("text", ["ByteIO", "Documents", "DocumentFormats"]),
    fuzzer("markdown", ["ByteIO", "Documents", "MarkupFormats"]),
    fuzzer("html", ["ByteIO", "Documents", "MarkupFormats"]),
    fuzzer("document-json", ["ByteIO", "Documents", "MarkupFormats"]),
    fuzzer("csv", ["ByteIO", "Tables", "TableFormats"]),
    fuzzer("parquet", ["ByteIO", "Tables", "TableFormats"]),
    fuzzer("xlsx", ["ByteIO", "Archives", "Tables", "TableFormats"]),
    fuzzer("geojson", ["ByteIO", "Tables", "TableFormats"]),
    fuzzer("document-table", ["Documents", "DocumentFormats", "Tables", "TableReports"]),
    fuzzer("ndjson", ["ByteIO", "Tables", "TableFormats"]),
    fuzzer("xml-table", ["ByteIO", "Tables", "TableFormats"]),
    fuzzer("expression", ["Expressions", "Values"]),
    fuzzer("json", ["ByteIO", "JSON"]),
    fuzzer("xml", ["ByteIO", "XML"]),
    fuzzer("zip", ["Archives", "ByteIO"]),
    fuzzer("http", ["HTTPServer"]),
    fuzzer("multipart", ["HTTPServer"]),
    fuzzer("websocket", ["HTTPServer"]),
  ],
  swiftLanguageModes: [.v6]
)
