internal import Glibc

/// A file without a name that holds row groups which do not fit into memory: written once, then read from the front.
final class SpillFile {
  private let descriptor: Int32
  private var written = 0
  private var position = 0
  private(set) var rows = 0

  init(in folder: String) throws(TableError) {
    var template = Array("\(folder)/export-ia.XXXXXX".utf8CString)
    let opened = mkstemp(&template)
    guard opened >= 0 else {
      throw TableError(.output, "cannot make a temporary file in '\(folder)': \(String(cString: strerror(errno)))")
    }
    // Without a name it is gone with its descriptor, however the program ends.
    unlink(template)
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    descriptor = opened
  }

  deinit { close(descriptor) }

  func append(_ chunk: TableChunk) throws(TableError) {
    guard chunk.count > 0 else { return }
    try write(Int64(chunk.count))
    for column in chunk.columns { try column.spill(to: self) }
    rows += chunk.count
  }

  /// Reads the next row group into an empty chunk; false at the end.
  func read(into chunk: TableChunk) throws(TableError) -> Bool {
    guard position < written else { return false }
    let count = Int(try readInteger())
    for column in chunk.columns { try column.unspill(count, from: self) }
    chunk.seal()
    return true
  }

  /// Begins again at the front.
  func rewind() { position = 0 }

  // MARK: Bytes

  func write(_ value: Int64) throws(TableError) {
    var value = value
    do { try withUnsafeBytes(of: &value) { try write($0) } } catch let error as TableError { throw error } catch {
      throw TableError(.output, "cannot write a temporary file: \(error)")
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(TableError) {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      let amount = pwrite(descriptor, start + done, bytes.count - done, off_t(written))
      if amount < 0 {
        if errno == EINTR { continue }
        throw TableError(
          .output, "cannot write a temporary file: \(String(cString: strerror(errno))); give a folder with more room")
      }
      done += amount
      written += amount
    }
  }

  func readInteger() throws(TableError) -> Int64 {
    var value: Int64 = 0
    do { try withUnsafeMutableBytes(of: &value) { try read(into: $0) } } catch let error as TableError {
      throw error
    } catch { throw TableError(.input, "cannot read a temporary file: \(error)") }
    return value
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws(TableError) {
    var done = 0
    while done < target.count, let start = target.baseAddress {
      let amount = pread(descriptor, start + done, target.count - done, off_t(position))
      if amount < 0, errno == EINTR { continue }
      guard amount > 0 else {
        throw TableError(.input, "cannot read a temporary file: \(String(cString: strerror(errno)))")
      }
      done += amount
      position += amount
    }
  }
}

extension ColumnVector {
  fileprivate func spill(to file: SpillFile) throws(TableError) {
    try file.write(Int64(nulls))
    if nulls > 0 { try Self.write(validity.start, (rows + 63) / 64, file) }
    switch layout {
    case .integers: try Self.write(integerStorage.start, rows, file)
    case .wideIntegers: try Self.write(wideStorage.start, rows, file)
    case .doubles: try Self.write(doubleStorage.start, rows, file)
    case .booleans: try Self.write(booleanStorage.start, rows, file)
    case .bytes:
      try file.write(Int64(byteStorage.count))
      try Self.write(offsetStorage.start, rows + 1, file)
      try Self.write(byteStorage.start, byteStorage.count, file)
    case .list:
      try Self.write(offsetStorage.start, rows + 1, file)
      try file.write(Int64(children[0].rows))
      try children[0].spill(to: file)
    case .object: for child in children { try child.spill(to: file) }
    }
  }

  fileprivate func unspill(_ count: Int, from file: SpillFile) throws(TableError) {
    nulls = Int(try file.readInteger())
    rows = count
    if nulls > 0 { try Self.read(&validity, (count + 63) / 64, file) } else { validity.count = 0 }
    switch layout {
    case .integers: try Self.read(&integerStorage, count, file)
    case .wideIntegers: try Self.read(&wideStorage, count, file)
    case .doubles: try Self.read(&doubleStorage, count, file)
    case .booleans: try Self.read(&booleanStorage, count, file)
    case .bytes:
      let bytes = Int(try file.readInteger())
      try Self.read(&offsetStorage, count + 1, file)
      try Self.read(&byteStorage, bytes, file)
    case .list:
      try Self.read(&offsetStorage, count + 1, file)
      try children[0].unspill(Int(try file.readInteger()), from: file)
    case .object: for child in children { try child.unspill(count, from: file) }
    }
  }

  private static func write<Value>(_ start: UnsafePointer<Value>, _ count: Int, _ file: SpillFile) throws(TableError) {
    try file.write(UnsafeRawBufferPointer(start: start, count: count * MemoryLayout<Value>.stride))
  }

  private static func read<Value>(_ storage: inout Storage<Value>, _ count: Int, _ file: SpillFile) throws(TableError) {
    storage.count = 0
    storage.reserve(count)
    try file.read(
      into: UnsafeMutableRawBufferPointer(start: storage.start, count: count * MemoryLayout<Value>.stride))
    storage.count = count
  }
}
