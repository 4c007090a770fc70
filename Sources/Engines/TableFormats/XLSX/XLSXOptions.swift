/// What a workbook is to look like.
public struct XLSXOptions: Sendable {
  public enum Speed: Sendable, Hashable {
    /// For the least time.
    case fast
    /// For the least space.
    case small
  }

  public struct Properties: Sendable, Hashable {
    public var title: String?
    public var subject: String?
    public var author: String?
    public var company: String?
    public var keywords: String?
    public var comments: String?

    public init(
      title: String? = nil, subject: String? = nil, author: String? = nil, company: String? = nil,
      keywords: String? = nil, comments: String? = nil
    ) {
      self.title = title
      self.subject = subject
      self.author = author
      self.company = company
      self.keywords = keywords
      self.comments = comments
    }
  }

  public var speed: Speed
  public var properties: Properties
  /// Names for ranges, such as `Rates` for `'Data'!$B$2:$B$9`.
  public var definedNames: [(name: String, reference: String)]
  /// What every sheet has unless `sheets` names another for it.
  public var sheet: XLSXSheet
  /// By the table's name.
  public var sheets: [String: XLSXSheet]
  /// Distinct texts kept in memory to be shared between cells; later ones are written into their cells.
  public var sharedTexts: Int
  /// Leaves out the names of cells that follow one another, as the standard allows: the file gets a third smaller.
  /// Spreadsheets and the usual libraries read it; a hand-made reader may expect a name on every cell.
  public var omitsReferences: Bool

  public init(
    speed: Speed = .fast, properties: Properties = Properties(), definedNames: [(name: String, reference: String)] = [],
    sheet: XLSXSheet = XLSXSheet(), sheets: [String: XLSXSheet] = [:], sharedTexts: Int = 50_000,
    omitsReferences: Bool = false
  ) {
    self.speed = speed
    self.properties = properties
    self.definedNames = definedNames
    self.sheet = sheet
    self.sheets = sheets
    self.sharedTexts = sharedTexts
    self.omitsReferences = omitsReferences
  }
}
