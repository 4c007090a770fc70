public import ByteIO
internal import CZlib
internal import CZstd
internal import Tables

/// Compresses what passes through, as one gzip member or zstd frame.
public final class CompressingSink: ByteSink {
  private enum Engine {
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  private let sink: any ByteSink
  private let engine: Engine
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

  public init(_ sink: any ByteSink, _ compression: OutsideCompression) throws {
    self.sink = sink
    let failure = TableError(.output, "there is no memory for compressing the output")
    switch compression {
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      guard cz_deflate_init(stream, 6, 31) == Z_OK else {
        stream.deallocate()
        throw failure
      }
      engine = .gzip(stream)
    case .zstd:
      guard let context = ZSTD_createCCtx() else { throw failure }
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
    output.deallocate()
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws { try pass(bytes, isLast: false) }

  public func finish() throws {
    try pass(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    try sink.finish()
  }

  private func pass(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
    let failure = TableError(.output, "compressing the output failed")
    switch engine {
    case .gzip(let stream):
      var rest = bytes
      repeat {
        let piece = rest.prefix(1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: UnsafeRawBufferPointer(rebasing: piece).baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(piece.count)
        rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
        repeat {
          stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
          stream.pointee.avail_out = UInt32(output.count)
          let status = deflate(stream, isLast && rest.isEmpty ? Z_FINISH : Z_NO_FLUSH)
          guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw failure }
          try sink.write(UnsafeRawBufferPointer(rebasing: output[..<(output.count - Int(stream.pointee.avail_out))]))
        } while stream.pointee.avail_out == 0
      } while !rest.isEmpty
    case .zstd(let context):
      var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
      while true {
        var made = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let left = ZSTD_compressStream2(context, &made, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
        guard ZSTD_isError(left) == 0 else { throw failure }
        try sink.write(UnsafeRawBufferPointer(rebasing: output[..<made.pos]))
        if isLast ? left == 0 : input.pos == input.size { return }
      }
    }
  }
}
