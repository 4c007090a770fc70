internal import Glibc

/// The files below a folder, links not followed and folders too deep left out.
enum FolderTree {
  static func files(below folder: String, depth: Int = 6) -> [String] {
    guard depth > 0 else { return [] }
    return FolderNames.all(in: folder).flatMap { name -> [String] in
      let path = folder + "/" + name
      var information = stat()
      guard lstat(path, &information) == 0 else { return [] }
      switch information.st_mode & S_IFMT {
      case S_IFDIR: return files(below: path, depth: depth - 1)
      case S_IFREG: return [path]
      default: return []
      }
    }
  }
}
