/// Values that travel with a request, found by the type of their key.
public struct RequestValues: Sendable {
  public protocol Key {
    associatedtype Value: Sendable
  }

  private var values: [(key: ObjectIdentifier, value: any Sendable)] = []

  public init() {}

  public subscript<K: Key>(key: K.Type) -> K.Value? {
    get { values.first { $0.key == ObjectIdentifier(key) }?.value as? K.Value }
    set {
      values.removeAll { $0.key == ObjectIdentifier(key) }
      if let newValue { values.append((ObjectIdentifier(key), newValue)) }
    }
  }
}
