internal import CZlib
internal import CZstd
internal import Tables

/// Expands a gzip or zstd stream, several in a row too.
final class ExpandingSource: ByteSource {
  private enum Engine {
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  private let source: any ByteSource
  private let engine: Engine
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
  private var first = 0
  private var end = 0
  private var isAtEnd = false
  /// Whether the present member or frame is complete.
  private var isComplete = true

  init(_ source: any ByteSource, _ compression: OutsideCompression) throws {
    self.source = source
    let failure = TableError(.input, "there is no memory for expanding the input")
    switch compression {
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      guard cz_inflate_init(stream, 47) == Z_OK else {
        stream.deallocate()
        throw failure
      }
      engine = .gzip(stream)
    case .zstd:
      guard let context = ZSTD_createDCtx() else { throw failure }
      engine = .zstd(context)
    }
  }

  deinit {
    switch engine {
    case .gzip(let stream):
      inflateEnd(stream)
      stream.deallocate()
    case .zstd(let context): ZSTD_freeDCtx(context)
    }
    input.deallocate()
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !target.isEmpty else { return 0 }
    while true {
      if first == end, !isAtEnd {
        first = 0
        end = try source.read(into: input)
        isAtEnd = end == 0
      }
      if isAtEnd, first == end, isComplete { return 0 }
      let made = try step(target)
      if made > 0 { return made }
      if isAtEnd, first == end {
        guard isComplete else { throw TableError(.truncated, "the compressed input ends too early") }
        return 0
      }
    }
  }

  private func step(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
    let damaged = TableError(.syntax, "the compressed input is damaged")
    switch engine {
    case .gzip(let stream):
      stream.pointee.next_in = input.baseAddress?.advanced(by: first).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_in = UInt32(end - first)
      stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(min(target.count, 1 << 30))
      let room = Int(stream.pointee.avail_out)
      let status = inflate(stream, Z_NO_FLUSH)
      first = end - Int(stream.pointee.avail_in)
      switch status {
      case Z_STREAM_END:
        isComplete = true
        guard inflateReset(stream) == Z_OK else { throw damaged }
      case Z_OK: isComplete = false
      case Z_BUF_ERROR: break
      default: throw damaged
      }
      return room - Int(stream.pointee.avail_out)
    case .zstd(let context):
      var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
      var taken = ZSTD_inBuffer(src: input.baseAddress?.advanced(by: first), size: end - first, pos: 0)
      let hint = ZSTD_decompressStream(context, &output, &taken)
      guard ZSTD_isError(hint) == 0 else { throw damaged }
      first += taken.pos
      isComplete = hint == 0
      return output.pos
    }
  }
}
