internal import ByteIO
internal import JSON
internal import Tables

/// Writes geometries of GeoJSON (RFC 7946) as well-known binary (WKB, ISO 13249-3), little endian.
struct WKBGeometry: ~Copyable {
  private var buffer = ByteBuffer()
  private let hasHeight: Bool

  /// Throws where the value is no geometry.
  static func bytes(_ geometry: JSONValue) throws(TableError) -> [UInt8] {
    var writer = WKBGeometry(hasHeight: hasHeight(geometry))
    try writer.append(geometry)
    return writer.buffer.bytes
  }

  private init(hasHeight: Bool) {
    self.hasHeight = hasHeight
  }

  /// Whether any position has a third number; then all get one.
  private static func hasHeight(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements):
      if let first = elements.first, first.isNumber { return elements.count > 2 }
      return elements.contains { hasHeight($0) }
    case .object(let members):
      return members.contains { ["coordinates", "geometries"].contains($0.key) && hasHeight($0.value) }
    default: return false
    }
  }

  private static func fault(_ message: String) -> TableError { TableError(.value, message) }

  private mutating func append(_ geometry: JSONValue) throws(TableError) {
    guard case .object = geometry, let name = geometry["type"]?.string, let type = GeometryType(name: name) else {
      throw Self.fault("a geometry has a type such as Point or MultiPolygon")
    }
    begin(type)
    if type == .collection {
      let parts = try Self.elements(geometry["geometries"], "a GeometryCollection has an array of geometries")
      buffer.append(littleEndian: UInt32(parts.count))
      for part in parts { try append(part) }
    } else {
      guard let coordinates = geometry["coordinates"] else { throw Self.fault("a \(name) has coordinates") }
      try append(coordinates, of: type)
    }
  }

  private mutating func begin(_ type: GeometryType) {
    buffer.append(1 as UInt8)
    buffer.append(littleEndian: type.rawValue + (hasHeight ? 1_000 : 0))
  }

  private mutating func append(_ coordinates: JSONValue, of type: GeometryType) throws(TableError) {
    if type == .point { return try position(coordinates, mayBeEmpty: true) }
    let elements = try Self.elements(coordinates, "the coordinates of a \(type.name) are an array")
    buffer.append(littleEndian: UInt32(elements.count))
    for element in elements {
      if let part = type.part {
        begin(part)
        try append(element, of: part)
      } else if type == .polygon {
        try append(element, of: .lineString)
      } else {
        try position(element)
      }
    }
  }

  private static func elements(_ value: JSONValue?, _ message: String) throws(TableError) -> [JSONValue] {
    guard case .array(let elements)? = value else { throw fault(message) }
    return elements
  }

  private mutating func position(_ value: JSONValue, mayBeEmpty: Bool = false) throws(TableError) {
    let numbers = try Self.elements(value, "a position is an array of numbers")
    // A point without a place has no numbers in GeoJSON and NaN here.
    let isEmpty = mayBeEmpty && numbers.isEmpty
    guard isEmpty || numbers.count == 2 || numbers.count == 3 else {
      throw Self.fault("a position has 2 or 3 numbers, not \(numbers.count)")
    }
    for index in 0..<(hasHeight ? 3 : 2) {
      var number = Double.nan
      if index < numbers.count {
        guard let found = numbers[index].anyNumber else { throw Self.fault("a position is an array of numbers") }
        number = found
      }
      buffer.append(littleEndian: number.bitPattern)
    }
  }
}

extension JSONValue {
  fileprivate var isNumber: Bool { anyNumber != nil }

  fileprivate var anyNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
