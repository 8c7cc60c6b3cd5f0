import Engine
import Interpreter
import OrderedCollections
import Steps

/// A value of the language as bytes. Functions have none: what they hold lives as long as the run.
struct StoredValue: Storable {
  let value: Value

  init(_ value: Value) { self.value = value }

  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch value {
    case .void: writer.write(tag: 0)
    case .nil: writer.write(tag: 1)
    case .int(let value):
      writer.write(tag: 2)
      try writer.write(Int64(value))
    case .double(let value):
      writer.write(tag: 3)
      try writer.write(value)
    case .bool(let value):
      writer.write(tag: 4)
      try writer.write(value)
    case .string(let value):
      writer.write(tag: 5)
      try writer.write(value)
    case .array(let values):
      writer.write(tag: 6)
      try writer.write(values.map(StoredValue.init))
    case .tuple(let values):
      writer.write(tag: 7)
      try writer.write(values.map(StoredValue.init))
    case .dictionary(let entries):
      writer.write(tag: 8)
      try writer.write(entries.keys.map(StoredValue.init), entries.values.map(StoredValue.init))
    case .range(let range):
      writer.write(tag: 9)
      try writer.write(Int64(range.lowerBound), Int64(range.upperBound), range.isClosed)
    case .decimalRange(let range):
      writer.write(tag: 10)
      try writer.write(range.lowerBound, range.upperBound, range.isClosed)
    case .object(let object): try write(object, to: &writer)
    case .function: throw .notStorable("a function")
    }
  }

  private func write(_ object: Object, to writer: inout StorageWriter) throws(StorageError) {
    switch object.payload {
    case let note as Note:
      writer.write(tag: 12)
      try writer.write(note.text)
    case let captioned as Captioned:
      writer.write(tag: 13)
      try writer.write(StoredValue(captioned.value), captioned.caption)
    case let value as any Storable:
      writer.write(tag: 11)
      try writer.write(object.typeName, AnyStorable(value))
    default: throw .notStorable("a \(object.typeName)")
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    func values() throws(StorageError) -> [Value] {
      let stored: [StoredValue] = try reader.read()
      return stored.map(\.value)
    }
    func int() throws(StorageError) -> Int {
      let wide: Int64 = try reader.read()
      return Int(wide)
    }
    switch try reader.readTag() {
    case 0: value = .void
    case 1: value = .nil
    case 2: value = .int(try int())
    case 3: value = .double(try reader.read())
    case 4: value = .bool(try reader.read())
    case 5: value = .string(try reader.read())
    case 6: value = .array(try values())
    case 7: value = .tuple(try values())
    case 8:
      let (keys, entries) = (try values(), try values())
      guard keys.count == entries.count, Set(keys).count == keys.count else { throw .damaged("a dictionary's keys") }
      value = .dictionary(OrderedDictionary(uniqueKeysWithValues: zip(keys, entries)))
    case 9:
      let (lower, upper) = (try int(), try int())
      let isClosed: Bool = try reader.read()
      guard lower <= upper, upper < Int.max || !isClosed else { throw .damaged("a range ends before it starts") }
      value = .range(isClosed ? WholeRange(lower...upper) : WholeRange(lower..<upper))
    case 10:
      value = .decimalRange(
        DecimalRange(lowerBound: try reader.read(), upperBound: try reader.read(), isClosed: try reader.read()))
    case 11:
      let name: String = try reader.read()
      let any: AnyStorable = try reader.read()
      value = .object(Object(name, any.value))
    case 12: value = .object(Object("Note", Note(text: try reader.read())))
    case 13:
      let inner: StoredValue = try reader.read()
      value = .object(Object("Captioned", Captioned(value: inner.value, caption: try reader.read())))
    default: throw .damaged("a value is of no known kind")
    }
  }
}
