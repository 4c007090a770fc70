internal import Documents

/// The pictures of a package: each file is kept once, under the name of its place.
struct OfficeMedia {
  struct Picture {
    let resource: Resource
    /// As in `media/image1.png`.
    let target: String
    /// Width and height in points.
    let extent: (width: Double, height: Double)
  }

  private(set) var pictures: [Picture] = []
  private var places: [String: Int] = [:]
  private let folder: String

  init(folder: String = "media") {
    self.folder = folder
  }

  /// Nil where there is no such picture or office programs cannot show it.
  mutating func picture(_ name: String, of document: Document) -> Picture? {
    if let known = places[name] { return pictures[known] }
    guard let resource = document.resources[name], Self.types.contains(resource.mediaType) else { return nil }
    guard let extent = Self.extent(resource) else { return nil }
    let number = pictures.count + 1
    let picture = Picture(
      resource: resource, target: "\(folder)/image\(number).\(MediaType.ending(of: resource.mediaType))",
      extent: extent)
    places[name] = pictures.count
    pictures.append(picture)
    return picture
  }

  private static let types: Set<String> = [
    "image/png", "image/jpeg", "image/gif", "image/bmp", "image/svg+xml",
  ]

  private static func extent(_ resource: Resource) -> (width: Double, height: Double)? {
    if resource.mediaType == "image/svg+xml" { return VectorSize.extent(resource.bytes) }
    return PictureSize(resource.bytes)?.extent
  }

  /// The size of a use of a picture, in points: what it asks for, its own size otherwise, never more than there is.
  static func fit(
    _ image: Image, _ own: (width: Double, height: Double), width most: Double, height tallest: Double,
    fontSize: Double
  ) -> (width: Double, height: Double) {
    var size = own
    switch (image.width, image.height) {
    case (let width?, let height?):
      size = (width.points(of: most, fontSize: fontSize), height.points(of: tallest, fontSize: fontSize))
    case (let width?, nil):
      size.width = width.points(of: most, fontSize: fontSize)
      size.height = own.height * size.width / own.width
    case (nil, let height?):
      size.height = height.points(of: tallest, fontSize: fontSize)
      size.width = own.width * size.height / own.height
    default: break
    }
    // A file may say anything of a picture's size.
    if !size.width.isFinite || size.width < 1 { size.width = 1 }
    if !size.height.isFinite || size.height < 1 { size.height = 1 }
    let scale = min(1, most / max(size.width, 1), tallest / max(size.height, 1))
    return (max(size.width * scale, 1), max(size.height * scale, 1))
  }
}
