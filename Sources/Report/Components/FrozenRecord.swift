import Engine
import Foundation

/// A result's numbers apart from the result: what an encoder was told of it, to be told to another encoder later.
///
/// Numbers keep their types and bits, so that JSON made of it has the very bytes that the result itself would give.
public indirect enum FrozenRecord: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case unsigned(UInt64)
  case double(Double)
  case float(Float)
  case string(String)
  case list([FrozenRecord])
  /// In the order of the keys.
  case fields([Field])

  public struct Field: Sendable, Equatable {
    let key: String
    let value: FrozenRecord
  }

  /// - Throws: what the record throws; `StorageError.notStorable` for the few types, such as `Data`, that each format
  ///   writes in its own way.
  public init(_ record: any Encodable) throws {
    if let frozen = record as? FrozenRecord {
      self = frozen
    } else {
      let encoder = RecordEncoder()
      try encoder.encode(record)
      self = encoder.node.record
    }
  }
}

extension FrozenRecord: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .list(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .fields(let fields):
      var container = encoder.container(keyedBy: Key.self)
      for field in fields { try container.encode(field.value, forKey: Key(stringValue: field.key)) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let value): try container.encode(value)
      case .int(let value): try container.encode(value)
      case .unsigned(let value): try container.encode(value)
      case .double(let value): try container.encode(value)
      case .float(let value): try container.encode(value)
      case .string(let value): try container.encode(value)
      case .null, .list, .fields: try container.encodeNil()
      }
    }
  }
}

extension FrozenRecord: Storable {
  /// Records are a few levels deep; bytes that say otherwise are none of ours.
  private static let mostDepth = 64

  public func write(to writer: inout StorageWriter) throws(StorageError) { try write(to: &writer, depth: 0) }

  private func write(to writer: inout StorageWriter, depth: Int) throws(StorageError) {
    guard depth < Self.mostDepth else { throw .notStorable("a record of more than \(Self.mostDepth) levels") }
    switch self {
    case .null: writer.write(tag: 0)
    case .bool(let value):
      writer.write(tag: 1)
      try writer.write(value)
    case .int(let value):
      writer.write(tag: 2)
      try writer.write(value)
    case .unsigned(let value):
      writer.write(tag: 3)
      try writer.write(value)
    case .double(let value):
      writer.write(tag: 4)
      try writer.write(value)
    case .float(let value):
      writer.write(tag: 5)
      try writer.write(value)
    case .string(let value):
      writer.write(tag: 6)
      try writer.write(value)
    case .list(let elements):
      writer.write(tag: 7)
      writer.write(count: elements.count)
      for element in elements { try element.write(to: &writer, depth: depth + 1) }
    case .fields(let fields):
      writer.write(tag: 8)
      writer.write(count: fields.count)
      for field in fields {
        try writer.write(field.key)
        try field.value.write(to: &writer, depth: depth + 1)
      }
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) { self = try Self.read(&reader, depth: 0) }

  private static func read(_ reader: inout StorageReader, depth: Int) throws(StorageError) -> FrozenRecord {
    guard depth < mostDepth else { throw .damaged("a record is too deep") }
    switch try reader.readTag() {
    case 0: return .null
    case 1: return .bool(try reader.read())
    case 2: return .int(try reader.read())
    case 3: return .unsigned(try reader.read())
    case 4: return .double(try reader.read())
    case 5: return .float(try reader.read())
    case 6: return .string(try reader.read())
    case 7:
      var elements: [FrozenRecord] = []
      for _ in 0..<(try reader.readCount()) { elements.append(try read(&reader, depth: depth + 1)) }
      return .list(elements)
    case 8:
      var fields: [Field] = []
      for _ in 0..<(try reader.readCount()) {
        fields.append(Field(key: try reader.read(), value: try read(&reader, depth: depth + 1)))
      }
      return .fields(fields)
    default: throw .damaged("a record is of no known kind")
    }
  }
}
