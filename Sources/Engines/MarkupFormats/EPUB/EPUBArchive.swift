internal import Archives
internal import Documents
internal import XML

/// What an EPUB's package says: metadata, the order of its files, its pictures.
struct EPUBArchive {
  private let archive: ZIPReader
  private(set) var metadata = Metadata()
  /// Paths in the archive.
  private(set) var spine: [String] = []
  private(set) var pictures: [(path: String, mediaType: String)] = []

  init(_ bytes: [UInt8]) throws {
    archive = try ZIPReader(bytes)
    let container = try XMLNode.read(Self.entry(archive, "META-INF/container.xml"))
    guard let path = container.first("rootfiles/rootfile")?["full-path"] else {
      throw DocumentError(.damaged, "the EPUB names no package", at: .init(part: "META-INF/container.xml"))
    }
    guard !archive.entries.contains(where: { $0.name == "META-INF/encryption.xml" }) else {
      throw DocumentError(.unsupported, "the EPUB is encrypted; remove the protection first")
    }
    let package = try XMLNode.read(Self.entry(archive, path))
    if let node = package.first("metadata") { readMetadata(node) }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    var items: [String: (path: String, mediaType: String)] = [:]
    for item in package.first("manifest")?.all("item") ?? [] {
      guard let id = item["id"], let reference = item["href"] else { continue }
      let file = Self.resolve(reference, in: folder)
      let type = item["media-type"] ?? ""
      items[id] = (file, type)
      if type.hasPrefix("image/") { pictures.append((file, type)) }
    }
    for reference in package.first("spine")?.all("itemref") ?? [] {
      if let id = reference["idref"], let item = items[id] { spine.append(item.path) }
    }
    guard !spine.isEmpty else {
      throw DocumentError(.damaged, "the EPUB's spine names no file", at: .init(part: path))
    }
  }

  private mutating func readMetadata(_ node: XMLNode) {
    func text(_ name: String) -> String? { node.first(name).map(\.text).flatMap { $0.isEmpty ? nil : $0 } }
    metadata.title = text("title")
    metadata.authors = node.all("creator").map { Author($0.text) }
    metadata.language = text("language").flatMap { DocumentSettings.isLanguage($0) ? $0 : nil }
    metadata.date = text("date").flatMap { DocumentDate($0) }
    metadata.publisher = text("publisher")
    metadata.summary = text("description")
    metadata.rights = text("rights")
    metadata.identifier = text("identifier")
    metadata.keywords = node.all("subject").map(\.text)
  }

  private static func entry(_ archive: ZIPReader, _ path: String) throws -> [UInt8] {
    guard let entry = archive.entries.first(where: { $0.name == path }) else {
      throw DocumentError(.damaged, "the EPUB lacks the file \(path)", at: .init(part: path))
    }
    return try archive.bytes(entry)
  }

  func bytes(_ path: String) throws -> [UInt8] { try Self.entry(archive, path) }

  /// A reference from a file in a folder, without what stands behind `#`.
  static func resolve(_ reference: String, in folder: String) -> String {
    let plain = String(decoding: DataAddress.percentDecoded(reference.prefix { $0 != "#" }), as: UTF8.self)
    var parts = folder.split(separator: "/").map(String.init)
    for part in plain.split(separator: "/") {
      switch part {
      case ".": break
      case "..": if !parts.isEmpty { parts.removeLast() }
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
