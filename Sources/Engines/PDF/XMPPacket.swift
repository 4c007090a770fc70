internal import ByteIO

/// The metadata as XML, as PDF/A and PDF/UA ask for it.
enum XMPPacket {
  static func bytes(_ metadata: PDFMetadata, _ conformance: PDFConformance) -> [UInt8] {
    var packet = ByteBuffer(reserving: 3000)
    packet.append("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n")
    packet.append("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF")
    packet.append(" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"")
    packet.append(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"")
    packet.append(" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"")
    packet.append(" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
    if let part = conformance.part {
      packet.append("<pdfaid:part>\(part)</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>")
    }
    packet.append("<pdfuaid:part>1</pdfuaid:part>\n<dc:format>application/pdf</dc:format>\n")
    packet.append("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">")
    packet.append(escaped: metadata.title)
    packet.append("</rdf:li></rdf:Alt></dc:title>\n")
    if !metadata.authors.isEmpty {
      packet.append("<dc:creator><rdf:Seq>")
      for author in metadata.authors { item(author, to: &packet) }
      packet.append("</rdf:Seq></dc:creator>\n")
    }
    if !metadata.subject.isEmpty {
      packet.append("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">")
      packet.append(escaped: metadata.subject)
      packet.append("</rdf:li></rdf:Alt></dc:description>\n")
    }
    packet.append("<dc:language><rdf:Bag>")
    item(metadata.language, to: &packet)
    packet.append("</rdf:Bag></dc:language>\n")
    if !metadata.keywords.isEmpty {
      packet.append("<pdf:Keywords>")
      packet.append(escaped: metadata.keywords.joined(separator: ", "))
      packet.append("</pdf:Keywords>\n")
    }
    packet.append("<pdf:Producer>Export IA</pdf:Producer>\n<xmp:CreatorTool>")
    packet.append(escaped: metadata.creator)
    packet.append("</xmp:CreatorTool>\n")
    if let date = metadata.date {
      for name in ["CreateDate", "ModifyDate"] {
        packet.append("<xmp:\(name)>")
        packet.append(rfc3339: date, .seconds)
        packet.append("</xmp:\(name)>\n")
      }
    }
    packet.append("</rdf:Description>\n")
    packet.append(extensionSchema)
    packet.append("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
    return packet.bytes
  }

  /// PDF/A wants every property explained that it does not know itself.
  private static let extensionSchema: StaticString = """
    <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of the PDF/UA standard that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
    </rdf:Description>

    """

  private static func item(_ text: String, to packet: inout ByteBuffer) {
    packet.append("<rdf:li>")
    packet.append(escaped: text)
    packet.append("</rdf:li>")
  }
}
