internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// The numbers of the service for Prometheus.
struct MetricsRoutes {
  /// Takes the `Accept` field; returns the text and its media type.
  let render: @Sendable (String?) -> (body: [UInt8], type: String)

  func add(to router: inout Router) {
    router.get("/metrics", description) { [render] request in
      let text = render(request.fields["Accept"])
      var response = Response.bytes(text.body, type: text.type)
      response.fields["Cache-Control"] = "no-store"
      response.fields["Vary"] = "Accept"
      response.servesRanges = false
      return response
    }
  }

  private var description: RouteDescription {
    RouteDescription(
      operation: "metrics", summary: "Metrics as Prometheus or OpenMetrics text", tags: ["System"],
      responses: [
        (
          200,
          RouteDescription.Content(
            "The text form that the Accept field asks for.",
            types: [
              ("text/plain", ["type": "string"]), ("application/openmetrics-text", ["type": "string"]),
            ])
        )
      ], security: [])
  }
}
