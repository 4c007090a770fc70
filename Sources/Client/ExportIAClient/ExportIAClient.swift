public import Foundation

/// A client of one Export IA server: hand content in, follow the work, fetch the files.
///
/// ```swift
/// let client = try ExportIAClient("http://127.0.0.1:8000", apiKey: "eia_...")
/// let export = try await client.exportDocument(content: "# Sales", format: "pdf")
/// let done = try await client.waitForCompletion(export.id) { print($0.progress) }
/// try await client.downloadExport(done.id, to: URL(fileURLWithPath: "sales.pdf"))
/// ```
///
/// A client is a value that any number of tasks may use at once; copies share their connections. Cancelling a task
/// ends its request. Every error of the server, the network and an export is an ``ExportIAError``.
public struct ExportIAClient: Sendable {
  /// Where the server is.
  public var server: URL { caller.server }

  let caller: Caller

  /// A client of the server at the URL.
  ///
  /// - Parameters:
  ///   - server: the address of the server, such as `https://export.example.org`; a path in it comes before all routes.
  ///   - apiKey: the key of a user; a server that was started with `--local` needs none.
  ///   - settings: timeouts and retries.
  ///   - transport: what carries the requests; `URLSession` unless told.
  public init(
    _ server: URL, apiKey: String? = nil, settings: ClientSettings = ClientSettings(),
    transport: (any Transport)? = nil
  ) {
    caller = Caller(
      server: server, apiKey: apiKey, settings: settings, transport: transport ?? URLSessionTransport())
  }

  /// A client of the server at the address.
  ///
  /// Throws an ``ExportIAError`` of the kind ``ExportIAError/Kind/invalidRequest`` where the text is no `http` or
  /// `https` address.
  public init(
    _ address: String, apiKey: String? = nil, settings: ClientSettings = ClientSettings(),
    transport: (any Transport)? = nil
  ) throws {
    guard let server = URL(string: address), let scheme = server.scheme?.lowercased(), server.host != nil,
      scheme == "http" || scheme == "https"
    else {
      throw ExportIAError(
        .invalidRequest, code: "invalid_address",
        detail: "'\(address)' is no address of a server. Give one such as http://127.0.0.1:8000.")
    }
    self.init(server, apiKey: apiKey, settings: settings, transport: transport)
  }
}
