internal import ByteIO
internal import Documents

/// Says in a few lines of JSON what a file was made of; the signature of the file covers it.
enum Provenance {
  static func manifest(of document: Document, from source: Resource, isSigned: Bool) -> [UInt8] {
    var text = ByteBuffer(reserving: 600)
    text.append("{\n  \"generator\": \"Export IA\",\n  \"source\": {\n    \"name\": ")
    append(source.name, to: &text)
    text.append(",\n    \"media_type\": ")
    append(source.mediaType, to: &text)
    text.append(",\n    \"bytes\": ")
    text.append(decimal: source.bytes.count)
    text.append(",\n    \"sha256\": \"")
    for byte in SHA256.of(source.bytes).bytes { text.append(hexadecimal: UInt64(byte), paddedTo: 2) }
    text.append("\"\n  },\n  \"quality\": ")
    append(document.quality.rawValue, to: &text)
    text.append(",\n  \"theme\": ")
    append(document.theme.name, to: &text)
    text.append(",\n  \"language\": ")
    append(document.metadata.effectiveLanguage, to: &text)
    text.append(",\n  \"authors\": [")
    for (index, author) in document.metadata.authors.enumerated() {
      if index > 0 { text.append(", ") }
      append(author.name, to: &text)
    }
    text.append("],\n  \"words\": ")
    text.append(decimal: document.wordCount)
    text.append(isSigned ? ",\n  \"signed\": true\n}\n" : ",\n  \"signed\": false\n}\n")
    return text.bytes
  }

  private static func append(_ words: String, to text: inout ByteBuffer) {
    text.append("\"")
    for byte in words.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        text.append(UInt8(ascii: "\\"))
        text.append(byte)
      case 0..<0x20:
        text.append("\\u")
        text.append(hexadecimal: UInt64(byte), paddedTo: 4)
      default: text.append(byte)
      }
    }
    text.append("\"")
  }
}
