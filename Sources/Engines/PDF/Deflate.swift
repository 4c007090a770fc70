internal import CDeflate

/// One compressor: deflate streams in the zlib wrapping that PDF asks for.
final class Deflate {
  private let compressor: OpaquePointer

  init(level: Int32) throws {
    guard let made = libdeflate_alloc_compressor(level) else { throw Self.noMemory }
    compressor = made
  }

  deinit { libdeflate_free_compressor(compressor) }

  static let noMemory = PDFError(.memory, "There is no memory for compressing.")

  func compress(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = libdeflate_zlib_compress(compressor, bytes.baseAddress, bytes.count, output.baseAddress, bound)
    }
  }

  func compress(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { compress($0) }
  }

  /// Unpacks a whole zlib stream of at most `limit` bytes; nil where it is damaged or larger.
  static func unpack(_ bytes: UnsafeRawBufferPointer, limit: Int) -> [UInt8]? {
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    var room = min(max(bytes.count * 4, 4096), limit)
    while true {
      var status = LIBDEFLATE_BAD_DATA
      let result = [UInt8](unsafeUninitializedCapacity: room) { output, count in
        var made = 0
        status = libdeflate_zlib_decompress(
          decompressor, bytes.baseAddress, bytes.count, output.baseAddress, room, &made)
        count = status == LIBDEFLATE_SUCCESS ? made : 0
      }
      if status == LIBDEFLATE_SUCCESS { return result }
      guard status == LIBDEFLATE_INSUFFICIENT_SPACE, room < limit else { return nil }
      room = min(room * 4, limit)
    }
  }
}
