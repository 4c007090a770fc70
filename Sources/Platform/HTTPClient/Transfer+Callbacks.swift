internal import CCurl
internal import Glibc

extension Transfer {
  /// The object behind a callback's context; the loop keeps it alive while libcurl has the handle.
  private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  func configureCallbacks(_ me: UnsafeMutableRawPointer) {
    cc_set_pointer(handle, CURLOPT_WRITEDATA, me)
    cc_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let transfer = Transfer.of(context) else { return 0 }
      switch transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) {
      case true?: return size * count
      case false?: return 0
      case nil: return Int(cc_write_pause)
      }
    }
    cc_set_pointer(handle, CURLOPT_HEADERDATA, me)
    cc_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let transfer = Transfer.of(context) else { return 0 }
      return transfer.receive(line: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    cc_set_pointer(handle, CURLOPT_READDATA, me)
    cc_set_reader(handle) { buffer, size, count, context in
      guard let transfer = Transfer.of(context) else { return Int(cc_read_abort) }
      return transfer.send(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }
    cc_set_pointer(handle, CURLOPT_SEEKDATA, me)
    cc_set_seeker(handle) { context, offset, origin in
      guard let transfer = Transfer.of(context), offset == 0, origin == SEEK_SET, transfer.plan.isRepeatable,
        transfer.body?.rewind() == true
      else { return CURL_SEEKFUNC_FAIL }
      return CURL_SEEKFUNC_OK
    }
    cc_set_pointer(handle, CURLOPT_OPENSOCKETDATA, me)
    cc_set_socket_opener(handle) { context, _, address in
      guard let transfer = Transfer.of(context), let address else { return -1 }
      return transfer.open(address)
    }
  }

  /// The egress guard: the last step before `connect`, with the very address that it gets.
  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> CInt {
    if let reason = refusal(of: address) {
      refusal = reason
      return -1
    }
    let type = address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, type, address.pointee.protocol)
  }

  private func refusal(of address: UnsafeMutablePointer<curl_sockaddr>) -> String? {
    if address.pointee.family == AF_UNIX { return settings.unixSocket == nil ? "a Unix socket" : nil }
    return withUnsafePointer(to: &address.pointee.addr) { socketAddress -> String? in
      guard let number = IPAddress(socketAddress: socketAddress) else { return "an unknown kind of address" }
      if let proxy = settings.proxy, proxy.serves(plan.target.host) { return nil }
      let port = UnsafeRawPointer(socketAddress).loadUnaligned(fromByteOffset: 2, as: UInt16.self)
      return settings.egress.refusal(of: number, port: UInt16(bigEndian: port), host: plan.target.host)
        .map { "\(number): \($0)" }
    }
  }
}
