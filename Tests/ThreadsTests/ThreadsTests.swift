import Glibc
import Testing
import Threads

@Suite struct ThreadsTests {
  @Test func aLockLetsOneInAtATime() async {
    let sum = Lock((count: 0, inside: 0, worst: 0))
    let done = Monitor(0)
    for _ in 0..<8 {
      let started = PlatformThread.start(name: "test") {
        for _ in 0..<2_000 {
          sum.withLock { sum in
            sum.inside += 1
            sum.worst = max(sum.worst, sum.inside)
            sum.count += 1
            sum.inside -= 1
          }
        }
        done.signal {
          $0 += 1
          return true
        }
      }
      #expect(started)
    }
    let ended: Bool? = done.wait(until: MonotonicTime.now + 20_000_000_000) { $0 == 8 ? true : nil }
    #expect(ended == true)
    #expect(sum.withLock { $0.count } == 16_000)
    #expect(sum.withLock { $0.worst } == 1)
  }

  /// What is thrown inside leaves the lock free.
  @Test func aLockIsFreeAfterAnError() {
    struct Refused: Error {}
    let value = Lock([1])
    #expect(throws: Refused.self) {
      try value.withLock { (value: inout [Int]) throws(Refused) in
        value.append(2)
        throw Refused()
      }
    }
    #expect(value.withLock { $0 } == [1, 2])
  }

  /// A lock ends the life of what it holds.
  @Test func aLockReleasesItsValue() {
    final class Held: Sendable {}
    weak var seen: Held?
    do {
      let held = Held()
      seen = held
      let lock = Lock(held)
      lock.withLock { #expect($0 === seen) }
    }
    #expect(seen == nil)
  }

  @Test func aWaitEndsAtItsDeadline() {
    let state = Monitor(false)
    let before = MonotonicTime.now
    let answer: Bool? = state.wait(until: before + 30_000_000) { $0 ? true : nil }
    #expect(answer == nil)
    #expect(MonotonicTime.now - before >= 30_000_000)
  }

  @Test func aBroadcastReachesAllWhoWait() {
    let state = Monitor((isOpen: false, waiting: 0, through: 0))
    for _ in 0..<4 {
      _ = PlatformThread.start(name: "test") {
        state.broadcast { $0.waiting += 1 }
        _ = state.wait { $0.isOpen ? true : nil }
        state.broadcast { $0.through += 1 }
      }
    }
    let limit = MonotonicTime.now + 20_000_000_000
    #expect(state.wait(until: limit) { $0.waiting == 4 ? true : nil } == true)
    state.broadcast { $0.isOpen = true }
    #expect(state.wait(until: limit) { $0.through == 4 ? true : nil } == true)
  }

  /// The name is cut to what the system keeps; a write to a closed pipe is an error there and no signal.
  @Test func aThreadHasItsNameAndNoBrokenPipe() {
    let seen = Monitor<(name: String, error: Int32)?>(nil)
    let started = PlatformThread.start(name: "a-name-of-more-than-fifteen") {
      var name = [UInt8](repeating: 0, count: 64)
      let file = open("/proc/thread-self/comm", O_RDONLY)
      _ = read(file, &name, name.count)
      close(file)
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      close(ends[0])
      var byte: UInt8 = 1
      let wrote = write(ends[1], &byte, 1)
      let error = wrote < 0 ? errno : 0
      close(ends[1])
      let text = String(decoding: name.prefix { $0 != 0 && $0 != 10 }, as: UTF8.self)
      seen.broadcast { $0 = (text, error) }
    }
    #expect(started)
    let found = seen.wait(until: MonotonicTime.now + 20_000_000_000) { $0 }
    #expect(found?.name == "a-name-of-more-")
    #expect(found?.error == EPIPE)
  }
}
