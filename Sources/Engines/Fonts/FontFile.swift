internal import Glibc

/// A font file mapped into memory; only the pages that are used become resident.
///
/// Sendable: the mapping is read-only and lives as long as the object.
public final class FontFile: @unchecked Sendable {
  public let path: String
  public let bytes: FontBytes
  private let mapped: Bool

  public init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FontError(.unreadable, "The font file \(path) cannot be opened: \(String(cString: strerror(errno))).")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 12, status.st_size < 1 << 31 else {
      throw FontError(.malformed, "The font file \(path) is empty or larger than 2 GiB.")
    }
    let size = Int(status.st_size)
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw FontError(.unreadable, "The font file \(path) cannot be mapped: \(String(cString: strerror(errno))).")
    }
    self.path = path
    mapped = true
    bytes = FontBytes(UnsafeRawBufferPointer(start: memory, count: size))
  }

  /// A font that came with a request.
  public init(named name: String, _ contents: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 16)
    memory.copyBytes(from: contents)
    path = name
    mapped = false
    bytes = FontBytes(UnsafeRawBufferPointer(memory))
  }

  deinit {
    guard let start = UnsafeMutableRawPointer(mutating: bytes.bytes.baseAddress) else { return }
    if mapped { munmap(start, bytes.count) } else { start.deallocate() }
  }

  /// How many faces the file holds: one, or those of a collection.
  public var faceCount: Int {
    bytes.u32(0) == 0x7474_6366 ? min(bytes.u32(8), 256) : 1
  }

  /// Where the table directory of a face begins.
  func directory(of index: Int) -> Int? {
    guard bytes.u32(0) == 0x7474_6366 else { return index == 0 ? 0 : nil }
    return index >= 0 && index < faceCount ? bytes.u32(12 + 4 * index) : nil
  }
}
