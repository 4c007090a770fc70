internal import ByteIO
internal import CISAL
internal import CZlib

/// One raw deflate stream at a time; the memory serves many streams in turn.
final class Deflater {
  private enum Engine {
    case isal(UnsafeMutablePointer<ci_deflater>)
    case zlib(UnsafeMutablePointer<z_stream>)
  }

  /// The C stream, freed by deinit.
  private let engine: Engine
  private let output: UnsafeMutableRawBufferPointer

  init(_ compression: Compression) throws {
    if compression == .fast {
      guard let stream = ci_deflater_new(1) else { throw Self.noMemory }
      engine = .isal(stream)
    } else {
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      let status =
        compression == .compact
        ? cz_deflate_init_filtered(stream, compression.zlibLevel, -15)
        : cz_deflate_init(stream, compression.zlibLevel, -15)
      guard status == Z_OK else {
        stream.deallocate()
        throw Self.noMemory
      }
      engine = .zlib(stream)
    }
    output = .allocate(byteCount: 131_072, alignment: 16)
  }

  deinit {
    switch engine {
    case .isal(let stream): ci_deflater_free(stream)
    case .zlib(let stream):
      deflateEnd(stream)
      stream.deallocate()
    }
    output.deallocate()
  }

  static let noMemory = ArchiveError(.system, "There is no memory for compressing.")

  /// Gets ready for the next stream.
  func reset() {
    switch engine {
    case .isal(let stream): ci_deflater_reset(stream)
    case .zlib(let stream): deflateReset(stream)
    }
  }

  /// Compresses `bytes` and answers how many bytes went to the sink; `last` ends the stream.
  func write(_ bytes: UnsafeRawBufferPointer, last: Bool, to sink: any ByteSink) throws -> Int {
    var rest = bytes
    var written = 0
    while rest.count > 1 << 30 {
      let piece = UnsafeRawBufferPointer(rebasing: rest[..<(1 << 30)])
      written += try writePiece(piece, last: false, to: sink)
      rest = UnsafeRawBufferPointer(rebasing: rest[(1 << 30)...])
    }
    return try written + writePiece(rest, last: last, to: sink)
  }

  private func writePiece(_ bytes: UnsafeRawBufferPointer, last: Bool, to sink: any ByteSink) throws -> Int {
    var rest = bytes
    var written = 0
    while true {
      let (left, made) = try step(rest, last: last)
      if made > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<made])) }
      written += made
      rest = UnsafeRawBufferPointer(rebasing: rest[(rest.count - left)...])
      if made < output.count && left == 0 { return written }
    }
  }

  private func step(_ bytes: UnsafeRawBufferPointer, last: Bool) throws -> (left: Int, made: Int) {
    switch engine {
    case .isal(let stream):
      var left = UInt32(bytes.count)
      var made = UInt32(output.count)
      let result = ci_deflate(
        stream, bytes.bindMemory(to: UInt8.self).baseAddress, &left,
        output.bindMemory(to: UInt8.self).baseAddress, &made, last ? 1 : 0)
      guard result == COMP_OK else { throw ArchiveError(.system, "Compressing failed (\(result)).") }
      return (Int(left), Int(made))
    case .zlib(let stream):
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
      stream.pointee.avail_in = UInt32(bytes.count)
      stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      let result = deflate(stream, last ? Z_FINISH : Z_NO_FLUSH)
      guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
        throw ArchiveError(.system, "Compressing failed (\(result)).")
      }
      return (Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out))
    }
  }
}
