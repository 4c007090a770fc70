internal import Documents
internal import Threads

/// The pictures that a template's documents name, read once for all of them.
final class MergePictures: Sendable {
  private let path: String
  private let known = Lock<[String: Resource?]>([:])

  init(beside path: String) {
    self.path = path
  }

  func add(to document: inout Document) {
    for name in LocalPictures.names(in: document) where document.resources[name] == nil {
      let resource = known.withLock { known -> Resource? in
        if let found = known[name] { return found }
        let found = LocalPictures.picture(name, beside: path)
        // Pictures that differ from row to row are not kept for ever.
        if known.count < 256 { known[name] = .some(found) }
        return found
      }
      if let resource { document.resources.add(resource) }
    }
  }
}
