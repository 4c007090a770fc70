extension Document {
  /// Whose document it is, in front of its title: the logo, the company and how to reach it.
  ///
  /// Formats with pages set it from the quality level on that applies branding.
  package var letterhead: [Block] {
    guard quality.features.appliesBranding, let branding else { return [] }
    if case .division(let division)? = blocks.first, division.role == .cover { return [] }
    var head: [Block] = []
    if let logo = branding.logo, resources[logo] != nil {
      let image = Image(
        logo, alternative: branding.company ?? "", height: .millimetres(14), isDecorative: branding.company == nil)
      head.append(.figure(Figure(image, alignment: .start)))
    }
    let company: [Inline] = branding.company.map { [.strong([.text($0)])] } ?? []
    let address: [Inline] = branding.address.isEmpty ? [] : [.text(branding.address.joined(separator: ", "))]
    let contact = [branding.phone, branding.email, branding.website].compactMap { $0 }.joined(separator: " · ")
    let lines = [company, address, contact.isEmpty ? [] : [.text(contact)]].filter { !$0.isEmpty }
    if !lines.isEmpty { head.append(.paragraph(Paragraph(Array(lines.joined(separator: [.lineBreak]))))) }
    return head
  }
}
