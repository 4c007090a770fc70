internal import Database
internal import Glibc

/// Whether the database can be reached and answers.
struct DatabaseCheck: DoctorCheck {
  let location: DatabaseLocation

  func run() async -> [Finding] {
    if case .embedded(let path) = location, access(path, F_OK) != 0 {
      return [.good("database", "\(location) (made at the first start)")]
    }
    do {
      let database = try await location.open()
      do {
        try await database.check()
        await database.close()
        return [.good("database", "\(location)")]
      } catch {
        await database.close()
        throw error
      }
    } catch let error as DatabaseError where error.code == .locked {
      return [.good("database", "\(location), in use by a running export-ia")]
    } catch {
      return [.problem("database", "\(location): \(error)", remedy: location.remedy)]
    }
  }
}
