internal import CCurl
internal import HTTPMessage

extension Transfer {
  /// Sets the handle up; it keeps pointers into this object, which must outlive the transfer.
  func configure() {
    let me = Unmanaged.passUnretained(self).toOpaque()
    cc_set_pointer(handle, CURLOPT_PRIVATE, me)
    cc_set_pointer(handle, CURLOPT_ERRORBUFFER, explanation)
    cc_set_text(handle, CURLOPT_URL, plan.target.url)
    cc_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    cc_set_long(handle, CURLOPT_PATH_AS_IS, 1)
    cc_set_long(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    cc_set_long(handle, CURLOPT_NOSIGNAL, 1)
    cc_set_long(handle, CURLOPT_BUFFERSIZE, 64 << 10)
    cc_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    cc_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    cc_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(plan.deadlines.connect))
    cc_set_long(handle, CURLOPT_MAXAGE_CONN, max(1, Self.milliseconds(settings.keepAlive) / 1000))
    // A cancelled transfer must not wait for its name lookup: the lookup's thread is left to end by itself.
    cc_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    configureCallbacks(me)
    configureSecurity()
    configureRoute()
    configureMethod()
    configureFields()
  }

  private func configureSecurity() {
    cc_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
    cc_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
    cc_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let file = settings.authoritiesFile {
      cc_set_text(handle, CURLOPT_CAINFO, file)
      cc_set_text(handle, CURLOPT_CAPATH, nil)
    }
    let version = settings.allowsHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    cc_set_long(handle, CURLOPT_HTTP_VERSION, version)
  }

  private func configureRoute() {
    // An empty proxy is none, whatever the environment says.
    cc_set_text(handle, CURLOPT_NOPROXY, "")
    if let proxy = settings.proxy, proxy.serves(plan.target.host) {
      cc_set_text(handle, CURLOPT_PROXY, proxy.url)
      if let user = proxy.user { cc_set_text(handle, CURLOPT_PROXYUSERNAME, user) }
      if let password = proxy.password { cc_set_text(handle, CURLOPT_PROXYPASSWORD, password) }
      if let file = settings.authoritiesFile { cc_set_text(handle, CURLOPT_PROXY_CAINFO, file) }
    } else {
      cc_set_text(handle, CURLOPT_PROXY, "")
    }
    if let socket = settings.unixSocket { cc_set_text(handle, CURLOPT_UNIX_SOCKET_PATH, socket) }
    if !plan.addresses.isEmpty {
      add(address: "\(plan.target.host):\(plan.target.port):\(plan.addresses.joined(separator: ","))")
      cc_set_list(handle, CURLOPT_RESOLVE, addressList)
    }
  }

  private func configureMethod() {
    guard let body else {
      if plan.method == .head {
        cc_set_long(handle, CURLOPT_NOBODY, 1)
        return
      }
      if [.post, .put, .patch].contains(plan.method) {
        cc_set_long(handle, CURLOPT_POST, 1)
        cc_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, 0)
        cc_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
        // With nothing to rewind libcurl would send it twice when a kept connection has just been closed.
        if !plan.isRepeatable { cc_set_long(handle, CURLOPT_FRESH_CONNECT, 1) }
      }
      if plan.method != .get { cc_set_text(handle, CURLOPT_CUSTOMREQUEST, plan.method.rawValue) }
      return
    }
    if case .bytes(let bytes) = plan.body, plan.isRepeatable, bytes.count <= 32 << 10 {
      // Goes out in one packet with the header.
      cc_set_long(handle, CURLOPT_POST, 1)
      cc_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
      bytes.withUnsafeBytes { buffer in
        _ = cc_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: buffer.baseAddress))
      }
    } else {
      cc_set_long(handle, CURLOPT_UPLOAD, 1)
      cc_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, 64 << 10)
      cc_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(body.length ?? -1))
    }
    cc_set_text(handle, CURLOPT_CUSTOMREQUEST, plan.method.rawValue)
  }

  private func configureFields() {
    for field in plan.fields.fields {
      add(field: field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    if plan.fields["Content-Type"] == nil { add(field: "Content-Type:") }
    add(field: plan.expectsContinue && body != nil ? "Expect: 100-continue" : "Expect:")
    cc_set_list(handle, CURLOPT_HTTPHEADER, fieldList)
    cc_set_long(handle, CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    max(1, Int(duration.nanoseconds / 1_000_000))
  }
}
