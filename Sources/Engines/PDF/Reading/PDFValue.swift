/// A value of a PDF file that is read back.
indirect enum PDFValue {
  case null
  case bool(Bool)
  case number(Double)
  case name(String)
  case text([UInt8])
  case array([PDFValue])
  case dictionary([String: PDFValue])
  case reference(Int)

  subscript(_ key: String) -> PDFValue? {
    if case .dictionary(let entries) = self { entries[key] } else { nil }
  }

  var integer: Int? {
    if case .number(let value) = self { Int(exactly: value.rounded()) } else { nil }
  }

  var reference: Int? {
    if case .reference(let number) = self { number } else { nil }
  }

  var array: [PDFValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  var dictionary: [String: PDFValue]? {
    if case .dictionary(let entries) = self { entries } else { nil }
  }

  func isName(_ wanted: String) -> Bool {
    if case .name(let name) = self { name == wanted } else { false }
  }
}
