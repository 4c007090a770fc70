internal import Archives
internal import ByteIO
internal import Glibc
internal import Tables

/// An archive's entry as a source: a thread unpacks it a few pieces ahead of the reader.
///
/// `@unchecked Sendable`: all mutable state is read and written with `mutex` held; the archive is used by the thread
/// alone until `deinit` has joined it.
final class EntryFeed: ByteSource {
  private final class Queue: ByteSink, @unchecked Sendable {
    let archive: ZIPReader
    let entry: ZIPEntry
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    var pieces: [[UInt8]] = []
    var held = ByteBuffer(reserving: 1 << 17)
    var isAbandoned = false
    var hasEnded = false
    var failure: (any Error)?

    init(_ archive: ZIPReader, _ entry: ZIPEntry) {
      self.archive = archive
      self.entry = entry
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(changed, nil)
    }

    deinit {
      pthread_cond_destroy(changed)
      pthread_mutex_destroy(mutex)
      changed.deallocate()
      mutex.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      held.append(bytes)
      if held.count >= 1 << 17 { try pass() }
    }

    private func pass() throws {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      while pieces.count >= 4, !isAbandoned { pthread_cond_wait(changed, mutex) }
      if isAbandoned { throw TableError(.cancelled, "the reader is gone") }
      pieces.append(held.bytes)
      held.removeAll()
      pthread_cond_broadcast(changed)
    }

    func finish() throws { if !held.isEmpty { try pass() } }

    func run() {
      do {
        try archive.read(entry, to: self)
        try finish()
        end(nil)
      } catch {
        end(error)
      }
    }

    private func end(_ error: (any Error)?) {
      pthread_mutex_lock(mutex)
      failure = error
      hasEnded = true
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }

    /// The next piece, nil at the end.
    func take() throws -> [UInt8]? {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      while pieces.isEmpty, !hasEnded { pthread_cond_wait(changed, mutex) }
      if pieces.isEmpty {
        if let failure { throw failure }
        return nil
      }
      let piece = pieces.removeFirst()
      pthread_cond_broadcast(changed)
      return piece
    }

    func abandon() {
      pthread_mutex_lock(mutex)
      isAbandoned = true
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
  }

  private let queue: Queue
  private var thread = pthread_t()
  private var piece: [UInt8] = []
  private var position = 0

  init(_ archive: ZIPReader, _ entry: ZIPEntry) throws {
    queue = Queue(archive, entry)
    let started = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Queue>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(queue).toOpaque())
    guard started == 0 else {
      Unmanaged.passUnretained(queue).release()
      thread = pthread_t()
      throw TableError(.input, "no thread can be started for unpacking")
    }
    isRunning = true
  }

  private var isRunning = false

  deinit {
    guard isRunning else { return }
    queue.abandon()
    pthread_join(thread, nil)
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    if position == piece.count {
      do {
        guard let next = try queue.take() else { return 0 }
        piece = next
      } catch let error as ArchiveError {
        throw TableError(.syntax, "the workbook is damaged: \(error)")
      }
      position = 0
    }
    let amount = min(target.count, piece.count - position)
    target.copyBytes(from: piece[position..<(position + amount)])
    position += amount
    return amount
  }
}
