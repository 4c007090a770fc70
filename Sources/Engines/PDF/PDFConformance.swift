/// Which standards the file claims besides PDF 1.7 and PDF/UA-1.
public enum PDFConformance: Sendable {
  /// PDF/A-2a, and with it 2u and 2b.
  case archive2
  /// PDF/A-3a: files may be attached.
  case archive3
  /// None: an archive takes no encrypted file.
  case tagged

  /// The part of PDF/A.
  var part: Int? {
    switch self {
    case .archive2: 2
    case .archive3: 3
    case .tagged: nil
    }
  }

  var allowsFiles: Bool { self != .archive2 }
}
