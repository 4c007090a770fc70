import Testing

@testable import Identity

@Suite struct PasswordHashTests {
  @Test func onlyTheRightPasswordMatches() throws {
    let hash = try PasswordHash(of: "correct horse battery", salt: [UInt8](repeating: 7, count: 16))
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    #expect(hash.matches("correct horse battery"))
    #expect(!hash.matches("correct horse batterz"))
    #expect(!PasswordHash(text: "nonsense").matches("nonsense"))
  }
}
