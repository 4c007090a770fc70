internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity

extension ExportAPI {
  func addChanging(to router: inout Router) {
    for command in [JobCommand.pause, .resume, .cancel, .retry] {
      router.post("/api/v3/exports/{id}/\(command.rawValue)", ExportDescriptions.change(command)) {
        request async throws in
        answer(try await change(request, command))
      }
    }
    for (path, name) in [("/export/{id}", "delete_export"), ("/api/v3/exports/{id}", "remove_export")] {
      router.delete(path, ExportDescriptions.remove(name)) { request async throws in
        // What still runs is cancelled; what is done gives its files up.
        let (job, _) = try await job(request, .writeExports)
        return answer(try await change(request, job.state.isTerminal ? .remove : .cancel))
      }
    }
  }

  private func change(_ request: Request, _ command: JobCommand) async throws -> Job {
    let (job, principal) = try await job(request, .writeExports)
    return try await jobs.change(
      job.id, command, tenant: principal.tenant, actor: principal.name, correlation: request.id.description)
  }
}
