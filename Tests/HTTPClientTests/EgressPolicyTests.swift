import Testing

@testable import HTTPClient

@Suite struct EgressPolicyTests {
  static let refused: [(String, String)] = [
    ("0.0.0.0", "this network"), ("0.1.2.3", "this network"), ("10.0.0.1", "private"), ("10.255.255.255", "private"),
    ("100.64.0.1", "carrier-grade NAT"), ("100.127.255.255", "carrier-grade NAT"), ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"), ("169.254.0.1", "link-local"), ("169.254.169.254", "cloud metadata"),
    ("169.254.170.2", "cloud metadata"), ("100.100.100.200", "cloud metadata"), ("168.63.129.16", "cloud metadata"),
    ("192.0.0.192", "cloud metadata"), ("172.16.0.1", "private"), ("172.31.255.255", "private"),
    ("192.0.0.1", "protocol assignments"), ("192.0.2.1", "documentation"), ("192.88.99.1", "6to4 relay"),
    ("192.168.0.1", "private"), ("192.168.255.255", "private"), ("198.18.0.1", "benchmarking"),
    ("198.19.255.255", "benchmarking"), ("198.51.100.7", "documentation"), ("203.0.113.9", "documentation"),
    ("224.0.0.1", "multicast"), ("239.255.255.250", "multicast"), ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"), ("::", "unspecified"), ("::1", "loopback"), ("::2", "IPv4-compatible"),
    ("::127.0.0.1", "IPv4-compatible"), ("::ffff:127.0.0.1", "IPv4-mapped"), ("::ffff:8.8.8.8", "IPv4-mapped"),
    ("::ffff:169.254.169.254", "IPv4-mapped"), ("64:ff9b::7f00:1", "NAT64"), ("64:ff9b::808:808", "NAT64"),
    ("64:ff9b:1::1", "NAT64"), ("100::1", "discard"), ("2001::1", "Teredo"), ("2001:0:4136:e378::1", "Teredo"),
    ("2001:2::1", "protocol assignments"), ("2001:10::1", "protocol assignments"),
    ("2001:20::1", "protocol assignments"), ("2001:1ff::1", "protocol assignments"),
    ("2001:db8::1", "documentation"), ("2002:7f00:1::", "6to4"), ("2002:808:808::1", "6to4"),
    ("3fff::1", "documentation"), ("3fff:fff::1", "documentation"), ("fc00::1", "unique local"),
    ("fd12:3456::1", "unique local"), ("fd00:ec2::254", "cloud metadata"), ("fd20:ce::254", "cloud metadata"),
    ("fe80::1", "link-local"), ("febf::1", "link-local"), ("fec0::1", "site-local"), ("ff02::1", "multicast"),
    ("ff0e::1", "multicast"), ("4000::1", "not global unicast"), ("5f00::1", "not global unicast"),
    ("e000::1", "not global unicast"),
  ]

  static let allowed = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2003::1",
    "2606:4700:4700::1111", "2a00::1", "3ffe::1", "3fff:1000::1",
  ]

  @Test(arguments: refused)
  func refuses(address: String, reason: String) throws {
    let address = try #require(IPAddress(address))
    #expect(EgressPolicy.publicInternet.refusal(of: address, port: 443, host: "example.com") == reason)
    #expect(EgressPolicy.everywhere.refusal(of: address, port: 443, host: "example.com") == nil)
  }

  @Test(arguments: allowed)
  func allows(address: String) throws {
    let address = try #require(IPAddress(address))
    #expect(EgressPolicy.publicInternet.refusal(of: address, port: 443, host: "example.com") == nil)
    #expect(EgressPolicy(scope: .listed).refusal(of: address, port: 443, host: "example.com") != nil)
  }

  @Test func theTableIsLarge() {
    #expect(Self.refused.count >= 60)
  }

  @Test func listsOpenAndClose() throws {
    let private10 = try #require(IPAddress("10.1.2.3"))
    let metadata = try #require(IPAddress("169.254.169.254"))
    var policy = EgressPolicy(
      allowedNetworks: [try #require(IPNetwork("10.0.0.0/8")), try #require(IPNetwork("169.254.0.0/16"))])
    #expect(policy.refusal(of: private10, port: 80, host: "a") == nil)
    #expect(policy.refusal(of: metadata, port: 80, host: "a") == "cloud metadata")
    policy.allowedNetworks.append(try #require(IPNetwork("169.254.169.254/32")))
    #expect(policy.refusal(of: metadata, port: 80, host: "a") == nil)
    policy.deniedNetworks = [try #require(IPNetwork("10.1.0.0/16"))]
    #expect(policy.refusal(of: private10, port: 80, host: "a") != nil)
    policy = EgressPolicy(allowedHosts: ["minio.internal"], allowedPorts: [443, 9000])
    #expect(policy.refusal(of: private10, port: 9000, host: "minio.internal") == nil)
    #expect(policy.refusal(of: private10, port: 9000, host: "other.internal") == "private")
    #expect(policy.refusal(of: private10, port: 22, host: "minio.internal") == "port 22 is not allowed")
    #expect(policy.refusal(of: metadata, port: 443, host: "minio.internal") == "cloud metadata")
  }
}
