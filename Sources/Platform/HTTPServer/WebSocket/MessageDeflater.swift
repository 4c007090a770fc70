internal import CZlib

/// Deflates messages, each on its own, as `server_no_context_takeover` has it; used by one task at a time.
final class MessageDeflater {
  private let stream: UnsafeMutablePointer<z_stream>

  init?(windowBits: Int32) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard cz_deflate_init(stream, 4, -windowBits) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func deflate(_ message: [UInt8]) -> [UInt8]? {
    deflateReset(stream)
    var out: [UInt8] = []
    var result = Z_OK
    message.withUnsafeBufferPointer { source in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = uInt(source.count)
      repeat {
        let piece = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = uInt(buffer.count)
          result = CZlib.deflate(stream, Z_SYNC_FLUSH)
          count = buffer.count - Int(stream.pointee.avail_out)
        }
        out += piece
      } while result == Z_OK && stream.pointee.avail_out == 0
    }
    guard result == Z_OK || result == Z_BUF_ERROR, out.suffix(4) == [0, 0, 0xFF, 0xFF] else { return nil }
    out.removeLast(4)
    return out.isEmpty ? [0] : out
  }
}
