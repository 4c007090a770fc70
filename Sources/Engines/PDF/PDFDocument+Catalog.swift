internal import ByteIO

extension PDFDocument {
  func writeCatalog(
    _ pageTree: PDFObject, _ structureRoot: PDFObject, _ field: PDFObject?, isProtected: Bool
  ) throws -> PDFObject {
    let root = file.reserve()
    let packet = file.reserve()
    let profile = file.reserve()
    try file.write(packet, raw: XMPPacket.bytes(metadata, conformance)) { $0.append("/Type/Metadata/Subtype/XML") }
    try file.write(profile, SRGBProfile.packed.map(DeflateJob.init(done:)) ?? file.compress(SRGBProfile.bytes)) {
      $0.append("/N 3/Filter/FlateDecode")
    }
    let bookmarks = try writeOutline()
    let destinations = try writeDestinations()
    let files = conformance.allowsFiles ? try writeAttachments() : []
    try file.write(root) { body in
      body.append("<</Type/Catalog/Pages")
      body.append(reference: pageTree)
      body.append("/Lang")
      body.append(pdfText: metadata.language)
      body.append("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot")
      body.append(reference: structureRoot)
      body.append("/Metadata")
      body.append(reference: packet)
      body.append("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)")
      body.append("/Info(sRGB IEC61966-2.1)/DestOutputProfile")
      body.append(reference: profile)
      body.append(">>]")
      if let bookmarks {
        body.append("/PageMode/UseOutlines/Outlines")
        body.append(reference: bookmarks)
      }
      appendLabels(to: &body)
      body.append("/Names<<")
      if let destinations {
        body.append("/Dests")
        body.append(reference: destinations)
      }
      if !files.isEmpty {
        body.append("/EmbeddedFiles<</Names[")
        for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
          body.append(pdfText: file.name)
          body.append(reference: file.object)
        }
        body.append("]>>")
      }
      body.append(">>")
      if let field {
        body.append("/AcroForm<</SigFlags 3/Fields[")
        body.append(reference: field)
        body.append("]>>")
      }
      // PDF 1.7 knows this encryption as an extension only.
      if isProtected { body.append("/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>") }
      if !files.isEmpty {
        body.append("/AF[")
        for file in files { body.append(reference: file.object) }
        body.append("]")
      }
      body.append(">>")
    }
    return root
  }

  private func appendLabels(to body: inout ByteBuffer) {
    guard !labels.isEmpty else { return }
    body.append("/PageLabels<</Nums[")
    for label in labels.sorted(by: { $0.firstPage < $1.firstPage }) {
      body.append(decimal: label.firstPage)
      body.append("<<")
      if let style = label.style { body.append("/S/\(style.rawValue)") }
      if label.start != 1 { body.append("/St \(label.start)") }
      body.append(">>")
    }
    body.append("]>>")
  }

  /// Names of places, sorted, in leaves of at most 64.
  private func writeDestinations() throws -> PDFObject? {
    guard !places.isEmpty else { return nil }
    // A tree is searched by the bytes of its names, so all have one form: plain ASCII or UTF-16.
    let sorted = places.map { (name: $0.key, place: $0.value) }
      .sorted { Self.sortKey($0.name).lexicographicallyPrecedes(Self.sortKey($1.name)) }
    var leaves: [(object: PDFObject, first: String, last: String)] = []
    for start in stride(from: 0, to: sorted.count, by: 64) {
      let part = sorted[start..<min(start + 64, sorted.count)]
      guard let first = part.first?.name, let last = part.last?.name else { continue }
      let leaf = file.reserve()
      leaves.append((leaf, first, last))
      try file.write(leaf) { body in
        body.append("<</Limits[")
        body.append(pdfText: first)
        body.append(pdfText: last)
        body.append("]/Names[")
        for (name, place) in part {
          body.append(pdfText: name)
          body.append("[")
          body.append(reference: pages[place.page].object)
          body.append("/XYZ 0 ")
          body.append(pdf: place.top)
          body.append(" null]")
        }
        body.append("]>>")
      }
    }
    let tree = file.reserve()
    try file.write(tree) { body in
      body.append("<</Kids[")
      for leaf in leaves { body.append(reference: leaf.object) }
      body.append("]>>")
    }
    return tree
  }

  private static func sortKey(_ name: String) -> [UInt8] {
    if name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return Array(name.utf8) }
    return [0xFE, 0xFF] + name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
  }

  private func writeAttachments() throws -> [(name: String, object: PDFObject)] {
    try attachments.map { attachment in
      let data = file.reserve()
      let specification = file.reserve()
      try file.write(data, compressing: attachment.bytes) { body in
        body.append("/Type/EmbeddedFile/Subtype")
        body.append(pdfName: attachment.mediaType)
        body.append("/Params<</Size \(attachment.bytes.count)")
        if let date = metadata.date {
          body.append("/ModDate")
          body.append(pdfText: Self.date(date))
        }
        body.append(">>")
      }
      try file.write(specification) { body in
        body.append("<</Type/Filespec/F")
        body.append(pdfText: attachment.name)
        body.append("/UF")
        body.append(pdfText: attachment.name)
        body.append("/Desc")
        body.append(pdfText: attachment.description)
        body.append("/AFRelationship/\(attachment.relationship.rawValue)/EF<</F")
        body.append(reference: data)
        body.append("/UF")
        body.append(reference: data)
        body.append(">>>>")
      }
      return (attachment.name, specification)
    }
  }

  func writeInformation() throws -> PDFObject {
    let object = file.reserve()
    try file.write(object) { body in
      body.append("<</Title")
      body.append(pdfText: metadata.title)
      if !metadata.authors.isEmpty {
        body.append("/Author")
        body.append(pdfText: metadata.authors.joined(separator: ", "))
      }
      if !metadata.subject.isEmpty {
        body.append("/Subject")
        body.append(pdfText: metadata.subject)
      }
      if !metadata.keywords.isEmpty {
        body.append("/Keywords")
        body.append(pdfText: metadata.keywords.joined(separator: ", "))
      }
      body.append("/Creator")
      body.append(pdfText: metadata.creator)
      body.append("/Producer(Export IA)")
      if let date = metadata.date {
        body.append("/CreationDate")
        body.append(pdfText: Self.date(date))
        body.append("/ModDate")
        body.append(pdfText: Self.date(date))
      }
      body.append(">>")
    }
    return object
  }

  static func date(_ moment: Timestamp) -> String {
    "D:" + moment.rfc3339(.seconds).filter(\.isNumber) + "Z"
  }
}
