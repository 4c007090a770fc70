/// The formats tables are read from and written to.
public enum TableFormat: String, Sendable, Hashable, CaseIterable {
  case csv, tsv, json, ndjson, geojson, xml, parquet, xlsx

  /// By the name's ending; `.gz` and `.zst` on the outside are looked through.
  public static func named(_ path: String) -> TableFormat? {
    var name = path.lowercased()
    for outside in [".gz", ".zst"] where name.hasSuffix(outside) { name.removeLast(outside.count) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...] {
    case "csv", "txt": return .csv
    case "tsv", "tab": return .tsv
    case "json": return .json
    case "ndjson", "jsonl": return .ndjson
    case "geojson": return .geojson
    case "xml": return .xml
    case "parquet", "pq": return .parquet
    case "xlsx": return .xlsx
    default: return nil
    }
  }

  /// By the first bytes.
  public static func sniff(_ bytes: UnsafeRawBufferPointer) -> TableFormat? {
    if bytes.starts(with: Array("PAR1".utf8)) { return .parquet }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    switch rest.first {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"): return isCollection(rest) ? .geojson : .ndjson
    case UInt8(ascii: "<"): return .xml
    case nil: return nil
    default: return .csv
    }
  }

  /// Whether an object says of itself, first of all, that it is a collection of features.
  private static func isCollection(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    let blank: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    let plain = bytes.prefix(512).filter { !blank.contains($0) }
    return plain.starts(with: Array("{\"type\":\"FeatureCollection\"".utf8))
  }
}
