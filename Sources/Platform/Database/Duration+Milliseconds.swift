internal import Threads

extension Duration {
  package var milliseconds: Int {
    Int(clamping: nanoseconds / 1_000_000)
  }
}
