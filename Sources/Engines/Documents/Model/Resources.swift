/// Pictures and other files that a document uses, by name, in the order they were added.
public struct Resources: Sendable, Hashable {
  public private(set) var all: [Resource]
  private var places: [String: Int]

  public init(_ resources: [Resource] = []) {
    all = []
    places = [:]
    for resource in resources { add(resource) }
  }

  public var isEmpty: Bool { all.isEmpty }

  public subscript(name: String) -> Resource? { places[name].map { all[$0] } }

  /// A name that is there already is replaced.
  public mutating func add(_ resource: Resource) {
    if let place = places[resource.name] {
      all[place] = resource
    } else {
      places[resource.name] = all.count
      all.append(resource)
    }
  }

  /// Adds bytes under a name that follows from the present ones, unless the same bytes are there; returns the name.
  public mutating func add(_ bytes: [UInt8], mediaType: String, prefix: String = "image") -> String {
    if let same = all.first(where: { $0.bytes == bytes && $0.mediaType == mediaType }) { return same.name }
    var number = all.count + 1
    let ending = MediaType.ending(of: mediaType)
    while places["\(prefix)-\(number).\(ending)"] != nil { number += 1 }
    let name = "\(prefix)-\(number).\(ending)"
    add(Resource(name, mediaType: mediaType, bytes))
    return name
  }

  public static func == (left: Resources, right: Resources) -> Bool { left.all == right.all }

  public func hash(into hasher: inout Hasher) { hasher.combine(all) }
}
