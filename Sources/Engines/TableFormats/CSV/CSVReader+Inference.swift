public import Tables

extension CSVReader {
  /// The schema of a whole input, every row judged, so that reading with it cannot meet a value of another type.
  ///
  /// The input is read to its end; reading the table needs it anew.
  public static func inferSchema(
    _ input: any ByteSource, _ options: CSVReadOptions = CSVReadOptions(), control: TableControl? = nil
  ) throws -> (schema: TableSchema, confidence: [Double], dialect: CSVDialect, encoding: TextEncoding) {
    var sampling = options
    sampling.strictness = .lenient
    sampling.sampleRows = 0
    let reader = try CSVReader(input, sampling, control: control)
    var inferences = Array(repeating: TypeInference(), count: reader.width)
    var isUTF8 = true
    try reader.forEachRow { start, tokenizer in
      judge(&inferences, start, tokenizer, reader.nullTexts)
    } region: { bytes in
      if isUTF8, UTF8Check.firstInvalid(bytes) != nil { isUTF8 = false }
    }
    var schema = reader.schema
    for index in schema.columns.indices { schema.columns[index].type = inferences[index].result.type }
    let encoding = reader.encoding == .utf8 && !isUTF8 ? TextEncoding.windows1252 : reader.encoding
    return (schema, inferences.map(\.result.confidence), reader.dialect, encoding)
  }

  private func forEachRow(
    _ body: (UnsafePointer<UInt8>, borrowing CSVTokenizer) -> Void, region: (UnsafeRawBufferPointer) -> Void
  ) throws {
    while true {
      var place = window.first
      while place < window.end {
        tokenizer.removeAll()
        let end = try tokenizer.row(window.start, from: &place, end: window.end, isFinal: window.isAtEnd)
        if end == .incomplete { break }
        if end == .blank, width > 1 { continue }
        body(window.start, tokenizer)
      }
      region(UnsafeRawBufferPointer(start: window.start + window.first, count: place - window.first))
      window.consume(place - window.first)
      if window.isAtEnd, window.first >= window.end { return }
      if try !window.fill(), window.first >= window.end { return }
    }
  }
}
