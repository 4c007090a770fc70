import DocumentFormats
import Documents
import JSON
import Testing

struct TemplateTests {
  private let data: JSONValue = [
    "name": "Ann", "price": 1234.5, "date": "2026-03-01", "paid": true, "empty": [],
    "items": [["title": "Tea", "count": 2], ["title": "Cake", "count": 1]], "address": ["city": "Graz"],
  ]

  @Test(arguments: [
    ("Dear {{name}},", "en", "Dear Ann,"), ("{{ address.city }}", "en", "Graz"),
    ("{{#items}}{{@index}}. {{title}} × {{count}}; {{/items}}", "en", "1. Tea × 2; 2. Cake × 1; "),
    ("{{#paid}}yes{{/paid}}{{^paid}}no{{/paid}}", "en", "yes"),
    ("{{^empty}}none{{/empty}}{{#empty}}x{{/empty}}", "en", "none"),
    ("{{price|number:2}}", "en", "1,234.50"), ("{{price|number:2}}", "de", "1.234,50"),
    ("{{price|number:2}}", "fr", "1\u{202F}234,50"),
    ("{{price|number:2}}", "es", "1234,50"), ("{{price|currency:EUR}}", "de", "1.234,50\u{A0}€"),
    ("{{price|currency:USD}}", "en", "$1,234.50"),
    ("{{price|currency:BRL}}", "pt-BR", "R$\u{A0}1.234,50"), ("{{date|date:long}}", "en", "March 1, 2026"),
    ("{{date|date:long}}", "de", "1. März 2026"),
    ("{{date|date:short}}", "fr", "01/03/2026"), ("{{date|date:long}}", "es", "1 de marzo de 2026"),
    ("{{missing|default:–}}", "en", "–"),
    ("{{! a remark }}x", "en", "x"), ("a\n{{#paid}}\nb\n{{/paid}}\nc", "en", "a\nb\nc"),
    ("{{name|upper}}", "en", "ANN"),
  ])
  func fieldsAreFilled(template: String, language: String, expected: String) throws {
    #expect(try Template(template).render(data, language: language) == expected)
  }

  @Test(arguments: [
    ("{{name", 1, "never closed"), ("a\n{{#items}}", 2, "never closed"), ("{{/items}}", 1, "closes nothing"),
    ("\n\n{{nam}}", 3, "'nam'"),
    ("{{name|nmber}}", 1, "number"), ("{{name|number}}", 1, "no number"), ("{{items}}", 1, "{{#items}}"),
    ("{{name|date}}", 1, "no date"),
  ])
  func mistakesAreExplained(template: String, line: Int, words: String) throws {
    let error = #expect(throws: DocumentError.self) { _ = try Template(template).render(data) }
    #expect(error?.location.line == line)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
