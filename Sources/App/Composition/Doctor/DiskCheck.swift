internal import Glibc

/// Whether the data folder can be written and has room.
struct DiskCheck: DoctorCheck {
  let folder: String
  var minimumFree: UInt64 = 1 << 30

  func run() async -> [Finding] {
    var place = folder
    // A folder that is not there yet is made at start, so its nearest parent is what counts.
    while access(place, F_OK) != 0 {
      guard let slash = place.lastIndex(of: "/") else {
        place = "."
        break
      }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
    guard access(place, W_OK) == 0 else {
      return [
        .problem(
          "data folder", "\(folder): \(place) cannot be written by this user",
          remedy: "chown it to the user that runs export-ia, or choose another folder with --data")
      ]
    }
    var file = statvfs()
    guard statvfs(place, &file) == 0 else {
      return [.warning("data folder", "the free space of \(place) is unknown", remedy: "check the disk with df -h")]
    }
    let free = UInt64(file.f_bavail) * UInt64(file.f_frsize)
    let text = "\(folder): \(free >> 20) MiB free"
    return free >= minimumFree
      ? [.good("data folder", text)]
      : [.warning("data folder", text, remedy: "free some space; under \(minimumFree >> 20) MiB an export may not fit")]
  }
}
