/// Typed access: a null or another type is an error that names the column; the `IfPresent` forms let null pass.
extension SQLRow {
  public func int(_ index: Int) throws(DatabaseError) -> Int {
    guard case .integer(let value) = try value(at: index) else { throw mismatch(at: index, wanted: "an integer") }
    return Int(value)
  }

  /// An integer is taken as a real number too: SQLite keeps `1.0` as it was bound, an expression may return either.
  public func double(_ index: Int) throws(DatabaseError) -> Double {
    switch try value(at: index) {
    case .real(let value): return value
    case .integer(let value): return Double(value)
    default: throw mismatch(at: index, wanted: "a number")
    }
  }

  public func bool(_ index: Int) throws(DatabaseError) -> Bool {
    switch try value(at: index) {
    case .integer(0): return false
    case .integer(1): return true
    default: throw mismatch(at: index, wanted: "0 or 1")
    }
  }

  public func text(_ index: Int) throws(DatabaseError) -> String {
    guard case .text(let value) = try value(at: index) else { throw mismatch(at: index, wanted: "text") }
    return value
  }

  public func blob(_ index: Int) throws(DatabaseError) -> [UInt8] {
    guard case .blob(let value) = try value(at: index) else { throw mismatch(at: index, wanted: "bytes") }
    return value
  }

  public func isNull(_ index: Int) throws(DatabaseError) -> Bool { try value(at: index) == .null }

  public func intIfPresent(_ index: Int) throws(DatabaseError) -> Int? { try isNull(index) ? nil : int(index) }
  public func doubleIfPresent(_ index: Int) throws(DatabaseError) -> Double? { try isNull(index) ? nil : double(index) }
  public func boolIfPresent(_ index: Int) throws(DatabaseError) -> Bool? { try isNull(index) ? nil : bool(index) }
  public func textIfPresent(_ index: Int) throws(DatabaseError) -> String? { try isNull(index) ? nil : text(index) }
  public func blobIfPresent(_ index: Int) throws(DatabaseError) -> [UInt8]? { try isNull(index) ? nil : blob(index) }
}

extension SQLRow {
  public func int(_ name: String) throws(DatabaseError) -> Int { try int(position(of: name)) }
  public func double(_ name: String) throws(DatabaseError) -> Double { try double(position(of: name)) }
  public func bool(_ name: String) throws(DatabaseError) -> Bool { try bool(position(of: name)) }
  public func text(_ name: String) throws(DatabaseError) -> String { try text(position(of: name)) }
  public func blob(_ name: String) throws(DatabaseError) -> [UInt8] { try blob(position(of: name)) }
  public func isNull(_ name: String) throws(DatabaseError) -> Bool { try isNull(position(of: name)) }

  public func intIfPresent(_ name: String) throws(DatabaseError) -> Int? { try intIfPresent(position(of: name)) }
  public func doubleIfPresent(_ name: String) throws(DatabaseError) -> Double? {
    try doubleIfPresent(position(of: name))
  }
  public func boolIfPresent(_ name: String) throws(DatabaseError) -> Bool? { try boolIfPresent(position(of: name)) }
  public func textIfPresent(_ name: String) throws(DatabaseError) -> String? { try textIfPresent(position(of: name)) }
  public func blobIfPresent(_ name: String) throws(DatabaseError) -> [UInt8]? {
    try blobIfPresent(position(of: name))
  }
}
