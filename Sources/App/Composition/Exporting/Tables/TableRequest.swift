internal import CommandLineTool
internal import Exports
internal import TableFormats
internal import Tables

/// The tables of a request as its options want them.
struct TableRequest {
  let wishes: TableWishes
  let tables: [any TableSource]
  private let readers: [any TableSource]

  /// - Parameters:
  ///   - isBook: the output takes several tables.
  ///   - isJudgedWhole: all rows are looked at before the first is read.
  init(
    _ request: RenderRequest, _ options: [any CommandOption], isBook: Bool, isJudgedWhole: Bool
  ) throws {
    guard request.data == nil else {
      throw JobError("template_unknown", "A table is no template. Leave 'data' out, or send a document.")
    }
    let wishes = try TableWishes(request.options, options)
    let joined = try wishes[TableTransforms.join]
    if let other = request.attachments.first(where: { $0.name != joined }) {
      throw JobError(
        "attachment_refused",
        "Nothing is done with '\(other.name)'. A table takes one other file, the one that the option 'join' names.")
    }
    let isBook = try isBook && !wishes[TableTransforms.append] && wishes[TableTransforms.origin] == nil
    readers = try TableContent.open(
      request.content, type: request.contentType, wishes, isBook: isBook, isJudgedWhole: isJudgedWhole)
    tables = try TableTransforms.apply(readers, wishes, isBook: isBook) { name in
      guard let file = request.attachments.first(where: { $0.name == name }) else {
        throw TableError(.input, "no file '\(name)' came with the content")
      }
      return try TableContent.open(file)
    }
    self.wishes = wishes
  }

  /// What readers put up with.
  var warnings: [JobWarning] {
    readers.compactMap { TableInput.warnings($0) }.flatMap { warnings in
      let shown = warnings.first.prefix(20).map { JobWarning(.warning, $0.code.rawValue, "\($0)") }
      let more = warnings.count - shown.count
      return more > 0 ? shown + [JobWarning(.warning, "table", "and \(more) more of the kind")] : shown
    }
  }

  /// The first rows show most of what can be wrong; the others are judged when they are written.
  func check() throws {
    for reader in readers { _ = try reader.next() }
  }
}
