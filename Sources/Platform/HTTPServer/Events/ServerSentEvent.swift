/// One event of a live stream.
public struct ServerSentEvent: Sendable, Hashable {
  /// What a client sends back as `Last-Event-ID` when it comes again.
  public var id: String?
  public var name: String?
  public var data: String
  public var retryMilliseconds: Int?

  public init(data: String, id: String? = nil, name: String? = nil, retryMilliseconds: Int? = nil) {
    self.id = id
    self.name = name
    self.data = data
    self.retryMilliseconds = retryMilliseconds
  }

  /// The event as text; line breaks in the data become lines of their own, and in a name they are dropped.
  var text: String {
    func oneLine(_ text: String) -> String {
      String(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && $0 != "\0" })
    }
    var lines = ""
    if let id { lines += "id: \(oneLine(id))\n" }
    if let name { lines += "event: \(oneLine(name))\n" }
    if let retryMilliseconds { lines += "retry: \(retryMilliseconds)\n" }
    // CR LF is one Character, CR and LF alone are line ends as well.
    for line in data.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" || $0 == "\r" })
    {
      lines += "data: \(line)\n"
    }
    return lines + "\n"
  }
}
