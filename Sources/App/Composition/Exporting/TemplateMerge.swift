internal import DocumentFormats
internal import Documents
internal import Exports
internal import JSON
internal import Tables

/// Fits the templates of documents and the rows of tables to exports.
struct TemplateMerge: MergeEngine {
  func rows(of content: [UInt8], type: String, by column: String?, atMost limit: Int) throws(JobError) -> [JSONValue] {
    do {
      let rows = try MergeRows(TableContent.open(content, type: type), by: column)
      var values: [JSONValue] = []
      while let next = try rows.next(min(512, limit - values.count + 1)) {
        values += next.map(\.data)
        guard values.count <= limit else {
          throw JobError(
            "too_many_rows",
            "The table has more than \(limit) rows. Make several batches of it, or merge it on the command line.")
        }
      }
      for (index, value) in values.enumerated() {
        let size = value.bytes().count
        guard size <= MergeData.maximumBytes else {
          throw JobError(
            "row_too_large",
            "Row \(index + 1) has \(size) bytes as JSON; at most \(MergeData.maximumBytes) fill a template.")
        }
      }
      return values
    } catch let error as JobError { throw error } catch {
      throw TableContent.failure(error) as? JobError ?? JobError("rows_unreadable", "The rows cannot be read.")
    }
  }

  func fill(_ line: String, with data: MergeData) throws(JobError) -> String {
    do throws(DocumentError) {
      return try Template(line).render(data.values, index: data.number)
    } catch {
      throw DocumentEngine.failure(error)
    }
  }
}
