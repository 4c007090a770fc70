internal import ByteIO

extension PDFDocument {
  struct SignatureField {
    let field: PDFObject
    /// The object that holds the signature itself.
    let value: PDFObject
    /// What it says besides the signature.
    let entries: [(key: StaticString, text: [UInt8])]
  }

  /// The field that a reader finds the signature by; it shows nothing on the page.
  func writeSignatureField(_ signer: PDFSigner, _ annotations: inout Annotations) throws -> SignatureField {
    let field = file.reserve()
    let value = file.reserve()
    let element = structure.add(.form, to: structure.root)
    structure.connect(element, annotation: field)
    let parent = pages.count + annotations.elements.count
    annotations.elements.append(element)
    if pages.isEmpty { _ = reservePage(width: 595.28, height: 841.89) }
    annotations.byPage[0].append(field)
    try file.write(field) { body in
      body.append("<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/TU(Digital signature)/F 132/Rect[0 0 0 0]/P")
      body.append(reference: pages[0].object)
      body.append("/StructParent ")
      body.append(decimal: parent)
      body.append("/V")
      body.append(reference: value)
      body.append(">>")
    }
    var entries: [(key: StaticString, text: [UInt8])] = []
    for (key, text): (StaticString, String) in [
      ("/Name", signer.name), ("/Reason", signer.reason), ("/Location", signer.location),
    ] where !text.isEmpty {
      entries.append((key, [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))
    }
    if let moment = signer.moment ?? metadata.date { entries.append(("/M", Array(Self.date(moment).utf8))) }
    return SignatureField(field: field, value: value, entries: entries)
  }
}
