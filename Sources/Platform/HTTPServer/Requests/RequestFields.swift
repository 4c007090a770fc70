public import HTTPMessage

/// The header fields of a request, looked up in the bytes that came.
public struct RequestFields: Sendable {
  let head: RequestHead

  public var count: Int { head.entryCount }

  /// The first value of that name, without regard to case.
  public subscript(name: String) -> String? {
    for index in 0..<head.entryCount where matches(index, name) { return value(index) }
    return nil
  }

  public func values(of name: String) -> [String] {
    (0..<head.entryCount).filter { matches($0, name) }.map(value)
  }

  /// All values of a field that is a list, joined by commas as RFC 9110 allows.
  public func list(_ name: String) -> String? {
    let values = values(of: name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// All of them as text, in the order they came.
  public var all: HTTPFields {
    HTTPFields((0..<head.entryCount).map { HTTPFields.Field(name: self.name($0), value: value($0)) })
  }

  private func name(_ index: Int) -> String {
    let entry = head.entries[index]
    return head.text(Int(entry.nameOffset)..<Int(entry.nameOffset + entry.nameCount))
  }

  private func value(_ index: Int) -> String {
    let entry = head.entries[index]
    return head.text(Int(entry.valueOffset)..<Int(entry.valueOffset + entry.valueCount))
  }

  private func matches(_ index: Int, _ name: String) -> Bool {
    let entry = head.entries[index]
    guard Int(entry.nameCount) == name.utf8.count else { return false }
    var at = Int(entry.nameOffset)
    for byte in name.utf8 {
      guard ByteClass.lower(head.bytes[at]) == ByteClass.lower(byte) else { return false }
      at += 1
    }
    return true
  }
}
