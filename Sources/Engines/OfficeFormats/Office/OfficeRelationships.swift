/// What a part refers to, each under an id of its own.
struct OfficeRelationships {
  private struct Target: Hashable {
    let type: String
    let target: String
    let isExternal: Bool
  }

  private var targets: [Target] = []
  private var ids: [Target: Int] = [:]

  var isEmpty: Bool { targets.isEmpty }

  /// The id of a target, which is kept once.
  mutating func id(_ type: String, _ target: String, isExternal: Bool = false) -> String {
    let wanted = Target(type: type, target: target, isExternal: isExternal)
    if let known = ids[wanted] { return "rId\(known)" }
    targets.append(wanted)
    ids[wanted] = targets.count
    return "rId\(targets.count)"
  }

  /// The id of something the document format itself defines, by the last word of its type.
  mutating func id(office type: String, _ target: String, isExternal: Bool = false) -> String {
    id("\(OfficePackage.relationshipTypes)/\(type)", target, isExternal: isExternal)
  }

  var markup: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put("<Relationships xmlns=\"\(OfficePackage.packageSpace)/relationships\">")
    for (index, item) in targets.enumerated() {
      xml.put("<Relationship Id=\"rId\(index + 1)\" Type=\"\(item.type)\"")
      xml.attribute(" Target", item.target)
      xml.put(item.isExternal ? " TargetMode=\"External\"/>" : "/>")
    }
    xml.put("</Relationships>")
    return xml
  }
}
