import Engine
import Foundation

/// Writes down what a value says of itself when it is encoded.
final class RecordEncoder: Encoder {
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  let node: RecordNode

  init(_ node: RecordNode = RecordNode(), path: [any CodingKey] = []) {
    self.node = node
    codingPath = path
  }

  /// JSON's own encoder has a form of its own for some types, which another encoder cannot know.
  func encode(_ value: any Encodable) throws {
    switch value {
    case is Data, is URL, is Decimal, is Date:
      throw StorageError.notStorable("a record with a \(type(of: value)) in it")
    default: try value.encode(to: self)
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if node.fields == nil { node.fields = [:] }
    return KeyedEncodingContainer(RecordFields<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if node.elements == nil { node.elements = [] }
    return RecordList(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { RecordValue(node: node, codingPath: codingPath) }
}

/// A place in a record, filled in as the value speaks.
final class RecordNode {
  var single: FrozenRecord = .null
  var elements: [RecordNode]?
  /// A key said twice holds what was said last.
  var fields: [String: RecordNode]?

  var record: FrozenRecord {
    if let fields {
      return .fields(fields.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value.record) })
    }
    if let elements { return .list(elements.map(\.record)) }
    return single
  }

  func field(_ key: any CodingKey) -> RecordNode {
    let node = RecordNode()
    fields?[key.stringValue] = node
    return node
  }

  func element() -> RecordNode {
    let node = RecordNode()
    elements?.append(node)
    return node
  }

  /// Numbers and texts as themselves, everything else as it encodes itself.
  func set(_ value: some Encodable, path: [any CodingKey]) throws {
    switch value {
    case let value as Bool: single = .bool(value)
    case let value as String: single = .string(value)
    case let value as Double: single = .double(value)
    case let value as Float: single = .float(value)
    case let value as any FixedWidthInteger & Encodable:
      if let whole = Int64(exactly: value) {
        single = .int(whole)
      } else if let whole = UInt64(exactly: value) {
        single = .unsigned(whole)
      } else {
        throw StorageError.notStorable("a number of more than 64 bits")
      }
    default: try RecordEncoder(self, path: path).encode(value)
    }
  }
}

private struct RecordValue: SingleValueEncodingContainer {
  let node: RecordNode
  let codingPath: [any CodingKey]

  func encodeNil() throws { node.single = .null }
  func encode<T: Encodable>(_ value: T) throws { try node.set(value, path: codingPath) }
}

private struct RecordList: UnkeyedEncodingContainer {
  let node: RecordNode
  let codingPath: [any CodingKey]
  var count: Int { node.elements?.count ?? 0 }

  func encodeNil() throws { _ = node.element() }
  func encode<T: Encodable>(_ value: T) throws { try node.element().set(value, path: codingPath) }

  func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    RecordEncoder(node.element(), path: codingPath).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    RecordEncoder(node.element(), path: codingPath).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { RecordEncoder(node.element(), path: codingPath) }
}

private struct RecordFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: RecordNode
  let codingPath: [any CodingKey]

  func encodeNil(forKey key: Key) throws { _ = node.field(key) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try node.field(key).set(value, path: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    RecordEncoder(node.field(key), path: codingPath + [key]).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    RecordEncoder(node.field(key), path: codingPath + [key]).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { RecordEncoder(node.field(SuperKey()), path: codingPath) }
  func superEncoder(forKey key: Key) -> any Encoder { RecordEncoder(node.field(key), path: codingPath + [key]) }
}

/// Where an encoder for a superclass puts it when no key is named.
private struct SuperKey: CodingKey {
  var stringValue: String { "super" }
  var intValue: Int? { nil }
  init() {}
  init?(stringValue: String) { nil }
  init?(intValue: Int) { nil }
}
