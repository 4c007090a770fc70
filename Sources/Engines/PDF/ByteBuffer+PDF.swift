public import ByteIO

extension ByteBuffer {
  /// A coordinate: two decimals are a 7000th of an inch.
  @inlinable
  public mutating func append(pdf value: Double) {
    let scaled = Int((value * 100).rounded())
    append(hundredths: scaled)
  }

  /// A number given in hundredths, without zeros at its end.
  @inlinable
  public mutating func append(hundredths value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: 100)
    append(decimal: whole)
    if fraction > 0 {
      append(UInt8(ascii: "."))
      append(0x30 &+ UInt8(truncatingIfNeeded: fraction / 10))
      if fraction % 10 > 0 { append(0x30 &+ UInt8(truncatingIfNeeded: fraction % 10)) }
    }
  }

  /// `12 0 R`, with a space in front.
  @inlinable
  public mutating func append(reference object: PDFObject) {
    append(UInt8(ascii: " "))
    append(decimal: object.number)
    append(" 0 R")
  }

  /// A text string: plain where it is ASCII, UTF-16 in hexadecimal otherwise.
  public mutating func append(pdfText text: String) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      append(UInt8(ascii: "("))
      for byte in text.utf8 {
        if byte == 0x28 || byte == 0x29 || byte == 0x5C { append(UInt8(ascii: "\\")) }
        append(byte)
      }
      append(UInt8(ascii: ")"))
    } else {
      append("<FEFF")
      for unit in text.utf16 { append(hexadecimal: UInt64(unit), paddedTo: 4) }
      append(UInt8(ascii: ">"))
    }
  }

  /// A string of any bytes.
  public mutating func append(hexadecimalString bytes: [UInt8]) {
    append("<")
    for byte in bytes { append(hexadecimal: UInt64(byte), paddedTo: 2) }
    append(">")
  }

  /// A name, with everything unusual escaped.
  public mutating func append(pdfName name: String) {
    append(UInt8(ascii: "/"))
    for byte in name.utf8 {
      let plain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        || byte == 0x2B || byte == 0x5F || byte == 0x2E
      if plain {
        append(byte)
      } else {
        append(UInt8(ascii: "#"))
        append(hexadecimal: UInt64(byte), paddedTo: 2)
      }
    }
  }
}
