internal import ByteIO
internal import CBrotli
internal import CSnappy
internal import CZlib
internal import CZstd
internal import Tables

/// How pages are compressed.
public enum ParquetCodec: Int, Sendable, Hashable, CaseIterable {
  case none = 0
  case snappy = 1
  case gzip = 2
  /// Read only.
  case brotli = 4
  case zstd = 6
  /// Raw LZ4 blocks; read only.
  case lz4Raw = 7

  static func named(_ number: Int) throws(TableError) -> ParquetCodec {
    if let codec = ParquetCodec(rawValue: number) { return codec }
    let names = [3: "LZO", 5: "LZ4 (Hadoop framing)"]
    throw TableError(
      .unsupported, "the pages are compressed with \(names[number] ?? "codec \(number)"), which is not supported")
  }
}

/// Compresses and decompresses pages; keeps its state from page to page.
final class PageCompressor {
  let codec: ParquetCodec
  let level: Int
  private let zstdCompress: OpaquePointer?
  private let zstdDecompress: OpaquePointer?

  init(_ codec: ParquetCodec, level: Int = 1) {
    self.codec = codec
    self.level = level
    zstdCompress = codec == .zstd ? ZSTD_createCCtx() : nil
    zstdDecompress = codec == .zstd ? ZSTD_createDCtx() : nil
  }

  deinit {
    ZSTD_freeCCtx(zstdCompress)
    ZSTD_freeDCtx(zstdDecompress)
  }

  /// Appends the compressed form of `page`.
  func compress(_ page: UnsafeRawBufferPointer, into target: inout ByteBuffer) throws {
    switch codec {
    case .none: target.append(page)
    case .zstd:
      try target.append(upTo: ZSTD_compressBound(page.count)) { room throws(TableError) in
        let size = ZSTD_compressCCtx(
          zstdCompress, room.baseAddress, room.count, page.baseAddress, page.count, Int32(level))
        guard ZSTD_isError(size) == 0 else { throw TableError(.output, "zstd could not compress a page") }
        return size
      }
    case .snappy:
      try target.append(upTo: snappy_max_compressed_length(page.count)) { room throws(TableError) in
        var size = room.count
        let status = snappy_compress(
          page.baseAddress?.assumingMemoryBound(to: CChar.self), page.count,
          room.baseAddress?.assumingMemoryBound(to: CChar.self), &size)
        guard status == SNAPPY_OK else { throw TableError(.output, "snappy could not compress a page") }
        return size
      }
    case .gzip:
      var stream = z_stream()
      guard cz_deflate_init(&stream, 6, 31) == Z_OK else { throw TableError(.output, "zlib could not start") }
      defer { deflateEnd(&stream) }
      let bound = Int(deflateBound(&stream, UInt(page.count)))
      try target.append(upTo: bound) { room throws(TableError) in
        stream.next_in = UnsafeMutablePointer(mutating: page.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(page.count)
        stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(room.count)
        guard deflate(&stream, Z_FINISH) == Z_STREAM_END else {
          throw TableError(.output, "zlib could not compress a page")
        }
        return room.count - Int(stream.avail_out)
      }
    case .lz4Raw, .brotli: throw TableError(.unsupported, "\(codec) is read, not written; use zstd or snappy")
    }
  }

  /// Decompresses exactly `size` bytes into `target`.
  func decompress(_ page: UnsafeRawBufferPointer, size: Int, into target: inout ByteBuffer) throws {
    target.removeAll()
    try target.append(upTo: size) { room throws(TableError) in
      let got = try expand(page, room)
      guard got == size else {
        throw TableError(.truncated, "a page holds \(got) bytes where its header says \(size)")
      }
      return got
    }
  }

  private func expand(_ page: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    let damaged = TableError(.syntax, "a page cannot be decompressed (\(codec))")
    switch codec {
    case .none:
      guard page.count == room.count else { throw damaged }
      room.copyMemory(from: page)
      return page.count
    case .zstd:
      let size = ZSTD_decompressDCtx(zstdDecompress, room.baseAddress, room.count, page.baseAddress, page.count)
      guard ZSTD_isError(size) == 0 else { throw damaged }
      return size
    case .snappy:
      var size = 0
      let source = page.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard snappy_uncompressed_length(source, page.count, &size) == SNAPPY_OK, size <= room.count else {
        throw damaged
      }
      guard
        snappy_uncompress(source, page.count, room.baseAddress?.assumingMemoryBound(to: CChar.self), &size)
          == SNAPPY_OK
      else { throw damaged }
      return size
    case .gzip: return try inflatePage(page, room, damaged)
    case .lz4Raw: return try LZ4Block.expand(page, room)
    case .brotli:
      var size = room.count
      let result = BrotliDecoderDecompress(
        page.count, page.baseAddress?.assumingMemoryBound(to: UInt8.self), &size,
        room.baseAddress?.assumingMemoryBound(to: UInt8.self))
      guard result == BROTLI_DECODER_RESULT_SUCCESS else { throw damaged }
      return size
    }
  }

  private func inflatePage(
    _ page: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer, _ damaged: TableError
  ) throws(TableError) -> Int {
    var stream = z_stream()
    guard cz_inflate_init(&stream, 47) == Z_OK else { throw damaged }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: page.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.avail_in = UInt32(page.count)
    stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(room.count)
    while true {
      let status = inflate(&stream, Z_NO_FLUSH)
      if status == Z_STREAM_END {
        // A page may be several gzip members.
        if stream.avail_in == 0 || stream.avail_out == 0 { return room.count - Int(stream.avail_out) }
        guard inflateReset(&stream) == Z_OK else { throw damaged }
      } else if status != Z_OK || stream.avail_in == 0 || stream.avail_out == 0 {
        throw damaged
      }
    }
  }
}
