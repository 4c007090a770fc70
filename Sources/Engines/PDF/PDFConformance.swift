/// Which standards the file claims besides PDF 1.7 and PDF/UA-1.
public enum PDFConformance: Sendable {
  /// PDF/A-2a, and with it 2u and 2b.
  case archive2
  /// PDF/A-3a: files may be attached.
  case archive3

  var part: Int { self == .archive2 ? 2 : 3 }
}
