import TestSupport
import Testing

@testable import Composition

@Suite struct DoctorTests {
  @Test(arguments: [
    ("3.40.1", "3.37.0", false), ("3.36.9", "3.37.0", true), ("3.0", "3.0.0", false), ("2.9.14", "2.9.10", false),
    ("7.9.1", "7.85.0", true), ("3.0.2-beta", "3.0.2", false),
  ])
  func versionsAreComparedAsNumbers(_ version: String, _ least: String, _ isOlder: Bool) {
    #expect(LibrariesCheck.isOlder(version, than: least) == isOlder)
  }

  @Test func everyLibraryTellsItsVersion() async {
    let findings = await LibrariesCheck().run()
    #expect(findings.allSatisfy { $0.outcome == .good })
    for name in ["SQLite", "libpq", "libcurl", "OpenSSL", "libxml2"] {
      #expect(findings.contains { $0.message.contains("\(name) ") }, "\(name)")
    }
  }

  @Test func withoutFontsAndDictionariesItSaysWhichPackagesToInstall() async {
    var fonts = FontsCheck()
    fonts.folders = ["/nowhere"]
    let found = await fonts.run()
    #expect(found.first?.outcome == .warning)
    #expect(found.first?.remedy?.contains("fonts-noto-cjk") == true)

    var dictionaries = DictionariesCheck()
    dictionaries.folders = ["/nowhere"]
    #expect(await dictionaries.run().first?.remedy?.contains("hunspell-en-us") == true)
  }

  @Test func aFolderThatIsNotThereYetIsJudgedByItsParent() async {
    #expect(await DiskCheck(folder: "/tmp/not/there/yet", minimumFree: 0).run().first?.outcome == .good)
    #expect(await DiskCheck(folder: "/tmp", minimumFree: .max).run().first?.outcome == .warning)
    #expect(await DiskCheck(folder: "/proc/1/task/nothing").run().first?.outcome != .good)
  }

  @Test func theDatabaseIsNamedWithoutItsPassword() {
    let location = DatabaseLocation(
      url: "postgres://user:secret@db.example.org:5432/export?sslmode=require", dataFolder: "")
    #expect("\(location)" == "PostgreSQL, db.example.org:5432/export")
    #expect("\(DatabaseLocation(url: nil, dataFolder: "data"))" == "SQLite, data/export-ia.db")
  }
}
