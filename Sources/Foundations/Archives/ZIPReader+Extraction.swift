internal import ByteIO
internal import Glibc

extension ZIPReader {
  /// Unpacks every entry below an existing folder.
  ///
  /// Each part of a path is opened on its own and never through a link, so nothing is written
  /// outside of the folder even when somebody changes it meanwhile. Files that exist are an error.
  /// Permissions are 0o755 or 0o644, whatever the archive says. After an error, what was unpacked stays.
  public func extract(into folder: String) throws {
    let root = try Folder(path: folder)
    for entry in entries {
      var parts = entry.name.split(separator: "/").map(String.init)
      let file = entry.isDirectory ? nil : parts.popLast()
      var place = root
      for part in parts { place = try place.folder(part, entry: entry.name) }
      if let file { try extract(entry, as: file, in: place) }
    }
  }

  private func extract(_ entry: ZIPEntry, as name: String, in folder: Folder) throws {
    let sink = try folder.create(name, entry: entry.name)
    do {
      try read(entry, to: sink)
      try sink.finish()
    } catch {
      unlinkat(folder.descriptor, name, 0)
      throw error
    }
  }

  /// An open directory, closed with its last reference.
  private final class Folder {
    let descriptor: Int32

    init(path: String) throws {
      descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw ArchiveError.system("The folder '\(path)' cannot be opened", errno) }
    }

    private init(descriptor: Int32) {
      self.descriptor = descriptor
    }

    deinit {
      close(descriptor)
    }

    /// The folder inside this one, made where it is missing.
    func folder(_ name: String, entry: String) throws -> Folder {
      if mkdirat(descriptor, name, 0o755) != 0 && errno != EEXIST {
        throw ArchiveError.system("A folder cannot be made", errno, entry: entry)
      }
      let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { throw ArchiveError.system("A folder of its path cannot be used", errno, entry: entry) }
      return Folder(descriptor: inner)
    }

    func create(_ name: String, entry: String) throws -> ExtractedFile {
      let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw ArchiveError.system("The file cannot be made", errno, entry: entry) }
      return ExtractedFile(descriptor: file)
    }
  }

  /// A file that is being unpacked.
  private final class ExtractedFile: ByteSink {
    private var descriptor: Int32

    init(descriptor: Int32) {
      self.descriptor = descriptor
    }

    deinit {
      if descriptor >= 0 { close(descriptor) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw ArchiveError.system("The file cannot be written", errno) }
        done += count
      }
    }

    func finish() throws {
      let closing = descriptor
      descriptor = -1
      guard close(closing) == 0 else { throw ArchiveError.system("The file cannot be written", errno) }
    }
  }
}
