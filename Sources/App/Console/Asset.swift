internal import ConsoleAssets

/// A file of the browser pages that the program carries inside.
public struct Asset: Sendable {
  public let path: String
  public let contentType: String
  public let bytes: [UInt8]

  /// Every page, script and style.
  public static let all: [Asset] = (0..<console_asset_count()).compactMap { index in
    guard let asset = console_asset_at(index)?.pointee else { return nil }
    return Asset(
      path: String(cString: asset.path), contentType: String(cString: asset.content_type),
      bytes: Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count)))
  }

  /// The one that is served at a path.
  public static func at(_ path: String) -> Asset? { all.first { $0.path == path } }
}
