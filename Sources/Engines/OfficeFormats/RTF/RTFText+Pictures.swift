internal import Documents

extension RTFText {
  mutating func figure(_ figure: Figure, _ place: RTFPlace) {
    let entry = cursor.figure(figure.caption)
    if let id = figure.attributes.id, figure.caption.isEmpty { pendingAnchors.append(id) }
    var form = place
    form.alignment = figure.alignment ?? .center
    open(form, [], words: figure.caption.isEmpty ? "" : "\\keepn")
    image(figure.image, width: max(place.width - Double(place.indent) / 20, 18))
    caption(figure.caption, entry, wording.figure, form)
  }

  mutating func chart(_ chart: Chart, _ place: RTFPlace) {
    lose("chart", "its data stand as a table")
    let entry = cursor.figure(chart.caption)
    if let id = chart.attributes.id, chart.caption.isEmpty { pendingAnchors.append(id) }
    if let title = chart.title { paragraph(place, [.strong([.text(title)])]) }
    grid(chart.dataTable, place)
    caption(chart.caption, entry, wording.figure, place)
  }

  mutating func image(_ image: Image, width: Double) {
    guard let resource = document.resources[image.source] else {
      notes.warn("missing-image", "the picture \(image.source) is not there; add it to the document's resources")
      return run("[\(image.alternative.isEmpty ? image.source : image.alternative)]", RunStyle())
    }
    let isPNG = resource.mediaType == "image/png"
    guard isPNG || resource.mediaType == "image/jpeg", let size = PictureSize(resource.bytes) else {
      lose("picture of an unusual kind", "its text stands instead; use PNG or JPEG")
      return run("[\(image.alternative.isEmpty ? image.source : image.alternative)]", RunStyle())
    }
    let fitted = OfficeMedia.fit(
      image, size.extent, width: max(width, 18), height: document.page.textExtent.height * 0.9,
      fontSize: theme.sizes.body)
    put("{\\pict")
    if !image.alternative.isEmpty && !image.isDecorative {
      put("{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv ")
      plain(image.alternative)
      put("}}}")
    }
    put(isPNG ? "\\pngblip" : "\\jpegblip")
    put("\\picw\(size.width)\\pich\(size.height)")
    put("\\picwgoal\(OfficeMeasures.twips(fitted.width))\\pichgoal\(OfficeMeasures.twips(fitted.height))")
    bytes.append(hexadecimal: resource.bytes)
    put("}")
  }
}
