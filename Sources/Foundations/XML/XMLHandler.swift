/// Receives the events of a document in order.
///
/// An error thrown by a handler stops the reading and is thrown on by the reader.
public protocol XMLHandler: AnyObject {
  func start(_ tag: borrowing XMLStartTag) throws
  func end(_ name: XMLName) throws
  /// A piece of text as UTF-8, valid only during the call; a run of text may come in several pieces.
  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws
  func comment(_ text: String) throws
  func instruction(_ target: String, _ data: String) throws
}

extension XMLHandler {
  public func start(_ tag: borrowing XMLStartTag) throws {}
  public func end(_ name: XMLName) throws {}
  public func text(_ utf8: UnsafeBufferPointer<UInt8>) throws {}
  public func comment(_ text: String) throws {}
  public func instruction(_ target: String, _ data: String) throws {}
}
