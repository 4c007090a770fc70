import DocumentFormats
import Documents
import TableReports
import Tables

/// Whatever an HTML page calls a table is one: as many values in every row as there are columns, and no fault in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let reader = try? FormatRegistry.standard.reader(for: .html), let read = try? reader.read(bytes) else {
    return 0
  }
  do {
    for table in try DocumentTable.all(in: read.document) {
      let names = table.schema.columns.map(\.name)
      precondition(Set(names).count == names.count && !names.contains(""))
      while let chunk = try table.next() { precondition(chunk.columns.count == names.count && chunk.count > 0) }
    }
  } catch let error as TableError {
    precondition(error.code == .limit, "\(error)")
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
