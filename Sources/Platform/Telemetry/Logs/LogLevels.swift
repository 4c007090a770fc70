/// From which level on each subsystem is logged: `info,http=debug,database=warning`.
public struct LogLevels: Sendable, Hashable, CustomStringConvertible {
  public var standard: LogLevel
  /// By subsystem; parts after a dot inherit: `http` holds for `http.client` too.
  public var subsystems: [String: LogLevel]

  public init(_ standard: LogLevel = .info, subsystems: [String: LogLevel] = [:]) {
    self.standard = standard
    self.subsystems = subsystems
  }

  /// Nil where a part is neither a level nor `subsystem=level`.
  public init?(parsing text: String) {
    self.init()
    var hasStandard = false
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.filter { $0 != " " }.split(separator: "=", omittingEmptySubsequences: false)
      guard let last = sides.last, let level = LogLevel(name: last) else { return nil }
      if sides.count == 1, !hasStandard {
        standard = level
        hasStandard = true
      } else if sides.count == 2, !sides[0].isEmpty, subsystems[String(sides[0])] == nil {
        subsystems[String(sides[0])] = level
      } else {
        return nil
      }
    }
  }

  func level(of subsystem: String) -> LogLevel {
    var name = Substring(subsystem)
    while true {
      if let level = subsystems[String(name)] { return level }
      guard let dot = name.lastIndex(of: ".") else { return standard }
      name = name[..<dot]
    }
  }

  public var description: String {
    ([standard.name] + subsystems.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.name)" })
      .joined(separator: ",")
  }
}
