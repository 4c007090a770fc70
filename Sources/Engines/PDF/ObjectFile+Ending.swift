internal import ByteIO

/// What a file ends with: the key of its encryption, its signature, its cross-references.
extension ObjectFile {
  /// The places of a signature that are filled when the file is complete.
  struct Gap {
    /// Where the four numbers stand, in what is not written yet.
    let range: Int
    /// The digits of the signature with their brackets.
    let contents: Range<Int>
    /// How many bytes were written before.
    let before: Int
  }

  private static let rangeWidth = 36

  func appendEncryption() -> PDFObject? {
    guard let cipher else { return nil }
    let object = reserve()
    begin(object)
    cipher.appendDictionary(to: &output)
    output.append("\nendobj\n")
    return object
  }

  func appendSignature(_ signing: Signing) throws -> Gap {
    begin(signing.object)
    output.append("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached")
    for (index, entry) in signing.entries.enumerated() {
      output.append(entry.key)
      let text = try cipher?.encrypt(entry.text, object: signing.object.number, part: UInt8(index + 1)) ?? entry.text
      output.append(hexadecimalString: text)
    }
    output.append("/ByteRange[")
    let range = output.count
    output.append(repeating: UInt8(ascii: " "), count: Self.rangeWidth)
    output.append("]/Contents")
    let start = output.count
    output.append("<")
    output.append(repeating: UInt8(ascii: "0"), count: signing.maker.mostBytes * 2)
    output.append(">")
    let end = output.count
    output.append(">>\nendobj\n")
    return Gap(range: range, contents: start..<end, before: written)
  }

  /// The end of the file with the signature over all of it but the signature's own digits.
  func fill(_ gap: Gap, _ signing: Signing) throws -> [UInt8] {
    var bytes = output.bytes
    var numbers = ByteBuffer(reserving: 64)
    numbers.append("0 ")
    numbers.append(decimal: gap.before + gap.contents.lowerBound)
    numbers.append(" ")
    numbers.append(decimal: gap.before + gap.contents.upperBound)
    numbers.append(" ")
    numbers.append(decimal: bytes.count - gap.contents.upperBound)
    for (index, byte) in numbers.bytes.prefix(Self.rangeWidth).enumerated() { bytes[gap.range + index] = byte }
    guard var hash = takeSignedHash() else { throw PDFError(.misuse, "The file was not begun as a signed one.") }
    hash.update(Array(bytes[..<gap.contents.lowerBound]))
    hash.update(Array(bytes[gap.contents.upperBound...]))
    let signature = try signing.maker.signature(of: hash.digest().bytes)
    guard signature.count * 2 <= gap.contents.count - 2 else {
      throw PDFError(.signature, "The signature is longer than the room kept for it.")
    }
    var digits = ByteBuffer(reserving: signature.count * 2)
    for byte in signature { digits.append(hexadecimal: UInt64(byte), paddedTo: 2) }
    for (index, byte) in digits.bytes.enumerated() { bytes[gap.contents.lowerBound + 1 + index] = byte }
    return bytes
  }

  func appendCrossReferences(
    _ root: PDFObject, _ information: PDFObject, _ encryption: PDFObject?, _ identifier: [UInt8]
  ) {
    let object = reserve()
    places[Int(object.number)] = .at(offset: byteCount)
    var table = ByteBuffer(reserving: places.count * 8)
    for place in places {
      switch place.form {
      case .free:
        table.append(0 as UInt8)
        table.append(repeating: 0, count: 7)
      case .at(let offset):
        table.append(1 as UInt8)
        table.append(UInt8(truncatingIfNeeded: offset >> 32))
        table.append(bigEndian: UInt32(truncatingIfNeeded: offset))
        table.append(bigEndian: 0 as UInt16)
      case .packed(let stream, let index):
        table.append(2 as UInt8)
        table.append(0 as UInt8)
        table.append(bigEndian: UInt32(stream))
        table.append(bigEndian: UInt16(index))
      }
    }
    let data = compressor.compress(table)
    var entries = ByteBuffer(reserving: 200)
    entries.append("/Type/XRef/Size ")
    entries.append(decimal: places.count)
    entries.append("/W[1 5 2]/Root")
    entries.append(reference: root)
    entries.append("/Info")
    entries.append(reference: information)
    if let encryption {
      entries.append("/Encrypt")
      entries.append(reference: encryption)
    }
    entries.append("/ID[")
    entries.append(hexadecimalString: identifier)
    entries.append(hexadecimalString: identifier)
    entries.append("]/Filter/FlateDecode")
    emit(object, entries.bytes, data)
  }

  /// An object that lies in no stream.
  private func begin(_ object: PDFObject) {
    places[Int(object.number)] = .at(offset: byteCount)
    output.append(decimal: object.number)
    output.append(" 0 obj\n")
  }
}
