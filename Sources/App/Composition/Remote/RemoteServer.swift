internal import CommandLineTool
internal import HTTPClient
internal import HTTPMessage
internal import JSON

/// The server that a command asks: where it is, and with which key.
struct RemoteServer: Sendable {
  static let server = Option<String?>(
    "server", .nonEmptyString, "The address of the server; EXPORT_IA_SERVER otherwise, or http://127.0.0.1:8000"
  ).grouped("SERVER")
  static let key = Option<String?>(
    "key", .nonEmptyString, "The API key; better in EXPORT_IA_API_KEY, where no list of processes shows it"
  ).grouped("SERVER")
  static let options: [any CommandOption] = [server, key, StandardOptions.json]

  let address: String
  private let key: String?
  private let client: HTTPClient

  /// Runs the work with a client that is closed behind it.
  static func with<Value: Sendable>(
    _ context: CommandContext, _ work: (RemoteServer) async throws -> Value
  ) async throws -> Value {
    let server = try RemoteServer(context)
    do {
      let value = try await work(server)
      await server.client.close()
      return value
    } catch {
      await server.client.close()
      throw error
    }
  }

  private init(_ context: CommandContext) throws {
    var address =
      context[Self.server] ?? context.environment["EXPORT_IA_SERVER"].flatMap { $0.isEmpty ? nil : $0 }
      ?? "http://127.0.0.1:8000"
    while address.hasSuffix("/") { address.removeLast() }
    self.address = address
    key = context[Self.key] ?? context.environment["EXPORT_IA_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
    var settings = HTTPClientSettings()
    // The person named the address, so it may be one of this machine or network.
    settings.egress = .everywhere
    settings.deadlines.total = nil
    settings.limits.bodyBytes = .max
    client = try HTTPClient(settings)
  }

  /// The answer to a request, whose body is still to be read; throws where its status is an error.
  func open(_ method: HTTPMethod, _ path: String, fields: HTTPFields = [:]) async throws -> ClientResponse {
    var request = ClientRequest(method, address + path, fields: fields)
    if let key { request.fields["Authorization"] = "Bearer \(key)" }
    let response: ClientResponse
    do {
      response = try await client.send(request)
    } catch {
      if error.code == .cancelled { throw CancellationError() }
      if error.code == .invalidRequest {
        throw CommandFailure(
          code: "invalid_address", "'\(address)' is no address of a server: \(error.message)",
          hint: "Give one such as http://127.0.0.1:8000 by --server or EXPORT_IA_SERVER.")
      }
      throw CommandFailure(
        code: error.code.rawValue, "\(address) does not answer: \(error.message)",
        hint: "Is it running? 'export-ia serve' starts one; --server or EXPORT_IA_SERVER name another.")
    }
    guard !(200...299).contains(response.status.code) else { return response }
    let body = (try? await response.body.collect(upTo: 1 << 20)) ?? []
    throw Self.failure(response, try? JSONValue(parsing: body), hasKey: key != nil)
  }

  /// The answer as JSON.
  func document(_ method: HTTPMethod, _ path: String) async throws -> JSONValue {
    let response = try await open(method, path)
    do {
      return try JSONValue(parsing: try await response.body.collect(upTo: 256 << 20))
    } catch let error as JSONError {
      throw CommandFailure(
        code: "unexpected_answer", "\(address) answers what is no JSON: \(error.message)",
        hint: "Is it an Export IA server?")
    }
  }

  /// What a problem document says, with the places that are wrong.
  private static func failure(_ response: ClientResponse, _ problem: JSONValue?, hasKey: Bool) -> CommandFailure {
    let status = response.status.code
    var message = problem?["detail"]?.string ?? "the server answered with status \(status)"
    if case .array(let places)? = problem?["errors"] {
      for place in places {
        guard let pointer = place["pointer"]?.string, let detail = place["detail"]?.string, detail != message else {
          continue
        }
        message += "\n  \(pointer): \(detail)"
      }
    }
    let hint: String? =
      switch status {
      case 401 where hasKey: "The key was refused. Is it of this server, and not expired or revoked?"
      case 401: "Give a key by EXPORT_IA_API_KEY or --key."
      case 404 where problem?["code"]?.string == "export_not_found": "'export-ia list' shows the exports there are."
      case 429, 503: response.fields["Retry-After"].map { "Try again in \($0) s." }
      default: nil
      }
    return CommandFailure(code: problem?["code"]?.string ?? "status_\(status)", message, hint: hint)
  }

  /// A part of a path or of a query.
  static func part(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
