internal import HTTPMessage

/// One request on its way through a connection; a class, because copying its many references costs more than one object.
final class Exchange {
  enum Decoder {
    case finished
    case length(Int)
    case chunked(ChunkedDecoder)
  }

  /// Where the body goes.
  enum Intake {
    case collect([UInt8])
    case channel(ByteChannel)
    /// Nobody wants it; so many bytes are read and dropped for a good end.
    case discard(Int)
  }

  enum Phase {
    case collecting
    case handling
    case answering
  }

  enum Outgoing {
    case none
    case segments([BodySegment], index: Int, offset: Int)
    case stream(ByteChannel, chunked: Bool, remaining: Int?)
  }

  var request: Request
  let number: UInt32
  let began: UInt64
  var decoder: Decoder
  var intake: Intake
  var limit: Int?
  var received = 0
  var phase = Phase.collecting
  var keepsAlive: Bool
  var owesContinue: Bool
  var task: Task<Void, Never>?
  /// The handler runs its first stretch, within the call that started it.
  var isStarting = false
  /// What the handler answered in that stretch.
  var answer: Response?
  var status = HTTPStatus.ok
  var sent = 0
  var outgoing = Outgoing.none
  var heartbeat: Heartbeat?
  var upgrade: Upgrade?

  init(
    request: Request, number: UInt32, began: UInt64, decoder: Decoder, intake: Intake, keepsAlive: Bool,
    owesContinue: Bool
  ) {
    self.request = request
    self.number = number
    self.began = began
    self.decoder = decoder
    self.intake = intake
    self.keepsAlive = keepsAlive
    self.owesContinue = owesContinue
  }

  var isBodyFinished: Bool {
    if case .finished = decoder { return true }
    return false
  }
}

/// Bytes that keep a quiet stream alive and find out that a client is gone.
struct Heartbeat: Sendable {
  var bytes: [UInt8]
  var milliseconds: Int64
}
