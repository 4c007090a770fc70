/// What a filled part of a Word template is put together from.
indirect enum WordPiece: Sendable {
  case bytes([UInt8])
  /// The text of a run, escaped.
  case field(TemplateField)
  case section(TemplateField, isInverted: Bool, [WordPiece])
  /// Must end with a paragraph, even where all of it was left out.
  case paragraphs([WordPiece])
  /// Left out where no row is left of it.
  case table([WordPiece])
  /// A number that no other drawing of the file has.
  case drawing
}
