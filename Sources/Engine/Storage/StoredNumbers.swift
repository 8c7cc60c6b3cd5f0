extension Bool: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(byte: self ? 1 : 0) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readByte() {
    case 0: self = false
    case 1: self = true
    default: throw .damaged("a truth value is neither true nor false")
    }
  }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.bools(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .bools(let elements) = try reader.readArray() else { throw .damaged("truth values are expected") }
    return elements
  }
}

extension UInt8: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(byte: self) }
  public init(from reader: inout StorageReader) throws(StorageError) { self = try reader.readByte() }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.bytes(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .bytes(let elements) = try reader.readArray() else { throw .damaged("bytes are expected") }
    return elements
  }
}

extension Int64: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(integer: self) }
  public init(from reader: inout StorageReader) throws(StorageError) { self = try reader.readInteger() }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.ints(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .ints(let elements) = try reader.readArray() else { throw .damaged("whole numbers are expected") }
    return elements
  }
}

/// Stored in eight bytes.
extension Int: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(integer: Int64(self)) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    guard let value = Int(exactly: try reader.read(Int64.self)) else { throw .damaged("a number is too large") }
    self = value
  }
}

extension Int32: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(integer: self) }
  public init(from reader: inout StorageReader) throws(StorageError) { self = try reader.readInteger() }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.shortInts(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .shortInts(let elements) = try reader.readArray() else { throw .damaged("codes are expected") }
    return elements
  }
}

extension UInt64: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(integer: self) }
  public init(from reader: inout StorageReader) throws(StorageError) { self = try reader.readInteger() }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.words(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .words(let elements) = try reader.readArray() else { throw .damaged("words are expected") }
    return elements
  }
}

/// Stored by its bits: every NaN stays the one it is.
extension Double: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(integer: bitPattern) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(bitPattern: try reader.readInteger())
  }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.doubles(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .doubles(let elements) = try reader.readArray() else { throw .damaged("numbers are expected") }
    return elements
  }
}

extension Float: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { writer.append(integer: bitPattern) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(bitPattern: try reader.readInteger())
  }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.floats(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .floats(let elements) = try reader.readArray() else { throw .damaged("numbers are expected") }
    return elements
  }
}
