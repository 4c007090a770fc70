public import HTTPMessage

/// Reads a `multipart/form-data` body part by part at constant memory; used by one task.
public final class FormReader {
  /// One part whose content is read before the next part is asked for.
  public struct Part {
    public let name: String
    /// The last component of what the client named; never a path.
    public let filename: String?
    public let contentType: String?
    public let fields: HTTPFields
    private let reader: FormReader

    fileprivate init(_ disposition: FormDisposition, _ fields: HTTPFields, _ reader: FormReader) {
      name = disposition.name
      filename = disposition.filename.map(Self.lastComponent)
      contentType = fields["content-type"]
      self.fields = fields
      self.reader = reader
    }

    private static func lastComponent(_ path: String) -> String {
      let last = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
      let clean = String(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
      return clean == "." || clean == ".." ? "" : clean
    }

    /// The next bytes of the content, `nil` at its end.
    public func next() async throws -> [UInt8]? {
      try await reader.nextContent()
    }

    public func collect(upTo limit: Int = 1 << 20) async throws -> [UInt8] {
      var whole: [UInt8] = []
      while let chunk = try await next() {
        guard whole.count + chunk.count <= limit else {
          throw MultipartError.tooMuch("The part '\(name)' is larger than the \(limit) bytes accepted here.")
        }
        whole += chunk
      }
      return whole
    }

    public func text(upTo limit: Int = 65_536) async throws -> String {
      String(decoding: try await collect(upTo: limit), as: UTF8.self)
    }
  }

  private var parser: MultipartParser
  private var body: RequestBody.Iterator
  private var isInside = false

  /// Throws when the request is no form.
  public init(_ request: Request, limits: MultipartLimits = MultipartLimits()) throws {
    guard let type = request.fields["content-type"], let boundary = Self.boundary(type) else {
      throw MultipartError(
        status: .unsupportedMediaType, code: "form_expected", detail: "The body must be multipart/form-data.")
    }
    parser = try MultipartParser(boundary: boundary, limits: limits)
    body = request.body.makeAsyncIterator()
  }

  /// The next part; what is left of the one before is skipped. `nil` at the end.
  public func nextPart() async throws -> Part? {
    while isInside, try await nextContent() != nil {}
    while let event = try await nextEvent() {
      guard case .part(let fields) = event else { continue }
      guard let field = fields["content-disposition"], let disposition = FormDisposition(field) else {
        throw MultipartError.malformed("A part of the form has no name.")
      }
      isInside = true
      return Part(disposition, fields, self)
    }
    return nil
  }

  fileprivate func nextContent() async throws -> [UInt8]? {
    guard isInside else { return nil }
    if case .content(let bytes) = try await nextEvent() { return bytes }
    isInside = false
    return nil
  }

  private func nextEvent() async throws -> MultipartParser.Event? {
    while true {
      if let event = try parser.next() { return event }
      guard let more = try await body.next() else {
        guard parser.isFinished else { throw MultipartError.malformed("The form ends before its last boundary.") }
        return nil
      }
      parser.feed(more)
    }
  }

  private static func boundary(_ type: String) -> String? {
    let parts = type.split(separator: ";").map { $0.drop { $0 == " " || $0 == "\t" } }
    guard let first = parts.first, first.filter({ $0 != " " }).lowercased() == "multipart/form-data" else { return nil }
    for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
      var value = part.dropFirst(9)
      if value.first == "\"" {
        value = value.dropFirst()
        guard value.last == "\"" else { return nil }
        value = value.dropLast()
      }
      return String(value)
    }
    return nil
  }
}
