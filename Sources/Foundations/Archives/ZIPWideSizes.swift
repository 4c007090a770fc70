/// The sizes of an entry, from its Zip64 field where the older fields are too small.
struct ZIPWideSizes {
  var size: UInt64
  var compressed: UInt64
  var offset: UInt64

  init(
    extra: ArraySlice<UInt8>, size: UInt32, compressed: UInt32, offset: UInt32, disk: UInt16, name: String
  ) throws {
    self.size = UInt64(size)
    self.compressed = UInt64(compressed)
    self.offset = UInt64(offset)
    let field = try Self.field(1, of: extra, name: name)
    guard size == .max || compressed == .max || offset == .max || disk == .max else {
      guard disk == 0 else { throw Self.split(name) }
      return
    }
    guard var values = field.map({ ZIPFields($0) }) else {
      throw ZIPDirectory.damaged("The entry's Zip64 field is missing.", name)
    }
    func next() throws -> UInt64 {
      guard let value = values.take(UInt64.self) else {
        throw ZIPDirectory.damaged("The entry's Zip64 field is too short.", name)
      }
      return value
    }
    if size == .max { self.size = try next() }
    if compressed == .max { self.compressed = try next() }
    if offset == .max { self.offset = try next() }
    if disk == .max {
      guard values.take(UInt32.self) == 0 else { throw Self.split(name) }
    } else if disk != 0 {
      throw Self.split(name)
    }
  }

  private static func split(_ name: String) -> ArchiveError {
    ArchiveError(.unsupported, "The archive is split over several files. Join it first.", entry: name)
  }

  /// The extra field of that kind; two of them contradict each other.
  static func field(_ kind: UInt16, of extra: ArraySlice<UInt8>, name: String) throws -> ArraySlice<UInt8>? {
    var fields = ZIPFields(extra)
    var found: ArraySlice<UInt8>?
    // Some writers pad the extra field with fewer than four bytes.
    while fields.remaining >= 4 {
      guard let id = fields.take(UInt16.self), let length = fields.take(UInt16.self),
        let value = fields.take(Int(length))
      else { throw ZIPDirectory.damaged("The entry's extra fields are damaged.", name) }
      guard id == kind else { continue }
      guard found == nil else { throw ZIPDirectory.damaged("The entry has two fields of one kind.", name) }
      found = value
    }
    return found
  }
}
