internal import Database

/// The values of one statement in the form that libpq takes: numbers and text as text, bytes as they are.
///
/// As text, the server reads a value as the type that the statement gives to its placeholder.
struct ParameterBuffer {
  private var bytes: [UInt8] = []
  /// Where each value starts; -1 is null.
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  mutating func encode(_ values: [SQLValue]) throws(DatabaseError) {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    formats.removeAll(keepingCapacity: true)
    for (index, value) in values.enumerated() {
      let start = bytes.count
      var format: Int32 = 0
      switch value {
      case .null: break
      case .integer(let number): append(number)
      case .real(let number):
        guard !number.isNaN else { throw DatabaseError.notANumber(parameter: index + 1) }
        bytes.append(contentsOf: number.description.utf8)
      case .text(let text):
        bytes.append(contentsOf: text.utf8)
        guard !bytes[start...].contains(0) else { throw DatabaseError.nulInText(parameter: index + 1) }
      case .blob(let blob):
        bytes.append(contentsOf: blob)
        format = 1
      }
      starts.append(value == .null ? -1 : start)
      lengths.append(Int32(clamping: bytes.count - start))
      formats.append(format)
      bytes.append(0)
    }
  }

  private mutating func append(_ number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Count, values, lengths and formats for the time of the call.
  func with<T>(
    _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
  ) -> T {
    bytes.withUnsafeBytes { raw in
      let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(1, starts.count)) { pointers in
        for (index, start) in starts.enumerated() {
          pointers.initializeElement(at: index, to: start < 0 ? nil : base.map { $0 + start })
        }
        return lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(Int32(starts.count), UnsafePointer(pointers.baseAddress), lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}
