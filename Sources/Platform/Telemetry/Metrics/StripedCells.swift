internal import CThread
internal import Glibc
internal import Synchronization

/// Numbers that many threads add to at once: threads add to stripes of their own, a reader sums
/// them up.
///
/// Adding takes no lock and allocates nothing. Stripes begin on cache lines of their own, so that CPUs do not take
/// each other's lines away.
struct StripedCells: ~Copyable {
  /// As many stripes as CPUs, as a power of two.
  static let stripeCount: Int = {
    let processors = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
    var count = 1
    while count < min(processors, 64) { count *= 2 }
    return count
  }()

  private static let lineLength = 8

  let count: Int
  private let stride: Int
  private let mask: Int
  private let cells: UnsafeMutablePointer<Atomic<UInt64>>

  init(count: Int) {
    self.count = count
    mask = Self.stripeCount - 1
    // One line more between stripes: the prefetcher fetches lines in pairs.
    stride = (count + Self.lineLength - 1) / Self.lineLength * Self.lineLength + Self.lineLength
    let length = stride * Self.stripeCount
    let memory = UnsafeMutableRawPointer.allocate(byteCount: length * 8, alignment: 128)
    cells = memory.bindMemory(to: Atomic<UInt64>.self, capacity: length)
    for place in 0..<length { (cells + place).initialize(to: Atomic(0)) }
  }

  deinit {
    cells.deinitialize(count: stride * (mask + 1))
    UnsafeMutableRawPointer(cells).deallocate()
  }

  /// Where the calling thread's cells begin. Threads may share a stripe: adding is atomic, so that only costs time.
  @inline(__always)
  var ownStripe: Int {
    (Int(truncatingIfNeeded: ct_thread_number()) & mask) &* stride
  }

  @inline(__always)
  func add(_ amount: UInt64, to cell: Int, stripe: Int) {
    cells[stripe &+ cell].wrappingAdd(amount, ordering: .relaxed)
  }

  /// The sum over all stripes, wrapping around.
  func sum(of cell: Int) -> UInt64 {
    var total: UInt64 = 0
    for stripe in 0...mask { total &+= cells[stripe * stride + cell].load(ordering: .relaxed) }
    return total
  }
}

/// Every access to the cells is atomic, and the memory lives as long as the one owner.
extension StripedCells: @unchecked Sendable {}
