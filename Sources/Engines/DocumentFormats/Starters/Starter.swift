public import Documents
public import JSON

/// A document to begin with: a template in Markdown that says what a document of its type holds, and data that show it.
public struct Starter: Sendable {
  /// Nil is a document of no special type.
  public let type: DocumentType?
  public let title: String
  /// Markdown with front matter and `{{fields}}`.
  public let template: String
  /// Values for all fields, of firms and people that do not exist.
  public let data: JSONValue

  init(_ type: DocumentType?, _ title: String, template: String, data: JSONValue) {
    self.type = type
    self.title = title
    self.template = template
    self.data = data
  }

  public init(of type: DocumentType) {
    self =
      switch type {
      case .businessPlan: .businessPlan
      case .report: .report
      case .proposal: .proposal
      case .presentation: .presentation
      case .manual: .manual
      case .contract: .contract
      case .letter: .letter
      case .memo: .memo
      case .newsletter: .newsletter
      case .catalog: .catalog
      case .invoice: .invoice
      case .whitepaper: .whitepaper
      case .academicPaper: .academicPaper
      case .brochure: .brochure
      }
  }

  /// By a document type's name; `document` is one of no special type.
  public init?(named name: String) {
    if name == Self.plain.name {
      self = .plain
    } else if let type = DocumentType(rawValue: name) {
      self.init(of: type)
    } else {
      return nil
    }
  }

  /// The name of its document type.
  public var name: String { type?.rawValue ?? "document" }

  /// One for each document type, and the plain one first.
  public static let all = [plain] + DocumentType.allCases.map { Starter(of: $0) }
}
