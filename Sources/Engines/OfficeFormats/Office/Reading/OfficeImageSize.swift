internal import Documents
internal import XML

/// Sizes of pictures as files give them.
enum OfficeImageSize {
  /// Keeps what the file says only where it is not the picture's own size or shape.
  static func set(_ image: inout Image, width: Double, height: Double, _ resource: Resource?) {
    guard width > 0, height > 0, width < 100_000, height < 100_000 else { return }
    guard let own = resource.flatMap({ PictureSize($0.bytes)?.extent ?? VectorSize.extent($0.bytes) }) else {
      (image.width, image.height) = (rounded(width), rounded(height))
      return
    }
    if abs(width - own.width) < 0.6 && abs(height - own.height) < 0.6 { return }
    image.width = rounded(width)
    if abs(height - own.height * width / own.width) > max(0.6, height * 0.01) { image.height = rounded(height) }
  }

  /// In English metric units.
  static func set(_ image: inout Image, _ extent: XMLNode?, _ resource: Resource?) {
    guard let width = extent?.local("cx").flatMap({ Double($0) }),
      let height = extent?.local("cy").flatMap({ Double($0) })
    else { return }
    set(&image, width: width / 12_700, height: height / 12_700, resource)
  }

  private static func rounded(_ points: Double) -> Length { .points((points * 100).rounded() / 100) }
}
