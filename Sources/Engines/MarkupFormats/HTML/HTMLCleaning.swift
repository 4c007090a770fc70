internal import Documents

/// Makes blocks of pieces of HTML that stand in other formats.
struct HTMLCleaning {
  var resources: Resources
  let limits: DocumentLimits
  var notes = ExportNotes()

  init(resources: Resources, limits: DocumentLimits) {
    self.resources = resources
    self.limits = limits
  }

  mutating func blocks(of html: String) -> [Block] {
    var html = html
    let tree = html.withUTF8 { HTMLTree($0) { _ in } }
    var conversion = HTMLConversion(tree, resources: resources, limits: limits)
    let blocks = conversion.body()
    resources = conversion.resources
    for warning in conversion.notes.warnings { notes.warn(warning.code, warning.message) }
    return blocks
  }
}
