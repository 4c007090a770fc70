/// One cell as it is read; its text lies in the row's bytes.
struct SheetCell {
  enum Kind: UInt8 { case text, number, date, time, dateTime, duration, boolean, error }

  var column: Int
  var kind: Kind
  var number: Double = 0
  var first = 0
  var count = 0
}
