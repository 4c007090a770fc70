internal import CZstd

/// Zstandard (RFC 8878) with a window of at most 8 MB, as RFC 9659 wants it for HTTP.
final class ZstdDecoder: ContentDecoder {
  private let context: OpaquePointer
  private(set) var isComplete = false

  init() throws(DecodingFailure) {
    guard let context = ZSTD_createDCtx() else { throw DecodingFailure(message: "out of memory") }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 23)
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(_ input: inout ArraySlice<UInt8>) throws(DecodingFailure) -> [UInt8] {
    while true {
      var used = 0
      var status = 0
      let output = [UInt8](unsafeUninitializedCapacity: ContentEncoding.pieceSize) { buffer, count in
        input.withUnsafeBytes { bytes in
          var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
          var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
          status = ZSTD_decompressStream(context, &target, &source)
          used = source.pos
          count = target.pos
        }
      }
      guard ZSTD_isError(status) == 0 else { throw DecodingFailure(message: "the zstd data is damaged") }
      if used > 0 || !output.isEmpty { isComplete = status == 0 }
      input = input.dropFirst(used)
      if !output.isEmpty || input.isEmpty || used == 0 { return output }
    }
  }
}
