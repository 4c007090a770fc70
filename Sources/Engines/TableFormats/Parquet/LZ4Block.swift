internal import Tables

/// Expands a raw LZ4 block, the form that Parquet's LZ4_RAW uses.
enum LZ4Block {
  static func expand(
    _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer
  ) throws(TableError) -> Int {
    let damaged = TableError(.syntax, "a page cannot be decompressed (LZ4)")
    var read = 0
    var written = 0
    func length(_ start: Int) throws(TableError) -> Int {
      var length = start
      guard start == 15 else { return length }
      while true {
        guard read < source.count, length < 1 << 40 else { throw damaged }
        let more = source[read]
        read += 1
        length += Int(more)
        if more < 255 { return length }
      }
    }
    while read < source.count {
      let token = source[read]
      read += 1
      let literals = try length(Int(token >> 4))
      guard literals <= source.count - read, literals <= target.count - written else { throw damaged }
      for index in 0..<literals { target[written + index] = source[read + index] }
      read += literals
      written += literals
      if read == source.count { return written }
      guard read + 2 <= source.count else { throw damaged }
      let distance = Int(source[read]) | Int(source[read + 1]) << 8
      read += 2
      let matched = try length(Int(token & 15)) + 4
      guard distance > 0, distance <= written, matched <= target.count - written else { throw damaged }
      // The match may overlap what it makes.
      for index in 0..<matched { target[written + index] = target[written + index - distance] }
      written += matched
    }
    return written
  }
}
