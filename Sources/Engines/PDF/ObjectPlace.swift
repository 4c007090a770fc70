/// Where an object of the file stands, in eight bytes: a long document has a million of them.
struct ObjectPlace {
  enum Form {
    case free
    case at(offset: Int)
    case packed(stream: Int32, index: Int)
  }

  /// The kind in the lowest two bits; above it an offset, or a stream's number and a place of 16 bits.
  private let bits: UInt64

  static let free = ObjectPlace(bits: 0)

  static func at(offset: Int) -> ObjectPlace { ObjectPlace(bits: UInt64(offset) << 2 | 1) }

  static func packed(stream: Int32, index: Int) -> ObjectPlace {
    ObjectPlace(bits: UInt64(UInt32(bitPattern: stream)) << 18 | UInt64(index & 0xFFFF) << 2 | 2)
  }

  var form: Form {
    switch bits & 3 {
    case 1: .at(offset: Int(bits >> 2))
    case 2: .packed(stream: Int32(truncatingIfNeeded: bits >> 18), index: Int(bits >> 2 & 0xFFFF))
    default: .free
    }
  }
}
