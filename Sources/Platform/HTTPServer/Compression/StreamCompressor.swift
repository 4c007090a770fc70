internal import CZlib
internal import CZstd

/// Compresses one body, piece by piece; used by one task at a time.
final class StreamCompressor {
  private enum Engine {
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  private let engine: Engine

  /// `nil` when there is no memory for it.
  init?(_ coding: ContentCoding) {
    switch coding {
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      // 31 asks for the gzip format with a 32 KB window.
      guard cz_deflate_init(stream, 5, 31) == Z_OK else {
        stream.deallocate()
        return nil
      }
      engine = .gzip(stream)
    case .zstd:
      guard let context = ZSTD_createCCtx() else { return nil }
      ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 3)
      // RFC 9659: decoders of the web need accept no window over 8 MB; a small one also keeps memory small.
      ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 20)
      engine = .zstd(context)
    }
  }

  deinit {
    switch engine {
    case .gzip(let stream):
      deflateEnd(stream)
      stream.deallocate()
    case .zstd(let context): ZSTD_freeCCtx(context)
    }
  }

  enum Flush {
    /// Whatever the compressor likes to hold back.
    case none
    /// Everything so far can be read by the other side.
    case sync
    case finish
  }

  /// `nil` when the compressor failed.
  func compress(_ bytes: [UInt8], _ flush: Flush) -> [UInt8]? {
    bytes.withUnsafeBufferPointer { input in
      switch engine {
      case .gzip(let stream): Self.deflate(stream, input, flush)
      case .zstd(let context): Self.zstd(context, input, flush)
      }
    }
  }

  private static func deflate(
    _ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeBufferPointer<UInt8>, _ flush: Flush
  ) -> [UInt8]? {
    let mode =
      switch flush {
      case .none: Z_NO_FLUSH
      case .sync: Z_SYNC_FLUSH
      case .finish: Z_FINISH
      }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = uInt(input.count)
    var out: [UInt8] = []
    while true {
      var result = Z_OK
      let piece = [UInt8](unsafeUninitializedCapacity: 32_768) { buffer, count in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = uInt(buffer.count)
        result = CZlib.deflate(stream, mode)
        count = buffer.count - Int(stream.pointee.avail_out)
      }
      guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { return nil }
      if out.isEmpty { out = piece } else { out += piece }
      if result == Z_STREAM_END || stream.pointee.avail_out > 0 { return out }
    }
  }

  private static func zstd(_ context: OpaquePointer, _ input: UnsafeBufferPointer<UInt8>, _ flush: Flush) -> [UInt8]? {
    let mode =
      switch flush {
      case .none: ZSTD_e_continue
      case .sync: ZSTD_e_flush
      case .finish: ZSTD_e_end
      }
    var source = ZSTD_inBuffer(src: UnsafeRawPointer(input.baseAddress), size: input.count, pos: 0)
    var out: [UInt8] = []
    while true {
      var left = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 32_768) { buffer, count in
        var target = ZSTD_outBuffer(dst: UnsafeMutableRawPointer(buffer.baseAddress), size: buffer.count, pos: 0)
        left = ZSTD_compressStream2(context, &target, &source, mode)
        count = target.pos
      }
      guard ZSTD_isError(left) == 0 else { return nil }
      if out.isEmpty { out = piece } else { out += piece }
      if source.pos == source.size, flush == .none || left == 0 { return out }
    }
  }
}
