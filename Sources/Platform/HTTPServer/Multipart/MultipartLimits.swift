/// How much a form may bring.
public struct MultipartLimits: Sendable, Hashable {
  public var parts = 128
  /// Header bytes of one part.
  public var headerBytes = 8_192
  /// Content bytes of one part; `nil` leaves it to the limit of the route.
  public var partBytes: Int?

  public init() {}
}
