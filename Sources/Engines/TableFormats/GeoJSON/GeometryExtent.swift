internal import Tables

/// What the geometries of a column have in common: their types and the box around them.
struct GeometryExtent {
  private(set) var types: Set<String> = []
  private var low = (x: Double.infinity, y: Double.infinity, z: Double.infinity)
  private var high = (x: -Double.infinity, y: -Double.infinity, z: -Double.infinity)
  private var hasHeights = false

  mutating func add(_ column: ColumnVector) throws(TableError) {
    for row in 0..<column.count where !column.isNull(row) { try add(column.bytes(at: row)) }
  }

  mutating func add(_ geometry: UnsafeRawBufferPointer) throws(TableError) {
    var low = low
    var high = high
    let head = try WKBReader.positions(geometry) { x, y, z in
      // Points without a place are NaN, and so are left out by comparing.
      if x < low.x { low.x = x }
      if x > high.x { high.x = x }
      if y < low.y { low.y = y }
      if y > high.y { high.y = y }
      if let z {
        if z < low.z { low.z = z }
        if z > high.z { high.z = z }
      }
    }
    self.low = low
    self.high = high
    hasHeights = hasHeights || head.hasHeight
    types.insert(head.hasHeight ? head.type.name + " Z" : head.type.name)
  }

  /// Least x, y and, where there are heights, z; then the greatest. Nil without a place.
  var box: [Double]? {
    guard low.x.isFinite, low.y.isFinite, high.x.isFinite, high.y.isFinite else { return nil }
    guard hasHeights, low.z.isFinite, high.z.isFinite else { return [low.x, low.y, high.x, high.y] }
    return [low.x, low.y, low.z, high.x, high.y, high.z]
  }
}
