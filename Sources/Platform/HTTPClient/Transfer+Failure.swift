internal import CCurl

extension Transfer {
  /// What libcurl's result means to the caller.
  func outcome(_ result: CURLcode) -> Result<Void, HTTPClientError> {
    if let failure { return .failure(failure) }
    guard result != CURLE_OK else {
      return hasHead ? .success(()) : .failure(exchange.error(.protocolViolation, "the server sent no HTTP answer"))
    }
    if let refusal, result == CURLE_COULDNT_CONNECT {
      return .failure(
        exchange.error(
          .egressDenied,
          "connections to \(refusal) are not allowed; allow it in the egress configuration if it is meant"))
    }
    let (code, message) = meaning(of: result)
    return .failure(exchange.error(code, message))
  }

  private func meaning(of result: CURLcode) -> (HTTPClientError.Code, String) {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST: return (.dns, "the host's name has no address")
    case CURLE_COULDNT_RESOLVE_PROXY: return (.dns, "the proxy's name has no address")
    case CURLE_COULDNT_CONNECT: return (.connect, "no address of the host takes connections")
    case CURLE_PROXY: return (.connect, "the proxy refuses the connection")
    case CURLE_OPERATION_TIMEDOUT:
      return (.timeout, "no connection within \(plan.deadlines.connect.nanoseconds / 1_000_000) ms")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_ENGINE_NOTFOUND, CURLE_USE_SSL_FAILED:
      return (.tls, explained("the TLS handshake failed"))
    case CURLE_PARTIAL_FILE: return (.connectionLost, "the connection ended before the announced end of the answer")
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      return (
        .connectionLost, hasHead ? "the connection broke within the answer" : "the connection broke without an answer"
      )
    case CURLE_SEND_FAIL_REWIND:
      return (.connectionLost, "the connection broke after the request was sent, and it may not be sent twice")
    case CURLE_OUT_OF_MEMORY:
      return hasHead ? (.resources, "out of memory") : (.tooLarge, "a header line of the answer is too long")
    case CURLE_HTTP2, CURLE_HTTP2_STREAM: return (.connectionLost, "the server ended the HTTP/2 stream")
    case CURLE_WRITE_ERROR, CURLE_ABORTED_BY_CALLBACK: return (.cancelled, "the transfer was given up")
    // CURLE_TOO_LARGE, which older headers do not name.
    case CURLcode(rawValue: 100): return (.tooLarge, "a header line of the answer is too long")
    default: return (.protocolViolation, String(cString: curl_easy_strerror(result)))
    }
  }

  /// libcurl's words on a certificate: they name the host and the fault, nothing of the request.
  private func explained(_ fallback: String) -> String {
    let text = String(cString: explanation)
    return text.isEmpty ? fallback : text
  }
}
