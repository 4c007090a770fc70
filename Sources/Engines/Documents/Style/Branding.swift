/// Whose document it is.
public struct Branding: Sendable, Hashable {
  public var company: String?
  /// The name of a picture in the document's resources.
  public var logo: String?
  public var primaryColor: Color?
  public var secondaryColor: Color?
  public var headingFonts: [String]
  public var bodyFonts: [String]
  /// Lines of the address.
  public var address: [String]
  public var website: String?
  public var email: String?
  public var phone: String?

  public init(
    company: String? = nil, logo: String? = nil, primaryColor: Color? = nil, secondaryColor: Color? = nil,
    headingFonts: [String] = [], bodyFonts: [String] = [], address: [String] = [], website: String? = nil,
    email: String? = nil, phone: String? = nil
  ) {
    self.company = company
    self.logo = logo
    self.primaryColor = primaryColor
    self.secondaryColor = secondaryColor
    self.headingFonts = headingFonts
    self.bodyFonts = bodyFonts
    self.address = address
    self.website = website
    self.email = email
    self.phone = phone
  }
}
