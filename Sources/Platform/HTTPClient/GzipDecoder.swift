internal import CZlib

/// gzip (RFC 1952), also several members one after the other.
final class GzipDecoder: ContentDecoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false
  private(set) var isComplete = false
  private var hasBegun = false

  init() throws(DecodingFailure) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard cz_inflate_init(stream, 15 + 16) == Z_OK else {
      stream.deallocate()
      throw DecodingFailure(message: "out of memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(_ input: inout ArraySlice<UInt8>) throws(DecodingFailure) -> [UInt8] {
    var status = Z_OK
    if isBetweenMembers {
      guard !input.isEmpty else { return [] }
      inflateReset(stream)
      isBetweenMembers = false
      isComplete = false
    }
    var used = 0
    let output = [UInt8](unsafeUninitializedCapacity: ContentEncoding.pieceSize) { buffer, count in
      input.withUnsafeBufferPointer { bytes in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        status = inflate(stream, Z_NO_FLUSH)
        used = bytes.count - Int(stream.pointee.avail_in)
        count = buffer.count - Int(stream.pointee.avail_out)
      }
    }
    input = input.dropFirst(used)
    switch status {
    case Z_STREAM_END:
      isComplete = true
      isBetweenMembers = true
    case Z_OK, Z_BUF_ERROR:
      break
    default:
      throw DecodingFailure(message: "the gzip data is damaged")
    }
    if output.isEmpty, !input.isEmpty, used > 0 || isBetweenMembers { return try decode(&input) }
    return output
  }
}
