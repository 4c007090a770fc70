/// What the person asked for beside the files; kinds of content take what concerns them.
struct ConversionWishes: Sendable {
  var theme: String?
  var quality: String?
  var type: String?
  var profile: String?
  var title: String?
  var language: String?
  /// A file of data for templates.
  var data: String?
  var keepsRaw = false
  /// A file with the password that opens a PDF.
  var passwordFile: String?
  /// PEM with a certificate and its key, for signing a PDF.
  var signer: String?
}
