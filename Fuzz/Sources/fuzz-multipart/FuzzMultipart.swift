import HTTPServer

/// Whole, in two pieces or byte by byte, a form has the same parts, and fails or not in the same way.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMultipart(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  let whole = read([bytes])
  let cut = Int(data[0]) % max(1, bytes.count)
  precondition(whole == read([Array(bytes[..<cut]), Array(bytes[cut...])]))
  if bytes.count <= 512 { precondition(whole == read(bytes.map { [$0] })) }
  return 0
}

private func read(_ pieces: [[UInt8]]) -> [MultipartParser.Event]? {
  guard var parser = try? MultipartParser(boundary: "b") else { return nil }
  var events: [MultipartParser.Event] = []
  do {
    for piece in pieces {
      parser.feed(piece)
      while let event = try parser.next() {
        if case .content(let more) = event, case .content(let before) = events.last {
          events[events.count - 1] = .content(before + more)
        } else {
          events.append(event)
        }
      }
    }
  } catch {
    return nil
  }
  return events
}
