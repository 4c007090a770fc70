internal import PDF
internal import Threads

/// Pictures that were read for documents before: letters and invoices show the same logo thousands of times.
final class PictureMemory: Sendable {
  private struct Known {
    let bytes: [UInt8]
    var image: PDFImage
    var lastUse: Int
  }

  private struct State {
    var known: [Known] = []
    var uses = 0
  }

  static let shared = PictureMemory()
  /// Together; a picture that is larger than a quarter of it is not remembered.
  private static let mostBytes = 16 << 20
  private static let mostPictures = 32
  private let state = Lock(State())

  func image(_ bytes: [UInt8]) throws -> PDFImage {
    // The same array compares at once, another one mostly by its length.
    let found = state.withLock { state -> PDFImage? in
      guard let index = state.known.firstIndex(where: { $0.bytes == bytes }) else { return nil }
      state.uses += 1
      state.known[index].lastUse = state.uses
      return state.known[index].image
    }
    if let found {
      let packed = try found.packed()
      if packed.isPacked != found.isPacked {
        state.withLock { state in
          if let index = state.known.firstIndex(where: { $0.bytes == bytes }) { state.known[index].image = packed }
        }
      }
      return packed
    }
    let image = try PDFImage(bytes)
    guard image.byteCount + bytes.count <= Self.mostBytes / 4 else { return image }
    state.withLock { state in
      guard !state.known.contains(where: { $0.bytes == bytes }) else { return }
      state.uses += 1
      state.known.append(Known(bytes: bytes, image: image, lastUse: state.uses))
      var sum = state.known.reduce(0) { $0 + $1.bytes.count + $1.image.byteCount }
      while sum > Self.mostBytes || state.known.count > Self.mostPictures {
        guard let oldest = state.known.indices.min(by: { state.known[$0].lastUse < state.known[$1].lastUse }) else {
          break
        }
        let gone = state.known.remove(at: oldest)
        sum -= gone.bytes.count + gone.image.byteCount
      }
    }
    return image
  }
}
