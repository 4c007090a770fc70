/// The parameters of permessage-deflate (RFC 7692) that both sides can live with.
struct DeflateOffer: Sendable, Hashable {
  var windowBits: Int32
  var namesWindow: Bool

  /// The first acceptable offer of the field, `nil` when there is none.
  static func choose(_ field: String?) -> DeflateOffer? {
    for offer in (field ?? "").split(separator: ",") {
      let parts = offer.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
      guard parts.first == "permessage-deflate", let chosen = read(parts.dropFirst()) else { continue }
      return chosen
    }
    return nil
  }

  private static func read(_ parameters: ArraySlice<String>) -> DeflateOffer? {
    var offer = DeflateOffer(windowBits: 15, namesWindow: false)
    var seen: Set<String> = []
    for parameter in parameters {
      let halves = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != "\"" } }
      guard let name = halves.first, seen.insert(name).inserted else { return nil }
      switch name {
      case "server_no_context_takeover", "client_no_context_takeover":
        guard halves.count == 1 else { return nil }
      case "client_max_window_bits":
        if halves.count == 2 { guard let bits = Int(halves[1]), (8...15).contains(bits) else { return nil } }
      case "server_max_window_bits":
        // zlib has no raw window of 256 bytes.
        guard halves.count == 2, let bits = Int32(halves[1]), (9...15).contains(bits) else { return nil }
        offer.windowBits = bits
        offer.namesWindow = true
      default: return nil
      }
    }
    return offer
  }

  var text: String {
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
      + (namesWindow ? "; server_max_window_bits=\(windowBits)" : "")
  }
}
