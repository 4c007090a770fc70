extension Document {
  /// What a list of references holds: the sources that are cited, in their order, or all.
  package func listedSources(_ bibliography: Bibliography) -> [BibliographySource] {
    if bibliography.listsAll { return sources }
    var cited: Set<String> = []
    forEachInline { inline in
      if case .citation(let citation) = inline { cited.formUnion(citation.items.map(\.key)) }
    }
    return sources.filter { cited.contains($0.key) }
  }
}
