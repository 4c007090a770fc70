internal import Glibc

/// What /proc/self/stat says.
struct ProcessStatus {
  let cpuSeconds: Double
  let threads: Int
  /// In seconds.
  let startedAfterBoot: Double
  let virtualBytes: Int
  let residentBytes: Int

  static func read() -> ProcessStatus? {
    ProcessFile.read("/proc/self/stat").flatMap { ProcessStatus($0) }
  }

  init?(_ text: String) {
    // The second field is the program's name in parentheses, which may hold anything: fields are counted after it.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    let ticks = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
    guard fields.count >= 22, let user = Double(fields[11]), let system = Double(fields[12]),
      let threads = Int(fields[17]), let started = Double(fields[19]), let virtual = Int(fields[20]),
      let pages = Int(fields[21].filter { $0 != "\n" })
    else { return nil }
    cpuSeconds = (user + system) / ticks
    self.threads = threads
    startedAfterBoot = started / ticks
    virtualBytes = virtual
    residentBytes = pages * max(sysconf(Int32(_SC_PAGESIZE)), 1)
  }
}
