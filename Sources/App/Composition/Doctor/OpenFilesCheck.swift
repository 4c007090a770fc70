internal import Glibc

/// Whether the process may hold enough connections and files open.
struct OpenFilesCheck: DoctorCheck {
  var wanted: UInt64 = 4096

  func run() async -> [Finding] {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(7), &limit)
    let hard = UInt64(limit.rlim_max)
    guard hard >= wanted else {
      return [
        .warning(
          "open files", "at most \(hard) at once",
          remedy: "raise the limit (ulimit -n \(wanted), or LimitNOFILE=\(wanted) in the service file)")
      ]
    }
    return [.good("open files", "up to \(hard)")]
  }
}
