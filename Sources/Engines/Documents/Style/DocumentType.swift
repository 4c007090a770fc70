/// What kind of document it is; each kind has sections it needs and sections it may have.
public enum DocumentType: String, Sendable, Hashable, CaseIterable {
  case businessPlan = "business_plan"
  case report, proposal, presentation, manual, contract, letter, memo, newsletter, catalog, invoice, whitepaper
  case academicPaper = "academic_paper"
  case brochure

  /// A section by its heading; the words of `alsoCalled` do as well.
  public struct Section: Sendable, Hashable {
    public let name: String
    public let isRequired: Bool
    public let alsoCalled: [String]

    init(_ name: String, optional: Bool = false, _ alsoCalled: [String] = []) {
      self.name = name
      isRequired = !optional
      self.alsoCalled = alsoCalled
    }
  }

  /// In their usual order.
  public var sections: [Section] {
    switch self {
    case .businessPlan:
      [
        Section("Executive summary", ["summary"]), Section("Company description", ["company", "about the company"]),
        Section("Market analysis", ["market"]), Section("Organization", ["organisation", "management", "team"]),
        Section("Service or product", ["service", "product", "products", "services"]),
        Section("Marketing and sales", ["marketing", "sales", "marketing & sales"]),
        Section("Funding request", optional: true, ["funding"]),
        Section("Financial projections", ["financials", "finance", "financial plan"]),
        Section("Appendix", optional: true, ["appendices"]),
      ]
    case .report:
      [
        Section("Introduction", ["background", "overview"]), Section("Methodology", ["methods", "method"]),
        Section("Findings", ["results"]), Section("Analysis", ["discussion"]),
        Section("Conclusions", ["conclusion", "summary"]), Section("Recommendations", ["recommendation"]),
        Section("References", optional: true, ["bibliography", "sources"]),
      ]
    case .proposal:
      [
        Section("Executive summary", ["summary"]), Section("Problem", ["problem statement", "the problem", "need"]),
        Section("Solution", ["proposed solution", "the solution", "approach"]),
        Section("Implementation plan", ["implementation", "plan"]), Section("Budget", ["costs", "pricing"]),
        Section("Timeline", ["schedule"]), Section("Team", ["about us"]), Section("Next steps"),
      ]
    case .presentation: []
    case .manual:
      [
        Section("Introduction", optional: true, ["overview"]), Section("Installation", optional: true, ["setup"]),
        Section("Usage", optional: true, ["use", "operation"]), Section("Troubleshooting", optional: true),
        Section("Safety", optional: true),
      ]
    case .contract:
      [
        Section("Parties"), Section("Subject", ["subject of the contract", "scope", "services"]),
        Section("Term", optional: true, ["duration"]), Section("Payment", optional: true, ["fees", "price"]),
        Section("Signatures", optional: true, ["signature"]),
      ]
    case .invoice:
      [
        Section("Items", optional: true, ["positions", "services"]), Section("Total", optional: true, ["totals"]),
        Section("Payment", optional: true, ["payment terms"]),
      ]
    case .whitepaper:
      [
        Section("Summary", optional: true, ["executive summary", "abstract"]), Section("Problem", optional: true),
        Section("Solution", optional: true), Section("Conclusion", optional: true, ["conclusions"]),
      ]
    case .academicPaper:
      [
        Section("Abstract", ["summary"]), Section("Introduction"),
        Section("Methods", optional: true, ["method", "methodology", "materials and methods"]),
        Section("Results", optional: true, ["findings"]), Section("Discussion", optional: true),
        Section("Conclusion", ["conclusions"]), Section("References", ["bibliography"]),
      ]
    case .letter, .memo, .newsletter, .catalog, .brochure: []
    }
  }
}
