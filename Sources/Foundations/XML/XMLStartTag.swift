/// A start tag during `XMLHandler.start`. It cannot be kept: its values lie in the parser's memory.
public struct XMLStartTag: ~Copyable {
  public let name: XMLName
  public let attributeCount: Int
  let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let namespaceCount: Int
  let names: XMLNameCache

  public func attributeName(at index: Int) -> XMLName {
    precondition(index >= 0 && index < attributeCount, "There is no attribute \(index).")
    guard let fields else { return XMLName("") }
    return names.name(local: fields[index * 5], prefix: fields[index * 5 + 1], namespace: fields[index * 5 + 2])
  }

  public func attributeValue(at index: Int) -> String {
    String(decoding: attributeUTF8(at: index), as: UTF8.self)
  }

  /// The value's bytes, valid only during the call of the handler.
  public func attributeUTF8(at index: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(index >= 0 && index < attributeCount, "There is no attribute \(index).")
    guard let fields, let start = fields[index * 5 + 3], let end = fields[index * 5 + 4] else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: start, count: end - start)
  }

  /// The value of the attribute, or nil; attributes without a prefix have no namespace.
  public func attribute(_ local: StaticString, namespace: String = "") -> String? {
    guard let index = index(of: local, namespace: namespace) else { return nil }
    return attributeValue(at: index)
  }

  public func index(of local: StaticString, namespace: String = "") -> Int? {
    guard let fields, attributeCount > 0 else { return nil }
    return local.withUTF8Buffer { wanted in
      for index in 0..<attributeCount where Self.matches(fields[index * 5], wanted) {
        guard let uri = fields[index * 5 + 2] else {
          if namespace.isEmpty { return index }
          continue
        }
        if String(cString: uri) == namespace { return index }
      }
      return nil
    }
  }

  public var attributes: [XMLAttribute] {
    (0..<attributeCount).map { XMLAttribute(attributeName(at: $0), attributeValue(at: $0)) }
  }

  /// The prefixes this element binds; the default namespace has the prefix "".
  public var namespaceBindings: [(prefix: String, namespace: String)] {
    guard let namespaces else { return [] }
    return (0..<namespaceCount).map {
      (
        namespaces[$0 * 2].map { String(cString: $0) } ?? "",
        namespaces[$0 * 2 + 1].map { String(cString: $0) } ?? ""
      )
    }
  }

  private static func matches(_ name: UnsafePointer<UInt8>?, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let name else { return false }
    for index in 0..<wanted.count where name[index] != wanted[index] || wanted[index] == 0 { return false }
    return name[wanted.count] == 0
  }
}
