internal import CZlib

/// Inflates messages, each on its own, as `client_no_context_takeover` has it; used by one task at a time.
final class MessageInflater {
  private let stream: UnsafeMutablePointer<z_stream>

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard cz_inflate_init(stream, -15) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// `nil` when the data is broken; more than the limit is refused before it takes memory.
  func inflate(_ message: [UInt8], limit: Int) throws(WebSocketClosure) -> [UInt8]? {
    inflateReset(stream)
    let input = message + [0, 0, 0xFF, 0xFF]
    var out: [UInt8] = []
    var result = Z_OK
    input.withUnsafeBufferPointer { source in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = uInt(source.count)
      repeat {
        let piece = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = uInt(buffer.count)
          result = CZlib.inflate(stream, Z_SYNC_FLUSH)
          count = buffer.count - Int(stream.pointee.avail_out)
        }
        out += piece
      } while result == Z_OK && out.count <= limit && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
    }
    guard out.count <= limit else { throw .tooBig }
    // A block with the final bit ends the stream early; what follows it must be nothing but the added tail.
    guard result == Z_OK || result == Z_BUF_ERROR || (result == Z_STREAM_END && stream.pointee.avail_in <= 4) else {
      return nil
    }
    return out
  }
}
