/// The name that was probably meant.
package enum NearestName {
  /// Nil where none is near: more than a third of the letters, or two of them, would have to change.
  package static func of(_ name: String, among names: [String]) -> String? {
    guard name.utf8.count <= 64 else { return nil }
    let near = names.map { (name: $0, distance: distance(name, $0)) }.min { $0.distance < $1.distance }
    guard let near else { return nil }
    let letters = max(name.utf8.count, near.name.utf8.count)
    return near.distance <= max(letters / 3, min(letters / 2, 2)) ? near.name : nil
  }

  /// Letters to add, drop or change, without regard to case.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased().utf8)
    let right = Array(right.lowercased().utf8)
    var row = Array(0...right.count)
    for (leftIndex, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = leftIndex + 1
      for (rightIndex, other) in right.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[rightIndex + 1]
        row[rightIndex + 1] = min(changed, diagonal + 1, row[rightIndex] + 1)
      }
    }
    return row[right.count]
  }
}
