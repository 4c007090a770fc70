internal import Documents

extension HTMLRendering {
  /// The same rendering, its numbers and notes, going on in another file.
  func continued(on output: TextOutput, address: @escaping (String) -> String) -> HTMLRendering {
    var next = HTMLRendering(document, output, options, syntax: syntax, outline: outline)
    next.cursor = cursor
    next.notes = notes
    next.imageAddress = imageAddress
    next.address = address
    return next
  }
}
