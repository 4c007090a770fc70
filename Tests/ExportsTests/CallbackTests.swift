import Database
import Judging
import TestSupport
import Testing
import Threads

@testable import Exports

@Suite struct CallbackTests {
  /// Answers as told, and remembers what was posted.
  final class Receiver: CallbackTransport {
    struct Posted: Sendable {
      let url: String
      let fields: [String: String]
      let body: String
    }

    private let script: Lock<[CallbackAnswer?]>
    private let posts = Lock<[Posted]>([])

    /// The last answer goes on for ever; nil is a lost connection.
    init(_ script: [CallbackAnswer?]) { self.script = Lock(script) }

    var posted: [Posted] { posts.withLock { $0 } }

    func post(_ url: String, fields: [String: String], body: [UInt8]) async throws -> CallbackAnswer {
      posts.withLock { $0.append(Posted(url: url, fields: fields, body: String(decoding: body, as: UTF8.self))) }
      let answer = script.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      guard let answer else { throw TestFailure("the connection was lost") }
      return answer
    }

    func close() async {}
  }

  private func reporting(_ format: String = "echo") -> JobSpecification {
    var wanted = specification(format, attempts: 1)
    wanted.callback = "https://receiver.example/hook"
    return wanted
  }

  private func sender(_ jobs: JobStore, _ receiver: Receiver) -> CallbackSender {
    CallbackSender(CallbackStore(jobs), receiver, random: { 0 })
  }

  @Test(arguments: ExportWorld.allCases)
  func theEndOfAJobIsReportedOnceAndSigned(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let receiver = Receiver([CallbackAnswer(status: 204)])
        let job = try await jobs.submit(reporting())
        _ = try await jobs.submit(specification())
        _ = try await jobs.reach(.completed, job.id)
        let sender = sender(jobs, receiver)
        #expect(try await sender.sendDue() == 1)
        #expect(try await sender.sendDue() == 0)
        let posted = try #require(receiver.posted.first)
        #expect(posted.url == "https://receiver.example/hook")
        #expect(posted.body.contains(#""type":"export.completed""#) && posted.body.contains(job.id))
        let secret = try #require(try await CallbackStore(jobs).secrets(tenant: "acme").first)
        let verdict = try Judge.python(
          """
          import base64, hashlib, hmac, json, sys
          secret, id, time, body = sys.argv[1:]
          key = base64.b64decode(secret.removeprefix("whsec_"))
          print("v1," + base64.b64encode(hmac.new(key, f"{id}.{time}.{body}".encode(), hashlib.sha256).digest()).decode())
          assert json.loads(body)["data"]["files"][0]["size"] > 0
          """, secret.text, posted.fields["webhook-id"] ?? "", posted.fields["webhook-timestamp"] ?? "", posted.body)
        #expect(verdict.status == 0, "\(verdict.output)")
        #expect(verdict.output == (posted.fields["webhook-signature"] ?? "") + "\n")
      }
    }
  }

  @Test func failuresAndCancellationsAreReported() async throws {
    try await ExportWorld.sqlite.with { world in
      let jobs = world.store()
      let job = try await jobs.submit(reporting())
      try await jobs.change(job.id, .cancel, tenant: "acme", actor: "ada")
      let receiver = Receiver([CallbackAnswer(status: 200)])
      #expect(try await sender(jobs, receiver).sendDue() == 1)
      #expect(receiver.posted[0].body.contains(#""type":"export.cancelled""#))
      try await world.running { jobs in
        let failing = try await jobs.submit(reporting("broken"))
        _ = try await jobs.reach(.failed, failing.id)
        #expect(try await sender(jobs, receiver).sendDue() == 1)
        #expect(receiver.posted[1].body.contains(#""type":"export.failed""#))
      }
    }
  }

  /// Ten tries over 75 hours, each as late as the list says or as the receiver asks, then it is given up.
  @Test func whatDoesNotArriveIsTriedAgain() async throws {
    let time = Lock<Int64>(1_800_000_000_000_000)
    let now: @Sendable () -> Int64 = { time.withLock { $0 } }
    try await ExportWorld.sqlite.with(now: now) { world in
      let jobs = world.store()
      let job = try await jobs.submit(reporting())
      try await jobs.change(job.id, .cancel, tenant: "acme", actor: nil)
      let receiver = Receiver([nil, CallbackAnswer(status: 503, retryAfter: 900), CallbackAnswer(status: 500)])
      let sender = sender(jobs, receiver)
      var waits: [Int64] = []
      while true {
        #expect(try await sender.sendDue() == 1)
        let delivery = try #require(try await CallbackStore(jobs).deliveries(tenant: "acme").first)
        guard delivery.state == .waiting else { break }
        waits.append((delivery.nextAt - now()) / 1_000_000)
        time.withLock { $0 = delivery.nextAt - 1 }
        #expect(try await sender.sendDue() == 0, "not a moment too early")
        time.withLock { $0 = delivery.nextAt }
      }
      #expect(waits == [5, 900, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
      #expect(receiver.posted.count == 10)
      #expect(Set(receiver.posted.map { $0.fields["webhook-id"] }).count == 1)
      let last = try #require(try await CallbackStore(jobs).deliveries(tenant: "acme", job: job.id).first)
      #expect(last.state == .failed && last.status == 500 && last.problem == "The receiver answered 500.")
      #expect(try await CallbackStore(jobs).redeliver(last.id, tenant: "acme"))
      #expect(try await !CallbackStore(jobs).redeliver(last.id, tenant: "other"))
      #expect(try await sender.sendDue() == 1)
    }
  }

  /// A clock that is set back by days holds nothing up.
  @Test func aClockSetBackDoesNotHoldAMessage() async throws {
    let time = Lock<Int64>(1_800_000_000_000_000)
    try await ExportWorld.sqlite.with(now: { time.withLock { $0 } }) { world in
      let jobs = world.store()
      let job = try await jobs.submit(reporting())
      try await jobs.change(job.id, .cancel, tenant: "acme", actor: nil)
      time.withLock { $0 -= 10 * 86_400 * 1_000_000 }
      #expect(try await sender(jobs, Receiver([CallbackAnswer(status: 200)])).sendDue() == 1)
    }
  }

  @Test func aReceiverThatIsGoneIsLeftInPeace() async throws {
    try await ExportWorld.sqlite.with { world in
      let jobs = world.store()
      let store = CallbackStore(jobs)
      let receiver = Receiver([CallbackAnswer(status: 410), CallbackAnswer(status: 200)])
      let sender = sender(jobs, receiver)
      for _ in 0..<2 {
        let job = try await jobs.submit(reporting())
        try await jobs.change(job.id, .cancel, tenant: "acme", actor: nil)
        #expect(try await sender.sendDue() == 1)
      }
      #expect(receiver.posted.count == 1)
      #expect(try await store.refusals(tenant: "acme").map(\.url) == ["https://receiver.example/hook"])
      #expect(try await store.deliveries(tenant: "acme").allSatisfy { $0.state == .failed })
      #expect(try await store.allow("https://receiver.example/hook", tenant: "acme"))
      let job = try await jobs.submit(reporting())
      try await jobs.change(job.id, .cancel, tenant: "acme", actor: nil)
      #expect(try await sender.sendDue() == 1)
      #expect(receiver.posted.count == 2)
    }
  }

  /// After a change of secrets both sign for a day, and then only the new one.
  @Test func secretsChangeOver() async throws {
    let time = Lock<Int64>(1_800_000_000_000_000)
    try await ExportWorld.sqlite.with(now: { time.withLock { $0 } }) { world in
      let store = CallbackStore(world.store())
      let first = try await store.secrets(tenant: "acme")
      #expect(first.count == 1)
      let second = try await store.rotateSecret(tenant: "acme")
      #expect(try await store.secrets(tenant: "acme").map(\.text) == [second.text, first[0].text])
      let signatures = CallbackSecret.signatures(
        try await store.secrets(tenant: "acme"), id: "a", seconds: 1, body: "{}")
      #expect(signatures.split(separator: " ").count == 2)
      time.withLock { $0 += 86_401 * 1_000_000 }
      #expect(try await store.secrets(tenant: "acme").map(\.text) == [second.text])
      #expect(try await store.secrets(tenant: "other").map(\.text) != [second.text])
    }
  }
}
