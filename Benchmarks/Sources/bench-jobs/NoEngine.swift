import ByteIO
import Exports

/// Makes nothing, so that what is measured is everything around it.
struct NoEngine: ExportEngine {
  let version = "1"
  let formats = [
    ExportFormat(
      name: "nothing", title: "Nothing", mediaType: "text/plain", fileExtension: "txt", documentTypes: ["document"],
      isReusable: false)
  ]

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] { [] }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    try checkpoint.pass()
    return RenderReport()
  }
}
