extension ColumnVector {
  /// Room for booleans that `body` fills at once, 0 or 1 each; all are values.
  func appendBooleans(_ more: Int, _ body: (UnsafeMutablePointer<UInt8>) throws -> Void) rethrows {
    booleanStorage.reserve(more)
    try body(booleanStorage.start + booleanStorage.count)
    booleanStorage.count += more
    precondition(nulls == 0, "only a vector without missing values grows as a whole")
    rows += more
  }

  /// Marks rows as missing that are missing in another vector of as many rows.
  func mergeNulls(of other: ColumnVector) {
    guard other.nulls > 0 else { return }
    let words = (rows + 63) / 64
    if nulls == 0 {
      validity.count = 0
      validity.append(from: other.validity.start, count: words)
      nulls = other.nulls
      return
    }
    var valid = 0
    for word in 0..<words {
      validity.start[word] &= other.validity.start[word]
      valid += validity.start[word].nonzeroBitCount
    }
    nulls = rows - valid
  }

  /// The rows at these places of another vector of the same type, in their order; below zero is a missing one.
  func append(places: UnsafeBufferPointer<Int32>, of other: ColumnVector) {
    let hasGaps = other.nulls > 0 || nulls > 0 || places.contains { $0 < 0 }
    guard !hasGaps else {
      for place in places { if place < 0 { appendNull() } else { append(row: Int(place), of: other) } }
      return
    }
    switch layout {
    case .integers: integerStorage.append(places: places, of: other.integerStorage.start)
    case .wideIntegers: wideStorage.append(places: places, of: other.wideStorage.start)
    case .doubles: doubleStorage.append(places: places, of: other.doubleStorage.start)
    case .booleans: booleanStorage.append(places: places, of: other.booleanStorage.start)
    case .bytes:
      offsetStorage.reserve(places.count)
      for place in places {
        let first = other.offsetStorage.start[Int(place)]
        byteStorage.append(
          from: other.byteStorage.start + first, count: other.offsetStorage.start[Int(place) + 1] - first)
        offsetStorage.append(byteStorage.count)
      }
    case .list, .object:
      for place in places { append(row: Int(place), of: other) }
      return
    }
    rows += places.count
  }
}

extension Storage {
  fileprivate mutating func append(places: UnsafeBufferPointer<Int32>, of source: UnsafePointer<Element>) {
    reserve(places.count)
    let target = start + count
    for index in places.indices { target[index] = source[Int(places[index])] }
    count += places.count
  }
}

extension TableChunk {
  /// Rows at these places of a chunk with the same columns; `seal()` afterwards. Columns that are not wanted get
  /// missing values.
  func append(places: [Int32], of other: TableChunk, wanted: Set<Int>? = nil) {
    places.withUnsafeBufferPointer { places in
      for (index, (column, from)) in zip(columns, other.columns).enumerated() {
        if wanted?.contains(index) ?? true {
          column.append(places: places, of: from)
        } else {
          column.appendNulls(places.count)
        }
      }
    }
  }
}
