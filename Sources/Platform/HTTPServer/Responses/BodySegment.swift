/// One piece of a body whose length is known.
public enum BodySegment: Sendable {
  case bytes(ArraySlice<UInt8>)
  case file(OpenFile, offset: Int, count: Int)

  public var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(_, _, let count): count
    }
  }

  /// The part of this piece that lies in the range, counted from its start.
  func part(_ range: Range<Int>) -> BodySegment {
    switch self {
    case .bytes(let bytes):
      .bytes(bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound])
    case .file(let file, let offset, _):
      .file(file, offset: offset + range.lowerBound, count: range.count)
    }
  }
}
