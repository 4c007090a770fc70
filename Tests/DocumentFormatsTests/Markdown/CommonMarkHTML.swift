import Documents

/// The HTML that cmark-gfm makes of the same tree, for comparison with it.
struct CommonMarkHTML {
  private(set) var text = ""

  static func render(_ document: Document) -> String {
    var html = CommonMarkHTML()
    for block in document.blocks { html.write(block) }
    return html.text
  }

  private mutating func line() {
    if !text.isEmpty, text.utf8.last != 0x0A { text += "\n" }
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .paragraph(let paragraph):
      if paragraph.isPlain { return write(paragraph.inlines) }
      line()
      text += "<p>"
      write(paragraph.inlines)
      text += "</p>\n"
    case .heading(let heading):
      line()
      text += "<h\(heading.level)>"
      write(heading.inlines)
      text += "</h\(heading.level)>\n"
    case .quote(let quote):
      line()
      text += "<blockquote>\n"
      for block in quote.blocks { write(block) }
      line()
      text += "</blockquote>\n"
    case .list(let list):
      line()
      var tag = "ul"
      if case .ordered(let start, _, _) = list.marker {
        tag = "ol"
        text += start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n"
      } else {
        text += "<ul>\n"
      }
      for item in list.items {
        line()
        text += "<li>"
        if let isDone = item.isDone {
          text +=
            isDone
            ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> " : "<input type=\"checkbox\" disabled=\"\" /> "
        }
        for block in item.blocks { write(block) }
        text += "</li>\n"
      }
      text += "</\(tag)>\n"
    case .code(let code):
      line()
      text += code.language.map { "<pre><code class=\"language-\(Self.escaped($0))\">" } ?? "<pre><code>"
      text += Self.escaped(code.text) + (code.text.isEmpty ? "" : "\n") + "</code></pre>\n"
    case .rule:
      line()
      text += "<hr />\n"
    case .raw(let raw):
      line()
      text += raw.text + "\n"
    case .table(let table):
      line()
      text += "<table>\n<thead>\n"
      for row in table.header { write(row, table, "th") }
      text += "</thead>\n"
      if !table.rows.isEmpty {
        text += "<tbody>\n"
        for row in table.rows { write(row, table, "td") }
        text += "</tbody>\n"
      }
      text += "</table>\n"
    default: text += "?\(block.kind)?"
    }
  }

  private mutating func write(_ row: TableRow, _ table: Table, _ tag: String) {
    text += "<tr>\n"
    for (cell, column) in zip(row.cells, table.columns) {
      let alignment =
        switch column.alignment {
        case .start?: " align=\"left\""
        case .center?: " align=\"center\""
        case .end?: " align=\"right\""
        default: ""
        }
      text += "<\(tag)\(alignment)>"
      for block in cell.blocks { write(block) }
      text += "</\(tag)>\n"
    }
    text += "</tr>\n"
  }

  private mutating func write(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .text(let part): text += Self.escaped(part)
      case .softBreak: text += "\n"
      case .lineBreak: text += "<br />\n"
      case .code(let code): text += "<code>" + Self.escaped(code) + "</code>"
      case .raw(let raw): text += raw.text
      case .emphasis(let inner): wrap("em", inner)
      case .strong(let inner): wrap("strong", inner)
      case .strike(let inner): wrap("del", inner)
      case .link(let link):
        let title = link.title.map { $0.isEmpty ? "" : " title=\"\(Self.escaped($0))\"" } ?? ""
        text += "<a href=\"\(Self.address(link.target))\"\(title)>"
        write(link.inlines)
        text += "</a>"
      case .image(let image):
        let title = image.title.map { $0.isEmpty ? "" : " title=\"\(Self.escaped($0))\"" } ?? ""
        text += "<img src=\"\(Self.address(image.source))\" alt=\"\(Self.escaped(image.alternative))\"\(title) />"
      default: text += "?\(inline.kind)?"
      }
    }
  }

  private mutating func wrap(_ tag: String, _ inner: [Inline]) {
    text += "<\(tag)>"
    write(inner)
    text += "</\(tag)>"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func address(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;"
      case UInt8(ascii: "'"): result += "&#x27;"
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        if "-_.+!*(),%#@?=;:/$~".utf8.contains(byte) {
          result.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
          let digits = String(byte, radix: 16, uppercase: true)
          result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }
      }
    }
    return result
  }
}
