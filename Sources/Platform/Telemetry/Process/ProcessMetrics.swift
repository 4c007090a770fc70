internal import Glibc

/// Figures about the running process, read from /proc when they are asked for.
public enum ProcessMetrics {
  /// Registers memory, CPU time, file descriptors, threads, start and uptime under Prometheus' usual names.
  public static func register(in registry: MetricRegistry) {
    registry.gauge("process_resident_memory_bytes", help: "Memory of the process that is in RAM") {
      ProcessStatus.read().map { Double($0.residentBytes) }
    }
    registry.gauge("process_virtual_memory_bytes", help: "Address space of the process") {
      ProcessStatus.read().map { Double($0.virtualBytes) }
    }
    registry.counter("process_cpu_seconds", help: "CPU time in user and system mode") {
      ProcessStatus.read()?.cpuSeconds
    }
    registry.gauge("process_threads", help: "Threads of the process") {
      ProcessStatus.read().map { Double($0.threads) }
    }
    registry.gauge("process_open_fds", help: "Open file descriptors") { openDescriptors().map { Double($0) } }
    registry.gauge("process_max_fds", help: "The most file descriptors that may be open") { descriptorLimit() }
    let boot = bootTime()
    registry.gauge("process_start_time_seconds", help: "When the process started, in seconds since 1970") {
      guard let boot, let status = ProcessStatus.read() else { return nil }
      return boot + status.startedAfterBoot
    }
    registry.gauge("process_uptime_seconds", help: "How long the process has been running") {
      ProcessStatus.read().map { max(uptimeOfSystem() - $0.startedAfterBoot, 0) }
    }
  }

  /// When the system started, in seconds since 1970.
  private static func bootTime() -> Double? {
    ProcessFile.read("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
      .flatMap { Double($0.dropFirst(6)) }
  }

  private static func uptimeOfSystem() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func openDescriptors() -> Int? {
    guard let folder = opendir("/proc/self/fd") else { return nil }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // Without ".", ".." and the folder's own.
    return count - 3
  }

  private static func descriptorLimit() -> Double? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else { return nil }
    return limit.rlim_cur == rlim_t.max ? .infinity : Double(limit.rlim_cur)
  }
}
