/// The names of one document. The parser keeps each name once, so its address tells it.
final class XMLNameCache {
  private struct Slot {
    var local: UnsafePointer<UInt8>?
    var prefix: UnsafePointer<UInt8>?
    var namespace: UnsafePointer<UInt8>?
    var number = -1
  }

  private struct Table {
    /// A power of two, at most half full.
    var slots: UnsafeMutableBufferPointer<Slot>
    var names: [XMLName] = []
    var texts: [UnsafePointer<UInt8>: String] = [:]
    var longest = 0
  }

  /// Behind a pointer, because every access to a variable of a class is checked at run time.
  private let table: UnsafeMutablePointer<Table>

  init() {
    table = .allocate(capacity: 1)
    table.initialize(to: Table(slots: Self.empty(256)))
  }

  deinit {
    table.pointee.slots.deallocate()
    table.deinitialize(count: 1)
    table.deallocate()
  }

  /// Bytes of the longest part of a name so far.
  var longest: Int { table.pointee.longest }

  private static func empty(_ count: Int) -> UnsafeMutableBufferPointer<Slot> {
    let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slot())
    return slots
  }

  func name(
    local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?
  ) -> XMLName {
    let slots = table.pointee.slots
    var index = Self.hash(local, prefix, namespace) & (slots.count - 1)
    while slots[index].number >= 0 {
      let slot = slots[index]
      if slot.local == local && slot.prefix == prefix && slot.namespace == namespace {
        return table.pointee.names[slot.number]
      }
      index = (index + 1) & (slots.count - 1)
    }
    slots[index] = Slot(local: local, prefix: prefix, namespace: namespace, number: table.pointee.names.count)
    let name = XMLName(text(local), namespace: text(namespace), prefix: text(prefix))
    table.pointee.longest = max(table.pointee.longest, name.local.utf8.count, name.prefix.utf8.count)
    table.pointee.names.append(name)
    if table.pointee.names.count * 2 > slots.count { grow() }
    return name
  }

  private static func hash(
    _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?
  ) -> Int {
    let mixed =
      UInt(bitPattern: local) &* 0x9E37_79B9_7F4A_7C15 ^ UInt(bitPattern: prefix) &* 0xC2B2_AE3D_27D4_EB4F
      ^ UInt(bitPattern: namespace) &* 0x1656_67B1_9E37_79F9
    return Int(bitPattern: mixed >> 32)
  }

  private func grow() {
    let old = table.pointee.slots
    let slots = Self.empty(old.count * 2)
    for slot in old where slot.number >= 0 {
      var index = Self.hash(slot.local, slot.prefix, slot.namespace) & (slots.count - 1)
      while slots[index].number >= 0 { index = (index + 1) & (slots.count - 1) }
      slots[index] = slot
    }
    table.pointee.slots = slots
    old.deallocate()
  }

  private func text(_ bytes: UnsafePointer<UInt8>?) -> String {
    guard let bytes else { return "" }
    if let known = table.pointee.texts[bytes] { return known }
    let text = String(cString: bytes)
    table.pointee.texts[bytes] = text
    return text
  }
}
