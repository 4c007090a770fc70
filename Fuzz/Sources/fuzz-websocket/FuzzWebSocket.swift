import HTTPServer

/// Whole, in two pieces or byte by byte, frames give the same events and the same closure.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWebSocket(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  let compresses = data[0] & 1 == 1
  let whole = read([bytes], compresses)
  let cut = Int(data[0]) % max(1, bytes.count)
  precondition(whole == read([Array(bytes[..<cut]), Array(bytes[cut...])], compresses))
  if bytes.count <= 512 { precondition(whole == read(bytes.map { [$0] }, compresses)) }
  return 0
}

private struct Reading: Equatable {
  var events: [WebSocketEvent] = []
  var code: UInt16 = 0
}

private func read(_ pieces: [[UInt8]], _ compresses: Bool) -> Reading {
  var decoder = WebSocketDecoder(maximumMessageBytes: 1 << 20, compresses: compresses)
  var reading = Reading()
  for piece in pieces {
    decoder.feed(piece)
    do {
      while let event = try decoder.next() { reading.events.append(event) }
    } catch {
      reading.code = (error as WebSocketClosure).code
      return reading
    }
  }
  return reading
}
