internal import XML

/// What the parts of a file refer to, by id.
struct DOCXRelationships {
  struct Target {
    let type: String
    /// The part's name in the archive, or an address outside.
    let target: String
    let isExternal: Bool
  }

  private(set) var targets: [String: Target] = [:]

  init(_ node: XMLNode?, folder: String) {
    for item in node?.all("Relationship") ?? [] {
      guard let id = item["Id"], let target = item["Target"] else { continue }
      let isExternal = item["TargetMode"] == "External"
      let type = item["Type"]?.split(separator: "/").last.map(String.init) ?? ""
      targets[id] = Target(
        type: type, target: isExternal ? target : Self.resolve(target, in: folder), isExternal: isExternal)
    }
  }

  func first(_ type: String) -> Target? {
    targets.filter { $0.value.type == type }.min { $0.key < $1.key }?.value
  }

  /// A part's name by a reference from a folder.
  static func resolve(_ target: String, in folder: String) -> String {
    var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  /// The name of the part with the relationships of another.
  static func name(of part: String) -> String {
    guard let slash = part.lastIndex(of: "/") else { return "_rels/\(part).rels" }
    return "\(part[..<slash])/_rels/\(part[part.index(after: slash)...]).rels"
  }

  static func folder(of part: String) -> String {
    part.lastIndex(of: "/").map { String(part[..<$0]) } ?? ""
  }
}
