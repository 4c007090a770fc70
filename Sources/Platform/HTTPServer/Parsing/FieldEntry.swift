/// Where a header field lies in the bytes of its head.
struct FieldEntry {
  var nameOffset: UInt32
  var nameCount: UInt32
  var valueOffset: UInt32
  var valueCount: UInt32
}
