import Exports
import JSON
import Testing

@testable import Composition

@Suite struct TemplateMergeTests {
  @Test func rowsKeepTheirTypesAndAreGrouped() throws {
    let table = Array("city,name,amount\nLima,Ada,1.5\nLima,Eve,2\nOslo,Bob,\n".utf8)
    let rows = try TemplateMerge().rows(of: table, type: "text/csv; charset=utf-8", by: nil, atMost: 3)
    #expect(rows.count == 3)
    #expect(rows[0]["amount"] == 1.5)
    #expect(rows[2]["amount"] == .null)
    let groups = try TemplateMerge().rows(of: table, type: "text/csv", by: "city", atMost: 3)
    #expect(groups.map { $0["city"]?.string } == ["Lima", "Oslo"])
    #expect(groups[0]["rows"]?.array?.count == 2)
  }

  @Test(
    arguments: [
      ("a\n1\n2\n3\n4\n", "text/csv", nil, "too_many_rows"),
      ("a\n1\n", "text/csv", "b", "table.unknown-column"),
      ("a\n1\n", "image/png", nil, "content_type_unknown"),
      ("PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", nil, ""),
      ("a\n\(String(repeating: "x", count: 70_000))\n", "text/csv", nil, "row_too_large"),
    ] as [(String, String, String?, String)])
  func rowsThatCannotBeReadSayWhy(_ text: String, _ type: String, _ column: String?, _ code: String) {
    let error = #expect(throws: JobError.self) {
      try TemplateMerge().rows(of: Array(text.utf8), type: type, by: column, atMost: 3)
    }
    if !code.isEmpty { #expect(error?.code == code) }
  }

  @Test func aLineWithoutItsFieldSaysWhich() {
    let error = #expect(throws: JobError.self) {
      try TemplateMerge().fill("For {{nobody}}", with: MergeData(values: [:]))
    }
    #expect(error?.message.contains("nobody") == true)
    #expect(throws: Never.self) { try TemplateMerge().fill("No {{@index}}", with: MergeData(number: 3, values: [:])) }
  }
}
