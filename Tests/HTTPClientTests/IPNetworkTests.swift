import Testing

@testable import HTTPClient

@Suite struct IPNetworkTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("0.0.0.0/0", "8.8.8.8", true),
    ("0.0.0.0/0", "::1", false), ("::/0", "8.8.8.8", false), ("::/0", "2001:db8::1", true),
    ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
    ("192.168.1.7", "192.168.1.7", true), ("192.168.1.7", "192.168.1.8", false),
    ("10.0.0.0/8", "::ffff:10.0.0.1", false),
  ])
  func contains(network: String, address: String, expected: Bool) throws {
    let network = try #require(IPNetwork(network))
    #expect(network.contains(try #require(IPAddress(address))) == expected)
  }

  @Test(arguments: [
    "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.1/8", "::1/64", "::/129",
    "0177.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "fe80::1%eth0", "localhost",
  ])
  func refuses(text: String) {
    #expect(IPNetwork(text) == nil)
  }

  @Test(arguments: ["0.0.0.0", "255.255.255.255", "1.2.3.4", "::", "::1", "2001:db8::ff00:42:8329", "fe80::1"])
  func writesWhatItReads(text: String) throws {
    #expect(try #require(IPAddress(text)).description == text)
  }
}
