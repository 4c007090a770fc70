/// A compression around a whole file, such as `data.csv.gz`.
public enum OutsideCompression: String, Sendable, Hashable, CaseIterable {
  case gzip, zstd

  public static func named(_ path: String) -> OutsideCompression? {
    let name = path.lowercased()
    return name.hasSuffix(".gz") ? .gzip : name.hasSuffix(".zst") ? .zstd : nil
  }

  static func sniff(_ bytes: UnsafeRawBufferPointer) -> OutsideCompression? {
    if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
    return bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? .zstd : nil
  }
}
