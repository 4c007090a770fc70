internal import ByteIO
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// A form of an export: its files by the names of their parts, and the other parts as members of a JSON object.
///
/// The part `request` is a JSON object of such members; each of them can also be a part of its own, so that
/// `curl -F file=@report.md -F format=pdf` is enough.
struct ExportForm {
  struct File: Sendable {
    let bytes: [UInt8]
    let type: String
    /// As the client called it.
    let name: String?

    /// The name without its ending.
    var base: String? {
      guard let base = name?.prefix(while: { $0 != "." }), !base.isEmpty else { return nil }
      return String(base)
    }
  }

  private(set) var files: [String: File] = [:]
  private(set) var members: [JSONValue.Member] = []
  /// Parts with a name of a file that are none of ``files``: what the content shows.
  private(set) var attachments: [File] = []

  init(_ request: Request, files names: Set<String>, limit: Int) async throws {
    let form = try FormReader(request)
    while let part = try await form.nextPart() {
      if names.contains(part.name) {
        guard files[part.name] == nil else {
          throw InvalidBody.value(
            "/\(part.name)", "file_twice", "The form has two parts '\(part.name)'. Send one export for each.")
        }
        files[part.name] = File(
          bytes: try await part.collect(upTo: limit), type: Self.type(part), name: part.filename)
      } else if let name = part.filename, part.name != "request" {
        guard attachments.count < JobAttachment.most, !name.isEmpty, name.utf8.count <= 200,
          !attachments.contains(where: { $0.name == name })
        else {
          throw InvalidBody.value(
            "/\(part.name)", "attachment_refused",
            "Up to \(JobAttachment.most) files go with a content, each with a name of its own of up to 200 bytes.")
        }
        attachments.append(File(bytes: try await part.collect(upTo: limit), type: Self.type(part), name: name))
      } else if part.name == "request" {
        do {
          guard case .object(let own) = try JSONValue(parsing: try await part.collect()) else {
            throw InvalidBody.value("", "invalid_request", "The part 'request' is a JSON object.")
          }
          members += own
        } catch let error as JSONError { throw InvalidBody.error(error) }
      } else {
        members.append(.init(part.name, Self.value(part.name, try await part.text())))
      }
    }
  }

  /// Takes a member out.
  mutating func take(_ name: String) -> JSONValue? {
    guard let index = members.firstIndex(where: { $0.key == name }) else { return nil }
    return members.remove(at: index).value
  }

  /// Of what the form says: the border between its parts, which differs each time, does not count.
  var fingerprint: SHA256Digest {
    var hash = SHA256()
    hash.update(JSONValue.object(members).bytes())
    let others = attachments.map { ("attachment", $0) }
    for (name, file) in files.sorted(by: { $0.key < $1.key }) + others {
      hash.update(Array("\n\(name)\n\(file.type)\n\(file.name ?? "")\n\(file.bytes.count)\n".utf8))
      hash.update(file.bytes)
    }
    return hash.digest()
  }

  /// Members that are no text are written as JSON.
  private static func value(_ name: String, _ text: String) -> JSONValue {
    switch name {
    case "options", "metadata", "formats", "data", "delay_seconds", "timeout_seconds", "max_attempts",
      "retention_seconds":
      (try? JSONValue(parsing: text)) ?? .string(text)
    default: .string(text)
    }
  }

  static func type(_ part: FormReader.Part) -> String {
    let given = part.contentType?.lowercased()
    if let given, given != "application/octet-stream" { return given }
    let ending = part.filename?.split(separator: ".").last?.lowercased() ?? ""
    return MediaTypes.ofEnding[ending] ?? "application/octet-stream"
  }
}
