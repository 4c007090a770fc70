/// One character of UTF-8 that is known to be valid.
struct UTF8Step {
  let scalar: UInt32
  let length: Int

  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, at place: Int) {
    let first = bytes[place]
    if first < 0x80 {
      scalar = UInt32(first)
      length = 1
    } else if first < 0xE0 {
      scalar = UInt32(first & 0x1F) << 6 | UInt32(bytes[place + 1] & 0x3F)
      length = 2
    } else if first < 0xF0 {
      scalar = UInt32(first & 0x0F) << 12 | UInt32(bytes[place + 1] & 0x3F) << 6 | UInt32(bytes[place + 2] & 0x3F)
      length = 3
    } else {
      let high = UInt32(first & 0x07) << 18 | UInt32(bytes[place + 1] & 0x3F) << 12
      scalar = high | UInt32(bytes[place + 2] & 0x3F) << 6 | UInt32(bytes[place + 3] & 0x3F)
      length = 4
    }
  }
}
