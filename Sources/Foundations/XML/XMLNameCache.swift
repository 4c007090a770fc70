/// The names of one document. The parser keeps each name once, so its address tells it.
final class XMLNameCache {
  private struct Key: Hashable {
    let local: UnsafePointer<UInt8>?
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
  }

  private var names: [Key: XMLName] = [:]
  private var texts: [UnsafePointer<UInt8>: String] = [:]

  func name(
    local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?
  ) -> XMLName {
    let key = Key(local: local, prefix: prefix, namespace: namespace)
    if let known = names[key] { return known }
    let name = XMLName(text(local), namespace: text(namespace), prefix: text(prefix))
    names[key] = name
    return name
  }

  private func text(_ bytes: UnsafePointer<UInt8>?) -> String {
    guard let bytes else { return "" }
    if let known = texts[bytes] { return known }
    let text = String(cString: bytes)
    texts[bytes] = text
    return text
  }
}
