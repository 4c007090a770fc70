extension Document {
  /// Calls `visit` with every block of the text, parents before what is inside them, without footnotes and speaker
  /// notes.
  public func forEachTextBlock(_ visit: (Block) -> Void) {
    Self.walkText(blocks, visit)
  }

  private static func walkText(_ blocks: [Block], _ visit: (Block) -> Void) {
    for block in blocks {
      visit(block)
      if case .division(let division) = block, division.role == .notes { continue }
      for inner in block.childBlocks { walkText(inner, visit) }
    }
  }

  /// Calls `visit` with every block, parents before what is inside them; blocks of footnotes come after their block.
  public func forEachBlock(_ visit: (Block) -> Void) {
    Self.walk(blocks, visit)
  }

  private static func walk(_ blocks: [Block], _ visit: (Block) -> Void) {
    for block in blocks {
      visit(block)
      for run in block.inlineRuns { walkNotes(run, visit) }
      for inner in block.childBlocks { walk(inner, visit) }
    }
  }

  private static func walkNotes(_ inlines: [Inline], _ visit: (Block) -> Void) {
    for inline in inlines {
      switch inline {
      case .text: break
      case .footnote(let note): walk(note.blocks, visit)
      default: walkNotes(inline.children, visit)
      }
    }
  }

  /// Calls `visit` with every inline of every block, parents first.
  public func forEachInline(_ visit: (Inline) -> Void) {
    forEachBlock { block in
      for run in block.inlineRuns { Self.walk(run, visit) }
    }
  }

  private static func walk(_ inlines: [Inline], _ visit: (Inline) -> Void) {
    for inline in inlines {
      visit(inline)
      if case .text = inline { continue }
      walk(inline.children, visit)
    }
  }
}
