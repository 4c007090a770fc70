internal import CommandLineTool
internal import Glibc

/// The folder that holds the data; only its owner may look inside.
enum DataFolder {
  static func prepare(_ path: String) throws {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o700) != 0, errno != EEXIST else { continue }
      throw CommandFailure(
        code: "data_folder", "the data folder '\(path)' cannot be made: \(String(cString: strerror(errno)))",
        hint: "Choose another one with --data, or make it and give it to the user that runs export-ia.")
    }
    var information = stat()
    guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR, access(path, W_OK | X_OK) == 0 else {
      throw CommandFailure(
        code: "data_folder", "the data folder '\(path)' is no folder that this user can write to",
        hint: "Choose another one with --data, or give it to the user that runs export-ia.")
    }
  }
}
