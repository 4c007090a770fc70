internal import Foundation

/// Sends calls to one server, again where that helps, and turns what goes wrong into errors.
struct Caller: Sendable {
  let server: URL
  let apiKey: String?
  let settings: ClientSettings
  let transport: any Transport

  /// The most that is read of an answer with an error.
  private static let problemLimit = 1 << 20

  /// The answer to a call, whose body is still to be read; throws where its status is an error.
  func open(_ call: Call) async throws -> TransportAnswer {
    var attempt = 1
    while true {
      do {
        return try await send(call)
      } catch let error as ExportIAError {
        guard call.isRepeatable, let delay = settings.retry.delay(after: attempt, of: error) else { throw error }
        try await Task.sleep(for: delay)
        attempt += 1
      }
    }
  }

  /// The whole answer; one that breaks off is asked for again where the call allows it.
  func whole(_ call: Call) async throws -> (answer: TransportAnswer, body: Data) {
    var attempt = 1
    while true {
      do {
        let answer = try await send(call)
        return (answer, try await answer.collect())
      } catch let error as ExportIAError {
        guard call.isRepeatable, let delay = settings.retry.delay(after: attempt, of: error) else { throw error }
        try await Task.sleep(for: delay)
        attempt += 1
      }
    }
  }

  /// The answer as a value.
  func value<Value: Decodable>(_ call: Call, as type: Value.Type = Value.self) async throws -> Value {
    let (answer, body) = try await whole(call)
    return try Self.decode(type, body, answer)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ body: Data, _ answer: TransportAnswer) throws -> Value {
    do {
      return try Timestamp.decoder().decode(type, from: body)
    } catch {
      throw ExportIAError(
        .unexpectedAnswer, code: "unexpected_answer",
        detail: "The server's answer is not understood. Is it an Export IA server, and not newer than this client?",
        status: answer.status, requestID: answer["x-request-id"], cause: error)
    }
  }

  /// Sends once.
  private func send(_ call: Call) async throws -> TransportAnswer {
    guard let url = call.url(on: server) else {
      throw ExportIAError(.invalidRequest, code: "invalid_address", detail: "'\(call.path)' is no path of a server.")
    }
    var fields = call.fields
    fields.append(("User-Agent", "export-ia-swift"))
    if !fields.contains(where: { $0.name == "Accept" }) { fields.append(("Accept", "application/json, */*;q=0.5")) }
    if let apiKey {
      guard apiKey.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw ExportIAError(
          .invalidRequest, code: "invalid_key", detail: "An API key has visible ASCII characters only.")
      }
      fields.append(("Authorization", "Bearer \(apiKey)"))
    }
    let answer: TransportAnswer
    do {
      answer = try await transport.send(
        TransportRequest(
          method: call.method, url: url, fields: fields, body: call.body, idleTimeout: settings.idleTimeout))
    } catch {
      throw ExportIAError.of(error, server: server)
    }
    guard !(200...299).contains(answer.status) else { return answer.translatingErrors(of: server) }
    let body = try await answer.translatingErrors(of: server).collect(upTo: Self.problemLimit)
    throw ExportIAError(answer, body)
  }
}
