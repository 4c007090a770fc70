internal import CDeflate

/// Compresses and decompresses data that is whole in memory.
final class WholeDeflate {
  private let compressor: OpaquePointer

  init(_ compression: Compression) throws {
    guard let made = libdeflate_alloc_compressor(compression.wholeLevel) else { throw Deflater.noMemory }
    compressor = made
  }

  deinit {
    libdeflate_free_compressor(compressor)
  }

  /// The raw deflate stream, or nil when it would not be smaller than the data.
  func compress(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard bytes.count > 1 else { return nil }
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count - 1) { output, count in
      count = libdeflate_deflate_compress(compressor, bytes.baseAddress, bytes.count, output.baseAddress, output.count)
    }
    return result.isEmpty ? nil : result
  }
}
