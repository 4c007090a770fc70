/// How much is done for a document; each level does what the one before does, and more.
public enum Quality: String, Sendable, Hashable, CaseIterable, Comparable {
  /// The plain theme, no checks.
  case basic
  /// The theme with its colours; the structure is checked.
  case standard
  /// Running header and footer, page numbers, table styles, contents, hyphenation, justification, findings.
  case professional
  /// Branding, lists of figures and tables, archival and accessible PDF, all checks.
  case premium
  /// The source inside the PDF, provenance, and no file where a rule is broken.
  case enterprise

  public static func < (left: Quality, right: Quality) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .basic: 0
    case .standard: 1
    case .professional: 2
    case .premium: 3
    case .enterprise: 4
    }
  }

  /// What this level switches on.
  public var features: Features { Features(self) }

  public struct Features: Sendable, Hashable {
    /// The document's own theme rather than the plain one.
    public let usesTheme: Bool
    public let validatesStructure: Bool
    public let hasRunningContent: Bool
    public let numbersPages: Bool
    public let stylesTables: Bool
    /// A table of contents is made where there are more headings than this; nil makes none.
    public let contentsAbove: Int?
    public let hyphenates: Bool
    public let justifies: Bool
    /// Findings on spelling and structure stand in the report.
    public let reportsFindings: Bool
    public let appliesBranding: Bool
    public let listsFiguresAndTables: Bool
    public let pdfProfile: PDFProfile
    public let attachesSource: Bool
    public let signsProvenance: Bool
    /// The export fails where a rule of accessibility or integrity is broken.
    public let isStrict: Bool

    init(_ quality: Quality) {
      usesTheme = quality >= .standard
      validatesStructure = quality >= .standard
      hasRunningContent = quality >= .professional
      numbersPages = quality >= .professional
      stylesTables = quality >= .professional
      contentsAbove = quality >= .professional ? 3 : nil
      hyphenates = quality >= .professional
      justifies = quality >= .professional
      reportsFindings = quality >= .professional
      appliesBranding = quality >= .premium
      listsFiguresAndTables = quality >= .premium
      pdfProfile = quality >= .enterprise ? .archivalWithFiles : quality >= .premium ? .archival : .tagged
      attachesSource = quality >= .enterprise
      signsProvenance = quality >= .enterprise
      isStrict = quality >= .enterprise
    }
  }

  public enum PDFProfile: String, Sendable, Hashable, CaseIterable {
    /// PDF 1.7, tagged.
    case tagged
    /// PDF/A-2a and PDF/UA-1.
    case archival = "pdfa-2a"
    /// PDF/A-3a and PDF/UA-1.
    case archivalWithFiles = "pdfa-3a"
  }
}
