internal import Documents

/// A header or footer as it was read: three parts with tabs between them.
enum OfficeRunningLine {
  static func line(_ pieces: [OfficeRuns.Piece]) -> (start: [Inline], center: [Inline], end: [Inline]) {
    var parts: [[OfficeRuns.Piece]] = [[]]
    for piece in pieces {
      guard case .text(let text) = piece.content, text.contains("\t") else {
        parts[parts.count - 1].append(piece)
        continue
      }
      for (index, part) in text.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { parts.append([]) }
        guard !part.isEmpty else { continue }
        var cut = piece
        cut.content = .text(String(part))
        parts[parts.count - 1].append(cut)
      }
    }
    func inlines(_ index: Int) -> [Inline] { index < parts.count ? OfficeRuns.nested(parts[index][...]) : [] }
    return (inlines(0), inlines(1), parts.dropFirst(2).flatMap { OfficeRuns.nested($0[...]) })
  }
}
