internal import Documents

/// Pictures that a document names by a path beside itself: the person's own files, never anything outside the folder.
enum LocalPictures {
  static func add(to document: inout Document, beside path: String) {
    let folder = FileNames.folder(path)
    for name in names(in: document) where document.resources[name] == nil && isInside(name) {
      guard let picture = picture(name, in: folder) else { continue }
      document.resources.add(picture)
    }
  }

  /// A picture by the name that a document gives it.
  static func picture(_ name: String, beside path: String) -> Resource? {
    isInside(name) ? picture(name, in: FileNames.folder(path)) : nil
  }

  private static func picture(_ name: String, in folder: String) -> Resource? {
    guard let bytes = try? FileContents.read("\(folder)/\(decoded(name))", limit: 256 << 20) else { return nil }
    return Resource(name, bytes)
  }

  static func names(in document: Document) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    func add(_ name: String) { if seen.insert(name).inserted { names.append(name) } }
    document.forEachInline { inline in
      if case .image(let image) = inline { add(image.source) }
    }
    if let logo = document.branding?.logo { add(logo) }
    if case .image(let name)? = document.watermark?.content { add(name) }
    return names
  }

  private static func isInside(_ name: String) -> Bool {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("://"), !name.hasPrefix("data:") else { return false }
    return !decoded(name).split(separator: "/").contains("..")
  }

  static func decoded(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "%")) else { return name }
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
