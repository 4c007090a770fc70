extension Document {
  /// A citation in running text: "(Smith 2020, p. 12)", or "Smith (2020)" within a sentence.
  public func text(of citation: Citation) -> String {
    let items = citation.items.map { item in
      guard let source = sources.first(where: { $0.key == item.key }) else { return (item.key, item.locator ?? "") }
      let year = [source.year, item.locator].compactMap { $0 }.joined(separator: ", ")
      return (source.shortAuthors, year)
    }
    if citation.isInText {
      return items.map { $1.isEmpty ? $0 : "\($0) (\($1))" }.joined(separator: "; ")
    }
    return "(" + items.map { $1.isEmpty ? $0 : "\($0) \($1)" }.joined(separator: "; ") + ")"
  }
}

extension BibliographySource {
  /// "Smith", "Smith & Weber", "Smith et al.", or the title where nobody is named.
  public var shortAuthors: String {
    let names = authors.map { author in
      author.split(separator: ",").count > 1
        ? String(author.prefix { $0 != "," }) : String(author.split(separator: " ").last ?? "")
    }
    switch names.count {
    case 0: return title
    case 1: return names[0]
    case 2: return "\(names[0]) & \(names[1])"
    default: return "\(names[0]) et al."
    }
  }

  /// The entry of a list of references.
  public var line: String {
    var line = authors.joined(separator: "; ")
    if let year { line += line.isEmpty ? year : " (\(year))" }
    if !line.isEmpty { line += ". " }
    line += title + "."
    var container = [container, volume, pages].compactMap { $0 }.joined(separator: ", ")
    if let publisher { container += container.isEmpty ? publisher : ". \(publisher)" }
    if !container.isEmpty { line += " \(container)." }
    if let doi { line += " https://doi.org/\(doi)" } else if let url { line += " \(url)" }
    return line
  }
}
