extension Document {
  /// What should be looked at before the document goes out: sections its type asks for, headings, pictures, references.
  ///
  /// Pointers lead into the document's JSON form, lines into its text.
  public func findings() -> [Finding] {
    var check = DocumentCheck(self)
    check.run()
    return check.findings
  }
}
