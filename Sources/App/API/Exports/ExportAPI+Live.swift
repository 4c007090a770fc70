internal import EventStore
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON
internal import Threads

/// Rooms over one WebSocket: a client joins those it wants to hear of.
///
///     {"join": "export:ID"}           one export
///     {"join": "export:ID", "after": 3}   and first what happened to it behind version 3
///     {"join": "mine"}                all exports of whoever asks
///     {"join": "all"}                 all exports of the tenant
///     {"leave": "…"}
extension ExportAPI {
  func addLive(to router: inout Router) {
    router.get(
      "/api/v3/ws", options: RouteOptions(timeLimitMilliseconds: nil),
      RouteDescription(
        operation: "live", summary: "Hear of exports over a WebSocket",
        text: "Send {\"join\": \"export:ID\"}, {\"join\": \"mine\"} or {\"join\": \"all\"}; {\"leave\": …} ends it.",
        tags: ["Exports"],
        responses: [(101, RouteDescription.Content("Text messages, each a JSON object."))])
    ) { request async throws in
      let principal = try request.principal(for: .readExports)
      // Browsers let every page open a WebSocket, and send its origin only here.
      if identity == nil { try OwnOrigin.checkAlways(request) }
      let session = LiveSession(jobs: jobs, live: live, principal: principal)
      return try Response.webSocket(request) { socket in try await session.run(socket) }
    }
  }
}

/// One WebSocket and the rooms it is in.
private final class LiveSession: Sendable {
  private struct Rooms {
    var exports: [String: Room] = [:]
    var mine = false
    var all = false
  }

  /// The room of one export.
  private enum Room {
    /// What happened before is being sent; what happens meanwhile waits its turn.
    case catchingUp([RecordedEvent])
    /// Everything up to this version was sent.
    case live(Int)
  }

  private static let mostRooms = 1_000

  private let jobs: JobStore
  private let live: LiveEvents
  private let principal: Principal
  private let rooms = Lock(Rooms())

  init(jobs: JobStore, live: LiveEvents, principal: Principal) {
    self.jobs = jobs
    self.live = live
    self.principal = principal
  }

  func run(_ socket: WebSocket) async throws {
    try await live.listening(to: principal.tenant) { stream in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { [self] in try await receive(socket) }
        group.addTask { [self] in try await send(stream, socket) }
        // Whichever ends first ends both: the client went away, or the events did.
        try await group.next()
        group.cancelAll()
      }
    }
  }

  private func receive(_ socket: WebSocket) async throws {
    while let message = try await socket.receive() {
      guard case .text(let text) = message else {
        try await complain("Send text messages.", socket)
        continue
      }
      let command: LiveCommand
      do {
        command = try LiveCommand(parsing: Array(text.utf8))
      } catch {
        try await complain("\(error)", socket)
        continue
      }
      switch command {
      case .join(let room, let after): try await join(room, after: after, socket)
      case .leave(let room): leave(room)
      }
    }
  }

  private func join(_ room: String, after: Int?, _ socket: WebSocket) async throws {
    switch room {
    case "mine": rooms.withLock { $0.mine = true }
    case "all": rooms.withLock { $0.all = true }
    default:
      guard room.hasPrefix("export:") else {
        return try await complain("There is no room '\(room.prefix(100))'. Join export:ID, mine or all.", socket)
      }
      let id = String(room.dropFirst("export:".count))
      guard try await jobs.find(id, tenant: principal.tenant) != nil else {
        return try await complain("There is no export '\(id.prefix(100))'.", socket)
      }
      let isFull = rooms.withLock { rooms in
        guard rooms.exports.count < Self.mostRooms || rooms.exports[id] != nil else { return true }
        rooms.exports[id] = .catchingUp([])
        return false
      }
      if isFull { return try await complain("A connection can be in \(Self.mostRooms) rooms.", socket) }
      try await catchUp(id, after: after, socket)
    }
    try await socket.send(JSONValue.object([.init("joined", .string(room))]).description)
  }

  /// Sends what happened before in its order, and then lets the room hear what happens.
  private func catchUp(_ id: String, after: Int?, _ socket: WebSocket) async throws {
    var last = after ?? 0
    if let after {
      for event in try await jobs.history(id, tenant: principal.tenant, after: after) {
        try await socket.send(Self.text(event))
        last = event.version
      }
    }
    while true {
      let waiting = rooms.withLock { rooms -> [RecordedEvent] in
        guard case .catchingUp(let waiting) = rooms.exports[id], !waiting.isEmpty else {
          if rooms.exports[id] != nil { rooms.exports[id] = .live(last) }
          return []
        }
        rooms.exports[id] = .catchingUp([])
        return waiting
      }
      if waiting.isEmpty { return }
      for event in waiting where event.version > last {
        try await socket.send(Self.text(event))
        last = event.version
      }
    }
  }

  /// Whether the room of the export is to get the event now.
  private func takes(_ event: RecordedEvent) throws -> Bool {
    try rooms.withLock { rooms in
      switch rooms.exports[event.stream.name] {
      case nil: return rooms.all
      case .catchingUp(let waiting):
        // A client that does not read what it asked for is let go, instead of keeping everything for it.
        guard waiting.count < 1_000 else { throw CancellationError() }
        rooms.exports[event.stream.name] = .catchingUp(waiting + [event])
        return false
      case .live(let last):
        guard event.version > last else { return false }
        rooms.exports[event.stream.name] = .live(event.version)
        return true
      }
    }
  }

  private func leave(_ room: String) {
    rooms.withLock { rooms in
      switch room {
      case "mine": rooms.mine = false
      case "all": rooms.all = false
      default: rooms.exports[String(room.dropFirst("export:".count))] = nil
      }
    }
  }

  private func complain(_ text: String, _ socket: WebSocket) async throws {
    try await socket.send(JSONValue.object([.init("error", .string(text))]).description)
  }

  private func send(_ stream: LiveStream, _ socket: WebSocket) async throws {
    var iterator = stream.makeAsyncIterator()
    var owners: [String: Bool] = [:]
    while let item = await iterator.next() {
      try Task.checkCancellation()
      guard case .event(let event) = item else {
        try await socket.send(#"{"missed":true}"#)
        continue
      }
      let id = event.stream.name
      var isIn = try takes(event)
      if !isIn, rooms.withLock({ $0.mine && $0.exports[id] == nil }) {
        if owners.count > 10_000 { owners = [:] }
        if owners[id] == nil {
          owners[id] = try await jobs.find(id, tenant: principal.tenant)?.owner == principal.name
        }
        isIn = owners[id] ?? false
      }
      if isIn { try await socket.send(Self.text(event)) }
    }
  }

  private static func text(_ event: RecordedEvent) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.member("export", event.stream.name)
    json.member("event", event.type)
    json.member("version", event.version)
    json.member("time", Moment.text(event.context.time))
    json.key("data")
    json.verbatim(Array(event.data.utf8))
    json.endObject()
    return String(decoding: json.finish(), as: UTF8.self)
  }
}

/// What a client asks for.
private enum LiveCommand: JSONDecodable {
  case join(String, after: Int?)
  case leave(String)

  init(json: JSONCursor) throws(JSONError) {
    try json.allow("join", "leave", "after")
    if let room = try json["join"].ifPresent?.string() {
      self = .join(room, after: try json["after"].ifPresent?.integer(in: 0...Int(Int32.max)))
    } else {
      self = .leave(try json["leave"].string())
    }
  }
}
