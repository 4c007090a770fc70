/// One kind of content that `export-ia export` turns from file to file: documents, tables and so on.
///
/// Tables have a way of their own in `TableExport`; what is neither is asked here.
protocol FileConversion: Sendable {
  /// What it reads and writes, for messages: "documents: md, html, …".
  var summary: String { get }
  func reads(_ input: ConversionInput) -> Bool
  func writes(_ output: ConversionOutput) -> Bool
  /// Reads the input once and writes every output; `progress` is told 0 to 1 for all of the work.
  func convert(
    _ input: ConversionInput, to outputs: [ConversionOutput], _ wishes: ConversionWishes,
    progress: @escaping @Sendable (Double, String) throws -> Void
  ) throws -> [ConversionResult]
}
