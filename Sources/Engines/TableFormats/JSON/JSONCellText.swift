internal import JSON

/// What a JSON value looks like in a column of texts.
enum JSONCellText {
  static func text(_ value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.finish(), as: UTF8.self)
  }
}
