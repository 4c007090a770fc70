internal import ByteIO
internal import JSON
internal import Tables

/// Turns the features of a GeoJSON text into rows of JSON: the properties, before them the geometry as well-known
/// binary in base 16, and the feature's own id.
///
/// The text is a FeatureCollection, of which one feature is held at a time, or features one after the other.
final class FeatureRows: ByteSource {
  static let geometry = "geometry"
  static let identifier = "feature_id"

  /// What the collection calls itself, where it says so before its features.
  private(set) var name: String?
  /// A system of coordinates other than longitude and latitude, as it is named.
  private(set) var system: String?
  private let window: BlockReader
  private let splitter: JSONRowSplitter
  private let isCollection: Bool
  private var buffer = ByteBuffer(reserving: 1 << 14)
  private var given = 0
  private var row = 0
  private var isDone = false

  init(_ input: any ByteSource) throws {
    window = BlockReader(try TranscodingSource(input, encoding: nil))
    var scan = JSONMemberScan(window)
    let found = try scan.members(until: "features")
    var name: String?
    var system: String?
    for member in found.members {
      switch member.key {
      case "name": name = member.value.string
      case "crs": system = Self.foreign(member.value)
      case "type":
        guard !found.isFound || member.value.string == "FeatureCollection" else {
          throw TableError(.type, "GeoJSON with features is a FeatureCollection, not '\(member.value.string ?? "")'")
        }
      default: break
      }
    }
    self.name = name
    self.system = system
    isCollection = found.isFound
    if found.isFound {
      guard try scan.peek() == UInt8(ascii: "[") else { throw TableError(.type, "the features are no array") }
      window.consume(scan.place)
    }
    splitter = JSONRowSplitter(window, endsWithArray: found.isFound)
  }

  /// Old files name systems; the current standard has one.
  private static func foreign(_ value: JSONValue) -> String? {
    guard let name = value["properties"]?["name"]?.string, !name.hasSuffix("CRS84") else { return nil }
    return name
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    if given == buffer.count {
      buffer.removeAll()
      given = 0
      while buffer.count < 1 << 16, !isDone {
        isDone = try !splitter.next { try add($0) }
        if isDone, isCollection { try finish() }
      }
    }
    let count = min(target.count, buffer.count - given)
    buffer.withUnsafeBytes { bytes in
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<(given + count)]))
    }
    given += count
    return count
  }

  /// What follows the features must be whole too.
  private func finish() throws {
    var scan = JSONMemberScan(window)
    try scan.rest()
  }

  private func add(_ text: UnsafeRawBufferPointer) throws {
    row += 1
    let feature: JSONValue
    do { feature = try JSONValue(parsing: text) } catch {
      throw TableError(.syntax, error.description, at: .init(row: row, text: TableError.excerpt(text)))
    }
    guard feature["type"]?.string == "Feature" else {
      throw TableError(
        .type, "GeoJSON holds features; this is none", at: .init(row: row, text: TableError.excerpt(text)))
    }
    buffer.append("{\"geometry\":")
    if let geometry = feature["geometry"], geometry != .null {
      let bytes: [UInt8]
      do throws(TableError) { bytes = try WKBGeometry.bytes(geometry) } catch {
        throw TableError(error.code, error.message, at: .init(row: row, column: Self.geometry))
      }
      buffer.append(UInt8(ascii: "\""))
      for byte in bytes { buffer.append(hexadecimal: UInt64(byte), paddedTo: 2) }
      buffer.append(UInt8(ascii: "\""))
    } else {
      buffer.append("null")
    }
    if let identifier = feature["id"] { append(Self.identifier, identifier) }
    switch feature["properties"] {
    case nil, .null?: break
    case .object(let members)?:
      for member in members {
        let isTaken = member.key == Self.geometry || member.key == Self.identifier
        append(isTaken ? "properties." + member.key : member.key, member.value)
      }
    default: throw TableError(.type, "the properties of a feature are an object", at: .init(row: row))
    }
    buffer.append("}\n")
  }

  private func append(_ key: String, _ value: JSONValue) {
    buffer.append(UInt8(ascii: ","))
    buffer.append(jsonText: key)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(value.bytes())
  }
}
