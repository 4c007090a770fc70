extension Document {
  /// What leaves a reader with less than others.
  private static let strict: Set<String> = [
    "title", "missing-image", "heading-level", "table-header", "alternative-text", "broken-link", "broken-reference",
  ]

  /// Throws where the quality level allows no file that breaks a rule of accessibility, and one is broken.
  package func refuseWhereStrict() throws(DocumentError) {
    guard quality.features.isStrict, let broken = findings().first(where: { Self.strict.contains($0.code) }) else {
      return
    }
    throw DocumentError(
      .accessibility, "the quality level “\(quality.rawValue)” allows no such file: \(broken.message)",
      at: broken.location)
  }
}
