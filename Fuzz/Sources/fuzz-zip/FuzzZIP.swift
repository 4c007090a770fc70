import Archives
import ByteIO

let limits = ArchiveLimits(
  entries: 1_000, entryBytes: 1 << 20, totalBytes: 4 << 20, ratio: 500, ratioFloor: 1 << 16, nesting: 2)

func contents(_ reader: ZIPReader, depth: Int = 0) -> [(ZIPEntry, [UInt8])]? {
  var all: [(ZIPEntry, [UInt8])] = []
  for entry in reader.entries {
    guard let bytes = try? reader.bytes(entry, most: 1 << 20) else { return nil }
    precondition(UInt64(bytes.count) == entry.size, "an entry has another size than announced")
    all.append((entry, bytes))
    if let inner = try? reader.archive(entry) {
      precondition(depth < limits.nesting, "archives are nested without an end")
      _ = contents(inner, depth: depth + 1)
    }
  }
  return all
}

func unzipped(_ bytes: [UInt8], piece: Int) -> [UInt8]? {
  let sink = MemorySink()
  do {
    let gunzip = try GunzipSink(to: sink, limits: limits)
    var rest = bytes[...]
    while !rest.isEmpty {
      try gunzip.write(Array(rest.prefix(piece)))
      rest = rest.dropFirst(piece)
    }
    try gunzip.finish()
    return sink.bytes
  } catch { return nil }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if bytes.starts(with: [0x1F, 0x8B]) {
    let whole = unzipped(bytes, piece: .max)
    // The ratio may be checked earlier on small pieces, never later; content is the same.
    if let whole, let cut = unzipped(bytes, piece: 7) { precondition(whole == cut, "cutting a stream changes it") }
    return 0
  }
  guard let reader = try? ZIPReader(bytes, limits: limits), let all = contents(reader) else { return 0 }
  precondition(all.reduce(0) { $0 + $1.0.size } <= limits.totalBytes, "the limit does not hold")
  do {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    for (number, (entry, content)) in all.enumerated() {
      let compression = [Compression.stored, .fast, .small][number % 3]
      if entry.isDirectory {
        try zip.directory(entry.name)
      } else if number.isMultiple(of: 2) {
        try zip.add(entry.name, content, compression: compression)
      } else {
        try zip.entry(entry.name, compression: compression) { try $0.write(content) }
      }
    }
    try zip.finish()
    let again = contents(try ZIPReader(sink.bytes, limits: ArchiveLimits(ratio: 2_000)))
    precondition(again?.count == all.count, "an entry is lost")
    for (one, other) in Swift.zip(all, again ?? []) {
      precondition(one.0.name.utf8.elementsEqual(other.0.name.utf8) && one.1 == other.1, "an entry changes")
    }
  } catch { preconditionFailure("what was read cannot be written: \(error)") }
  return 0
}
