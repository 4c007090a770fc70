/// The networks that are not the public internet, from IANA's special-purpose registries.
enum SpecialNetworks {
  /// Nothing in these is reachable for everybody, or it leads somewhere else than it says.
  static let ipv4: [(IPNetwork, String)] = [
    v4(0, 0, 0, 0, 8, "this network"),
    v4(10, 0, 0, 0, 8, "private"),
    v4(100, 64, 0, 0, 10, "carrier-grade NAT"),
    v4(127, 0, 0, 0, 8, "loopback"),
    v4(169, 254, 0, 0, 16, "link-local"),
    v4(172, 16, 0, 0, 12, "private"),
    v4(192, 0, 0, 0, 24, "protocol assignments"),
    v4(192, 0, 2, 0, 24, "documentation"),
    v4(192, 88, 99, 0, 24, "6to4 relay"),
    v4(192, 168, 0, 0, 16, "private"),
    v4(198, 18, 0, 0, 15, "benchmarking"),
    v4(198, 51, 100, 0, 24, "documentation"),
    v4(203, 0, 113, 0, 24, "documentation"),
    v4(224, 0, 0, 0, 4, "multicast"),
    v4(240, 0, 0, 0, 4, "reserved"),
  ]

  /// Within 2000::/3; everything outside of that is not global unicast and has its name below.
  static let ipv6: [(IPNetwork, String)] = [
    v6(0x2001_0000, 32, "Teredo"),
    v6(0x2001_0000, 23, "protocol assignments"),
    v6(0x2001_0db8, 32, "documentation"),
    v6(0x2002_0000, 16, "6to4"),
    v6(0x3fff_0000, 20, "documentation"),
  ]

  static let globalUnicast = v6(0x2000_0000, 3, "").0

  static let outsideGlobalUnicast: [(IPNetwork, String)] = [
    (IPNetwork(.v6(0), prefixLength: 128), "unspecified"),
    (IPNetwork(.v6(1), prefixLength: 128), "loopback"),
    (IPNetwork(.v6(0xffff << 32), prefixLength: 96), "IPv4-mapped"),
    (IPNetwork(.v6(0), prefixLength: 96), "IPv4-compatible"),
    v6(0x0064_ff9b, 32, "NAT64"),
    v6(0x0100_0000, 32, "discard"),
    v6(0xfc00_0000, 7, "unique local"),
    v6(0xfe80_0000, 10, "link-local"),
    v6(0xfec0_0000, 10, "site-local"),
    v6(0xff00_0000, 8, "multicast"),
  ]

  /// Where clouds hand credentials to any process that asks. One of them (Azure's) is a public address.
  static let metadata: [IPAddress] = [
    .v4(octets(169, 254, 169, 254)),
    .v4(octets(169, 254, 170, 2)),
    .v4(octets(100, 100, 100, 200)),
    .v4(octets(192, 0, 0, 192)),
    .v4(octets(168, 63, 129, 16)),
    .v6(0xfd00_0ec2_0000_0000_0000_0000_0000_0254),
    .v6(0xfd20_00ce_0000_0000_0000_0000_0000_0254),
  ]

  private static func octets(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
    a << 24 | b << 16 | c << 8 | d
  }

  private static func v4(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ length: Int, _ name: String
  ) -> (IPNetwork, String) {
    (IPNetwork(.v4(octets(a, b, c, d)), prefixLength: length), name)
  }

  private static func v6(_ top: UInt32, _ length: Int, _ name: String) -> (IPNetwork, String) {
    (IPNetwork(.v6(UInt128(top) << 96), prefixLength: length), name)
  }
}
