/// A variable of a class whose accesses are not checked at run time, for those that happen for every value.
///
/// The check finds two accesses at the same time; the owner sees to it that there are none.
struct UncheckedCell<Value: ~Copyable>: ~Copyable {
  private let memory: UnsafeMutablePointer<Value>

  init(_ value: consuming Value) {
    memory = .allocate(capacity: 1)
    memory.initialize(to: value)
  }

  deinit {
    memory.deinitialize(count: 1)
    memory.deallocate()
  }

  var value: Value {
    @inline(__always) _read { yield memory.pointee }
    @inline(__always) nonmutating _modify { yield &memory.pointee }
  }
}
