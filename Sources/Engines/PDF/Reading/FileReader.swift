/// A PDF file of our own, read back: cross-references and objects as they stand in streams, nothing encrypted.
final class FileReader {
  enum Place {
    case free
    case at(Int)
    case packed(stream: Int, index: Int)
  }

  private struct Packed {
    let data: [UInt8]
    /// Numbers of objects and where they begin.
    let entries: [(number: Int, start: Int)]
  }

  let bytes: [UInt8]
  private(set) var places: [Place] = []
  private(set) var trailer = PDFValue.null
  private var packed: [Int: Packed] = [:]
  private static let largestStream = 1 << 28

  init(_ bytes: [UInt8]) throws(PDFError) {
    self.bytes = bytes
    guard bytes.starts(with: Array("%PDF-".utf8)), let mark = Self.lastMark(bytes) else {
      throw PDFError(.malformed, "The file has no beginning or no end.")
    }
    var parser = ValueParser(bytes, at: mark)
    guard parser.take("startxref"), let start = parser.integer(), start < bytes.count, parser.take("%%EOF") else {
      throw PDFError(.malformed, "The file does not say where its cross-references are.")
    }
    parser.place = start
    guard parser.integer() != nil, parser.take("0"), parser.take("obj") else {
      throw PDFError(.malformed, "There are no cross-references where the file says.")
    }
    trailer = try parser.value()
    try readPlaces(try stream(trailer, behind: &parser))
  }

  private static func lastMark(_ bytes: [UInt8]) -> Int? {
    let word = Array("startxref".utf8)
    let first = max(bytes.count - 64, 0)
    return (first..<max(bytes.count - word.count, first)).last { bytes[$0..<$0 + word.count].elementsEqual(word) }
  }

  private func readPlaces(_ table: [UInt8]) throws(PDFError) {
    let widths = trailer["W"]?.array?.compactMap(\.integer) ?? []
    guard widths.count == 3, let size = trailer["Size"]?.integer, widths.allSatisfy({ (1...8).contains($0) }),
      table.count == size * widths.reduce(0, +)
    else { throw PDFError(.malformed, "The cross-references have a wrong size.") }
    var place = 0
    func field(_ width: Int) -> Int {
      var value = 0
      for _ in 0..<width {
        value = value << 8 | Int(table[place])
        place += 1
      }
      return value
    }
    places.reserveCapacity(size)
    for _ in 0..<size {
      let (kind, first, second) = (field(widths[0]), field(widths[1]), field(widths[2]))
      places.append(kind == 1 ? .at(first) : kind == 2 ? .packed(stream: first, index: second) : .free)
    }
  }

  /// That every object begins where the cross-references say.
  func checkPlaces() throws(PDFError) {
    for (number, place) in places.enumerated() {
      switch place {
      case .free: continue
      case .at(let offset):
        var parser = ValueParser(bytes, at: offset)
        guard parser.takeHeader(of: number) else {
          throw PDFError(.malformed, "Object \(number) is not where the cross-references say.")
        }
      case .packed(let stream, _):
        guard stream < places.count, case .at = places[stream] else {
          throw PDFError(.malformed, "Object \(number) is said to be in object \(stream), which is no stream.")
        }
      }
    }
  }

  /// An object; of a stream its dictionary.
  func object(_ number: Int) throws(PDFError) -> PDFValue {
    guard number > 0, number < places.count else { throw missing(number) }
    switch places[number] {
    case .free: throw missing(number)
    case .at(let offset):
      var parser = ValueParser(bytes, at: offset)
      guard parser.takeHeader(of: number) else { throw missing(number) }
      return try parser.value()
    case .packed(let stream, let index):
      let holder = try unpack(stream)
      guard index < holder.entries.count, holder.entries[index].number == number else { throw missing(number) }
      var parser = ValueParser(holder.data, at: holder.entries[index].start)
      return try parser.value()
    }
  }

  /// The object that a value refers to, or the value itself.
  func resolved(_ value: PDFValue?) throws(PDFError) -> PDFValue {
    guard let value else { return .null }
    guard let number = value.reference else { return value }
    return try object(number)
  }

  /// The data of a stream, unpacked.
  func data(_ number: Int) throws(PDFError) -> [UInt8] {
    guard number > 0, number < places.count, case .at(let offset) = places[number] else { throw missing(number) }
    var parser = ValueParser(bytes, at: offset)
    guard parser.takeHeader(of: number) else { throw missing(number) }
    let dictionary = try parser.value()
    return try stream(dictionary, behind: &parser)
  }

  private func stream(_ dictionary: PDFValue, behind parser: inout ValueParser) throws(PDFError) -> [UInt8] {
    guard parser.take("stream"), let length = dictionary["Length"]?.integer else {
      throw PDFError(.malformed, "A stream has no length.")
    }
    var start = parser.place
    if start < bytes.count, bytes[start] == 0x0D { start += 1 }
    start += 1
    guard length >= 0, start + length <= bytes.count else {
      throw PDFError(.malformed, "A stream is longer than the file.")
    }
    var after = ValueParser(bytes, at: start + length)
    guard after.take("endstream") else { throw PDFError(.malformed, "A stream does not end where it should.") }
    guard let filter = dictionary["Filter"] else { return Array(bytes[start..<start + length]) }
    guard filter.isName("FlateDecode"), dictionary["DecodeParms"] == nil else {
      throw PDFError(.malformed, "A stream is packed in a way that is not ours.")
    }
    let data = bytes.withUnsafeBytes {
      Deflate.unpack(UnsafeRawBufferPointer(rebasing: $0[start..<start + length]), limit: Self.largestStream)
    }
    guard let data else { throw PDFError(.malformed, "A stream cannot be unpacked.") }
    return data
  }

  private func unpack(_ stream: Int) throws(PDFError) -> Packed {
    if let known = packed[stream] { return known }
    let dictionary = try object(stream)
    guard dictionary["Type"]?.isName("ObjStm") ?? false, let count = dictionary["N"]?.integer,
      let first = dictionary["First"]?.integer
    else { throw PDFError(.malformed, "Object \(stream) holds no objects.") }
    let data = try data(stream)
    var parser = ValueParser(data)
    var entries: [(number: Int, start: Int)] = []
    entries.reserveCapacity(min(count, 1000))
    for _ in 0..<count {
      guard let number = parser.integer(), let start = parser.integer(), first + start < data.count else {
        throw PDFError(.malformed, "Object \(stream) has a damaged index.")
      }
      entries.append((number, first + start))
    }
    let made = Packed(data: data, entries: entries)
    // What a check reads lies close together: a few streams are enough to remember.
    if packed.count >= 64 { packed.removeAll(keepingCapacity: true) }
    packed[stream] = made
    return made
  }

  private func missing(_ number: Int) -> PDFError { PDFError(.malformed, "Object \(number) is missing.") }
}
