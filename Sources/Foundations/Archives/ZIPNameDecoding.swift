/// Turns the bytes of a name into text.
enum ZIPNameDecoding {
  /// UTF-8 when the entry says so; otherwise UTF-8 where it is that, and the format's old code page 437.
  static func decode(_ bytes: [UInt8], flags: UInt16) throws -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    guard flags & 1 << 11 == 0 else {
      throw ArchiveError(.name, "The name is not the UTF-8 it claims to be.")
    }
    var text = ""
    for byte in bytes {
      text.unicodeScalars.append(byte < 0x80 ? Unicode.Scalar(byte) : codePage437[Int(byte) - 0x80])
    }
    return text
  }

  private static let codePage437 = Array(
    ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
      + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars)
}
