internal import ByteIO
internal import Tables

/// Walks through a geometry in well-known binary: both byte orders, heights and measures by the numbers of ISO 13249-3
/// and by the flags of PostGIS.
struct WKBReader {
  struct Head {
    let type: GeometryType
    let hasHeight: Bool
    let hasMeasure: Bool
    let isBigEndian: Bool

    var numbers: Int { 2 + (hasHeight ? 1 : 0) + (hasMeasure ? 1 : 0) }
  }

  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  /// Collections in collections.
  private static let mostNested = 32

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Appends the geometry as GeoJSON; measures, which GeoJSON lacks, are left out.
  static func append(_ bytes: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) throws(TableError) {
    var reader = WKBReader(bytes)
    try reader.geometry(to: &buffer, depth: 0)
    try reader.finish()
  }

  /// Calls `visit` for every position with its numbers, and gives the outermost head.
  static func positions(
    _ bytes: UnsafeRawBufferPointer, _ visit: (_ x: Double, _ y: Double, _ z: Double?) -> Void
  ) throws(TableError) -> Head {
    var reader = WKBReader(bytes)
    let head = try reader.walk(visit, depth: 0)
    try reader.finish()
    return head
  }

  private func finish() throws(TableError) {
    guard place == bytes.count else { throw Self.damaged("has something behind its end") }
  }

  private static func damaged(_ message: String) -> TableError { TableError(.value, "a geometry \(message)") }

  private mutating func number(_ isBigEndian: Bool) throws(TableError) -> UInt32 {
    guard bytes.count - place >= 4 else { throw Self.damaged("ends too early") }
    let value = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    place += 4
    return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
  }

  private mutating func head() throws(TableError) -> Head {
    guard place < bytes.count, bytes[place] <= 1 else { throw Self.damaged("is no well-known binary") }
    let isBigEndian = bytes[place] == 0
    place += 1
    var code = try number(isBigEndian)
    // PostGIS has flags where the standard adds thousands.
    var hasHeight = code & 0x8000_0000 != 0
    var hasMeasure = code & 0x4000_0000 != 0
    if code & 0x2000_0000 != 0 { _ = try number(isBigEndian) }
    code &= 0x1FFF_FFFF
    switch code / 1_000 {
    case 0: break
    case 1: hasHeight = true
    case 2: hasMeasure = true
    case 3:
      hasHeight = true
      hasMeasure = true
    default: throw Self.damaged("is of type \(code), which is not known")
    }
    guard let type = GeometryType(rawValue: code % 1_000) else {
      throw Self.damaged("is of type \(code), which GeoJSON does not know")
    }
    return Head(type: type, hasHeight: hasHeight, hasMeasure: hasMeasure, isBigEndian: isBigEndian)
  }

  /// How many parts follow, of which each takes at least so many bytes.
  private mutating func count(_ head: Head, least: Int) throws(TableError) -> Int {
    let count = Int(try number(head.isBigEndian))
    guard count <= (bytes.count - place) / least else { throw Self.damaged("ends too early") }
    return count
  }

  private mutating func position(_ head: Head) throws(TableError) -> (x: Double, y: Double, z: Double?) {
    guard bytes.count - place >= head.numbers * 8 else { throw Self.damaged("ends too early") }
    func double(_ index: Int) -> Double {
      let bits = bytes.loadUnaligned(fromByteOffset: place + index * 8, as: UInt64.self)
      return Double(bitPattern: head.isBigEndian ? UInt64(bigEndian: bits) : UInt64(littleEndian: bits))
    }
    let found = (double(0), double(1), head.hasHeight ? double(2) : nil)
    place += head.numbers * 8
    return found
  }

  // MARK: Positions

  private mutating func walk(
    _ visit: (_ x: Double, _ y: Double, _ z: Double?) -> Void, depth: Int
  ) throws(TableError) -> Head {
    guard depth < Self.mostNested else { throw Self.damaged("is nested too deep") }
    let head = try head()
    switch head.type {
    case .point:
      let found = try position(head)
      visit(found.x, found.y, found.z)
    case .lineString: try walkLine(head, visit)
    case .polygon: for _ in 0..<(try count(head, least: 4)) { try walkLine(head, visit) }
    default:
      for _ in 0..<(try count(head, least: 5)) {
        let part = try walk(visit, depth: depth + 1)
        try check(part, of: head)
      }
    }
    return head
  }

  private mutating func walkLine(
    _ head: Head, _ visit: (_ x: Double, _ y: Double, _ z: Double?) -> Void
  ) throws(TableError) {
    for _ in 0..<(try count(head, least: head.numbers * 8)) {
      let found = try position(head)
      visit(found.x, found.y, found.z)
    }
  }

  private func check(_ part: Head, of whole: Head) throws(TableError) {
    guard let wanted = whole.type.part else { return }
    guard part.type == wanted else {
      throw Self.damaged("of type \(whole.type.name) holds a \(part.type.name)")
    }
  }

  // MARK: GeoJSON

  private mutating func geometry(to buffer: inout ByteBuffer, depth: Int) throws(TableError) {
    guard depth < Self.mostNested else { throw Self.damaged("is nested too deep") }
    let head = try head()
    buffer.append("{\"type\":\"\(head.type.name)\",")
    guard head.type == .collection else {
      buffer.append("\"coordinates\":")
      try coordinates(head, to: &buffer)
      return buffer.append("}")
    }
    buffer.append("\"geometries\":[")
    for index in 0..<(try count(head, least: 5)) {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      try geometry(to: &buffer, depth: depth + 1)
    }
    buffer.append("]}")
  }

  private mutating func coordinates(_ head: Head, to buffer: inout ByteBuffer) throws(TableError) {
    switch head.type {
    case .point:
      let found = try position(head)
      if found.x.isNaN, found.y.isNaN { buffer.append("[]") } else { try Self.append(found, to: &buffer) }
    case .lineString: try line(head, to: &buffer)
    case .polygon:
      try list(try count(head, least: 4), to: &buffer) { (reader, buffer) throws(TableError) in
        try reader.line(head, to: &buffer)
      }
    default:
      try list(try count(head, least: 5), to: &buffer) { (reader, buffer) throws(TableError) in
        let part = try reader.head()
        try reader.check(part, of: head)
        try reader.coordinates(part, to: &buffer)
      }
    }
  }

  private mutating func line(_ head: Head, to buffer: inout ByteBuffer) throws(TableError) {
    try list(try count(head, least: head.numbers * 8), to: &buffer) { (reader, buffer) throws(TableError) in
      try Self.append(try reader.position(head), to: &buffer)
    }
  }

  private mutating func list(
    _ count: Int, to buffer: inout ByteBuffer,
    _ element: (inout WKBReader, inout ByteBuffer) throws(TableError) -> Void
  ) throws(TableError) {
    buffer.append(UInt8(ascii: "["))
    for index in 0..<count {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      try element(&self, &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private static func append(
    _ position: (x: Double, y: Double, z: Double?), to buffer: inout ByteBuffer
  ) throws(TableError) {
    guard position.x.isFinite, position.y.isFinite else { throw damaged("has a place that is no number") }
    buffer.append(UInt8(ascii: "["))
    buffer.append(number: position.x)
    buffer.append(UInt8(ascii: ","))
    buffer.append(number: position.y)
    // A height that is missing among others that are not.
    if let z = position.z, z.isFinite {
      buffer.append(UInt8(ascii: ","))
      buffer.append(number: z)
    }
    buffer.append(UInt8(ascii: "]"))
  }
}
