/// How hard an entry or a stream is compressed.
public enum Compression: Sendable, Hashable {
  /// Not at all. Use it for what is compressed already, such as images.
  case stored
  /// For the least time: what users wait for.
  case fast
  /// For little space in little time: markup of a hundred megabytes. Of sheets it makes 4 % more than `small` in less
  /// than a third of its time.
  case compact
  /// For the least space: what is kept.
  case small

  var method: UInt16 { self == .stored ? 0 : 8 }

  /// zlib's level for streams.
  var zlibLevel: Int32 { self == .compact ? 4 : 6 }
  /// libdeflate's level for data that is whole in memory.
  var wholeLevel: Int32 { self == .fast ? 2 : self == .compact ? 5 : 9 }
}
