internal import ByteIO
internal import Database
internal import JSON
internal import Threads

extension Dispatcher {
  func makeRunning(_ ready: ReadyJob, _ specification: JobSpecification, _ claim: RunningJob.Claim) -> RunningJob {
    let deadline = jobs.clock.monotonic() + UInt64(specification.timeoutSeconds) * 1_000_000_000
    // The checkpoint speaks of the job, and the job holds the checkpoint.
    let shared = Shared()
    let checkpoint = Checkpoint(
      monotonic: jobs.clock.monotonic, deadline: deadline,
      report: { [findings] progress in
        if let job = shared.job { findings.progress(progress, of: job) }
      },
      warn: { [findings] warning in
        if let job = shared.job { findings.warning(warning, of: job) }
      },
      parked: { [self] isParked in
        threads.park(isParked)
        if isParked, let job = shared.job { leave(job) }
      })
    let running = RunningJob(
      tenant: ready.tenant, id: ready.id, specification: specification,
      origin: JobEnding.Origin(
        owner: ready.owner, readyAt: max(ready.createdAt, ready.runAt), startedAt: jobs.clock.now()),
      claim: claim, checkpoint: checkpoint, deadline: deadline)
    shared.job = running
    return running
  }

  /// On a thread of its own.
  func render(_ running: RunningJob, _ made: [String: VaultPublication]) {
    let start = jobs.clock.monotonic()
    let outcome: RenderOutcome
    do {
      outcome = .completed(try files(of: running, made))
    } catch let error as RenderStopped {
      outcome = error == .timedOut ? .failed(.timedOut(running.specification.timeoutSeconds)) : .stopped(error)
    } catch let error as JobError {
      outcome = .failed(error)
    } catch let error as FileError where error.code == .noSpace {
      outcome = .failed(
        JobError("storage_full", "The server's disk is full. It is tried again.", isRecoverable: true))
    } catch {
      log("the job \(running.id) failed: \(error)")
      outcome = .failed(
        JobError(
          "internal", "The file could not be made; the cause is in the server's log under \(running.id).",
          isRecoverable: true))
    }
    let time = Double(jobs.clock.monotonic() - start)
    load.withLock { $0.meanTime = $0.meanTime * 0.8 + time * 0.2 }
    if running.isGivenUp {
      // Its thread did not count any more, and the job went its way.
      threads.park(false)
      return
    }
    findings.outcome(outcome, of: running)
  }

  private func files(of running: RunningJob, _ made: [String: VaultPublication]) throws -> RenderedFiles {
    let specification = running.specification
    var rendered = RenderedFiles()
    rendered.isCached = specification.formats.allSatisfy { made[$0] != nil }
    for (index, name) in specification.formats.enumerated() {
      running.checkpoint.isFile(index, of: specification.formats.count)
      try running.checkpoint.pass()
      guard let offer = engines.offer(name, from: specification.documentType) else {
        throw JobError("format_unknown", "This server no longer writes '\(name)'. GET /formats lists what it writes.")
      }
      let format = offer.format
      if let earlier = made[name], vault.keep(earlier.file.hash) {
        rendered.add(earlier, as: file(format, specification, earlier.file))
        rendered.publications.append(publication(running, name, earlier.file, details: earlier.details))
        continue
      }
      rendered.isCached = false
      let sink = VaultSink(vault)
      let report = try offer.engine.render(try request(specification, format: name), into: sink, running.checkpoint)
      rendered.warnings += report.warnings
      rendered.pages = report.pages ?? rendered.pages
      rendered.qualityScore = report.qualityScore ?? rendered.qualityScore
      guard let sealed = try sink.seal(keepsEmpty: format.isReusable) else { continue }
      rendered.files.append(file(format, specification, sealed))
      rendered.publications.append(publication(running, name, sealed, details: report.json.description))
    }
    return rendered
  }

  private func publication(_ running: RunningJob, _ format: String, _ file: SealedFile, details: String)
    -> VaultPublication
  {
    VaultPublication(
      source: VaultSource(tenant: running.tenant, source: running.specification.source(of: format)),
      name: Self.publicationName(running.id, format), token: running.claim.token, file: file, details: details,
      time: jobs.clock.now())
  }

  static func publicationName(_ id: String, _ format: String) -> String { "\(id)/\(format)" }

  private func file(_ format: ExportFormat, _ specification: JobSpecification, _ sealed: SealedFile) -> JobFile {
    JobFile(
      format: format.name, name: "\(specification.fileName).\(format.fileExtension)", mediaType: format.mediaType,
      hash: sealed.hash.description, size: sealed.size)
  }

  private func request(_ specification: JobSpecification, format: String) throws -> RenderRequest {
    let content: [UInt8] =
      switch specification.content {
      case .text(let text): Array(text.utf8)
      case .stored(let hash, _): try vault.read(hash)
      }
    var request = RenderRequest(specification, format: format, content: content)
    request.attachments = try specification.attachments.map {
      RenderRequest.Attachment(name: $0.name, content: try vault.read($0.hash))
    }
    return request
  }
}

/// Holds the running job for the closures of its checkpoint, without keeping it alive.
private final class Shared: Sendable {
  private let place = Lock(Weak())

  var job: RunningJob? {
    get { place.withLock { $0.job } }
    set { place.withLock { $0.job = newValue } }
  }
}

private struct Weak {
  weak var job: RunningJob?
}

extension RenderedFiles {
  /// Takes over what an earlier job made.
  mutating func add(_ earlier: VaultPublication, as file: JobFile) {
    files.append(file)
    if let details = try? JSONValue(parsing: earlier.details) {
      warnings += details["warnings"]?.array?.compactMap(JobWarning.init) ?? []
      pages = details["pages"]?.integer ?? pages
      qualityScore = details["quality_score"]?.number ?? qualityScore
    }
  }
}

extension JobError {
  static func timedOut(_ seconds: Int) -> JobError {
    JobError(
      "timeout",
      "The file was not ready after \(seconds) seconds. Raise 'timeout_seconds', or export less at once.",
      isRecoverable: true)
  }
}
