internal import HTTPMessage

/// What the parser found; one per event loop, reused for each request so that parsing allocates nothing.
final class HeadOutline {
  var entries: UnsafeMutablePointer<FieldEntry>
  let capacity: Int
  var entryCount = 0
  var count = 0
  var method = HTTPMethod.get
  var minorVersion = 1
  var target = 0..<0
  var path = 0..<0
  var query = 0..<0
  var authority = 0..<0
  var framing = BodyFraming.none
  var keepsAlive = true
  var expectsContinue = false
  var upgrades = false

  init(maximumFields: Int) {
    capacity = maximumFields
    entries = .allocate(capacity: maximumFields)
  }

  deinit {
    entries.deallocate()
  }

  func reset(count: Int) {
    entryCount = 0
    self.count = count
    query = 0..<0
    authority = 0..<0
    framing = .none
    expectsContinue = false
    upgrades = false
  }
}
