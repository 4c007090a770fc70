/// The kinds of geometries that GeoJSON knows, with their numbers in the binary form.
enum GeometryType: UInt32, CaseIterable {
  case point = 1, lineString, polygon, multiPoint, multiLineString, multiPolygon, collection

  var name: String {
    switch self {
    case .point: "Point"
    case .lineString: "LineString"
    case .polygon: "Polygon"
    case .multiPoint: "MultiPoint"
    case .multiLineString: "MultiLineString"
    case .multiPolygon: "MultiPolygon"
    case .collection: "GeometryCollection"
    }
  }

  init?(name: String) {
    guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  /// What a geometry of several parts is made of.
  var part: GeometryType? {
    switch self {
    case .multiPoint: .point
    case .multiLineString: .lineString
    case .multiPolygon: .polygon
    default: nil
    }
  }

  /// How deep its positions lie in arrays.
  var depth: Int {
    switch self {
    case .point, .collection: 0
    case .lineString, .multiPoint: 1
    case .polygon, .multiLineString: 2
    case .multiPolygon: 3
    }
  }
}
