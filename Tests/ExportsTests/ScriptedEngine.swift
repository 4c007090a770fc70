import ByteIO
import Threads

@testable import Exports

/// An engine whose formats do what a test wants.
final class ScriptedEngine: ExportEngine {
  private struct State {
    var isOpen = false
    var renders = 0
    var attempts: [String: Int] = [:]
    var order: [String] = []
  }

  private let state = Monitor(State())

  let version = "1"
  let formats = [
    ("echo", true), ("noop", false), ("gate", false), ("flaky", false), ("broken", false), ("steps", false),
  ].map { name, isReusable in
    ExportFormat(
      name: name, title: name, mediaType: "text/plain", fileExtension: "txt", documentTypes: ["report"],
      isReusable: isReusable)
  }

  /// How many renders were begun.
  var renders: Int { state.with { $0.renders } }
  /// The contents in the order in which they were begun.
  var order: [String] { state.with { $0.order } }

  func openAll() {
    state.broadcast { $0.isOpen = true }
  }

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] { [] }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    let content = String(decoding: request.content, as: UTF8.self)
    let attempt = state.with { state in
      state.renders += 1
      state.order.append(content)
      state.attempts[content, default: 0] += 1
      return state.attempts[content] ?? 0
    }
    switch request.format {
    case "noop": break
    case "gate":
      // Ends when the test opens the gate; comes by a checkpoint often.
      while !isOpenSoon() { try checkpoint.progress(0.5, step: "waiting") }
      try sink.write(content)
    case "steps":
      for step in 1...3 {
        try checkpoint.progress(Double(step) / 3, step: "step \(step)", done: step, total: 3)
      }
      checkpoint.warning(JobWarning(.info, "small", "A small thing."))
      try sink.write(content)
    case "flaky":
      if attempt < 3 { throw JobError("busy", "Not now.", isRecoverable: true) }
      try sink.write(content)
    case "broken": throw JobError("bad_content", "The content is wrong.", pointer: "/sections/0")
    default: try sink.write(content)
    }
    return RenderReport(pages: 1)
  }

  private func isOpenSoon() -> Bool {
    state.wait(until: MonotonicTime.now + 2_000_000) { $0.isOpen ? true : nil } ?? false
  }
}
