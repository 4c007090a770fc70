/// Addresses as relationships take them: characters that no address may hold are escaped.
enum OfficeAddress {
  static func written(_ address: String) -> String {
    var result: [UInt8] = []
    for byte in address.utf8 {
      let isAllowed =
        byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
      if isAllowed {
        result.append(byte)
      } else {
        let digits = Array("0123456789ABCDEF".utf8)
        result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
