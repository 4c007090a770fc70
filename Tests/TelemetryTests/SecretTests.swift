import Testing

@testable import Telemetry

@Suite struct SecretTests {
  @Test func secretsDoNotShowThemselves() {
    let secret = Secret("hunter2")
    struct Holder { let password: Secret<String> }
    var dumped = ""
    dump(Holder(password: secret), to: &dumped)
    let shown = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(Holder(password: secret))", dumped,
      String(describing: [secret]), String(reflecting: Optional(secret)),
    ]
    for text in shown {
      #expect(!text.contains("hunter2"))
      #expect(text.contains("•••"))
    }
    #expect(secret.reveal() == "hunter2")
    #expect(secret == Secret("hunter2"))
    #expect(LogValue(secret) == .secret)
  }

  @Test(arguments: [
    "authorization", "Authorization", "Proxy-Authorization", "cookie", "Set-Cookie", "password", "db_password",
    "userPassword", "token", "access_token", "refreshToken", "api_key", "apiKey", "X-Api-Key", "client_secret",
    "private-key", "passphrase", "credentials", "aws_secret_access_key", "session_id", "X-Amz-Signature", "jwt",
    "connection.string",
  ])
  func sensitiveNamesAreKnown(_ name: String) {
    #expect(SensitiveName.matches(name))
  }

  @Test(arguments: [
    "path", "status", "tokens", "keyboard", "author", "monkey", "passwordless", "secretary", "cookies_count",
    "duration",
    "route", "key_count", "tokenizer",
  ])
  func harmlessNamesAreShown(_ name: String) {
    #expect(!SensitiveName.matches(name))
  }

  @Test(arguments: [
    ("postgres://app:pw@db:5432/x", "postgres://app:•••@db:5432/x"),
    ("connecting to postgres://app:p@w@db/x failed", "connecting to postgres://app:•••@db/x failed"),
    ("postgres://app:p/w@db/x", "postgres://app:•••@db/x"),
    ("https://ghp_abc@host/x", "https://•••@host/x"),
    ("https://host/mail@example.org", "https://host/mail@example.org"),
    ("https://host:8000/x?a=1", "https://host:8000/x?a=1"),
    ("GET /x?token=abc&page=2", "GET /x?token=•••&page=2"),
    ("GET /x?page=2&api_key=abc HTTP/1.1", "GET /x?page=2&api_key=••• HTTP/1.1"),
    ("https://s3/x?X-Amz-Signature=abc&X-Amz-Date=1", "https://s3/x?X-Amz-Signature=•••&X-Amz-Date=1"),
    ("Authorization: Bearer eyJhbGciOi.x.y", "Authorization: Bearer •••"),
    ("authorization: basic dXNlcjpwYXNz", "authorization: basic •••"),
    ("a basic export of things", "a basic export of things"),
    ("the bearer is here", "the bearer is here"),
    ("host=db user=app password=pw dbname=x", "host=db user=app password=••• dbname=x"),
    ("password='p w' host=db", "password=••• host=db"),
    ("password=", "password="),
    ("monkey=1 keyboard=2", "monkey=1 keyboard=2"),
    ("a=b", "a=b"),
    ("mail@example.org", "mail@example.org"),
    ("two https://u:a@h/ and https://u:b@h/", "two https://u:•••@h/ and https://u:•••@h/"),
    ("://:@", "://:•••@"),
    ("", ""),
  ])
  func textsAreScrubbed(_ text: String, _ expected: String) {
    #expect(SecretScrubber.scrubbed(text) == expected)
  }

  /// Whatever is put around it, the secret does not come through.
  @Test func secretsAreFoundInAnySurrounding() {
    let secret = "s3cr3tV4lue"
    for before in ["", " ", "x", "é", "\"", "(", "error: ", "://", "=", "&"] {
      for carrier in ["https://user:\(secret)@host/p", "/p?access_token=\(secret)", "Bearer \(secret)"] {
        if carrier.hasPrefix("Bearer"), before == "x" { continue }
        let text = before + (before == "x" && !carrier.hasPrefix("/") ? " " : "") + carrier + " after"
        #expect(!SecretScrubber.scrubbed(text).contains(secret), "\(text)")
      }
    }
  }
}
