/// Column names as a table needs them: none empty, none twice.
public enum UniqueNames {
  public static func of(_ names: [String]) -> [String] {
    var taken = Set<String>()
    return names.enumerated().map { index, name in
      let wanted = name.isEmpty ? "column_\(index + 1)" : name
      var candidate = wanted
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(wanted)_\(number)"
        number += 1
      }
      return candidate
    }
  }
}
