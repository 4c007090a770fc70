internal import Archives
public import Documents
internal import XML

/// Reads EPUB 2 and 3: the files of the spine in order, with their pictures.
public struct EPUBReader: DocumentReader {
  public let format = DocumentFormat.epub

  public init() {}

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    let archive: EPUBArchive
    do {
      archive = try EPUBArchive(bytes)
    } catch let error as ArchiveError {
      throw DocumentError(.damaged, "this is no EPUB: \(error)")
    } catch let error as XMLError {
      throw DocumentError(.damaged, "the EPUB's package cannot be read: \(error)")
    }
    var document = Document(metadata: archive.metadata, resources: options.resources)
    var notes = ExportNotes()
    var pictures: [String: Resource] = [:]
    var total = 0
    for picture in archive.pictures {
      let bytes = try archive.bytes(picture.path)
      total += bytes.count
      guard total <= options.limits.resourceBytes else {
        throw DocumentError(.limit, "the pictures have more than \(options.limits.resourceBytes) bytes")
      }
      let name = String(picture.path.split(separator: "/").last ?? "picture")
      pictures[picture.path] = Resource(name, mediaType: picture.mediaType, bytes)
    }
    var trees: [(path: String, tree: HTMLTree)] = []
    for (index, path) in archive.spine.enumerated() {
      try control.checkpoint(.reading, done: index, of: archive.spine.count)
      let (text, warnings) = try SourceText.decode(archive.bytes(path), limits: options.limits)
      for warning in warnings { notes.warn(warning.code, warning.message, at: .init(part: path)) }
      var source = text
      trees.append((path, source.withUTF8 { HTMLTree($0) { _ in } }))
    }
    // Notes may stand in a file of their own, behind the text that refers to them.
    var elsewhere: [String: HTMLConversion.Note] = [:]
    for (path, tree) in trees {
      for (id, item) in HTMLConversion.footnotes(in: tree) {
        elsewhere["\(path)#\(id)"] = .init(tree: tree, item: item)
      }
    }
    var placed: Set<String> = []
    for (path, tree) in trees {
      var conversion = HTMLConversion(tree, resources: document.resources, limits: options.limits)
      conversion.base = path
      conversion.pictures = pictures
      conversion.notesElsewhere = elsewhere
      conversion.placedNotes = placed
      document.blocks += conversion.body()
      document.resources = conversion.resources
      placed = conversion.placedNotes
      for warning in conversion.notes.warnings { notes.warn(warning.code, warning.message, at: .init(part: path)) }
    }
    return ImportResult(document, warnings: notes.warnings)
  }
}
