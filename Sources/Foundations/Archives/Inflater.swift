internal import CZlib

/// Unpacks one raw deflate or gzip stream at a time; the memory serves many streams in turn.
final class Inflater {
  enum Format: Int32 {
    case raw = -15
    case gzip = 31
  }

  /// What one step did.
  struct Step {
    let left: Int
    let made: Int
    let isEnd: Bool
  }

  /// The C stream, freed by deinit.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ format: Format) throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard cz_inflate_init(stream, format.rawValue) == Z_OK else {
      stream.deallocate()
      throw ArchiveError(.system, "There is no memory for unpacking.")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func reset() {
    inflateReset(stream)
  }

  /// Unpacks from `input` into `output` until one of them is used up or the stream ends.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws -> Step {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(output.count)
    let result = inflate(stream, Z_NO_FLUSH)
    let left = Int(stream.pointee.avail_in)
    let made = output.count - Int(stream.pointee.avail_out)
    switch result {
    case Z_OK, Z_BUF_ERROR: return Step(left: left, made: made, isEnd: false)
    case Z_STREAM_END: return Step(left: left, made: made, isEnd: true)
    default: throw ArchiveError(.damaged, "The compressed data is damaged.")
    }
  }
}
