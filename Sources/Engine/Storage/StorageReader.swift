/// Puts values together from bytes that a `StorageWriter` wrote.
///
/// Whatever the bytes, it reads none that are not there and allocates no more than a small multiple of what is there.
public struct StorageReader {
  /// Valid while the reader is used.
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private let parts: [StoredArray]
  private var shared: [StoredArray] = []

  /// - Parameter parts: the large arrays that the bytes refer to.
  init(_ bytes: UnsafeRawBufferPointer, parts: [StoredArray] = []) {
    self.bytes = bytes
    self.parts = parts
  }

  var remaining: Int { bytes.count - position }

  /// Reads the value that follows.
  public mutating func read<Value: Storable>(_ type: Value.Type = Value.self) throws(StorageError) -> Value {
    try Value(from: &self)
  }

  public mutating func readCount() throws(StorageError) -> Int {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      let byte = try readByte()
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(result) }
    }
    throw .damaged("a count is too large")
  }

  public mutating func readTag() throws(StorageError) -> UInt8 { try readByte() }

  mutating func readByte() throws(StorageError) -> UInt8 {
    guard position < bytes.count else { throw .damaged("it ends early") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func readInteger<Number: FixedWidthInteger & BitwiseCopyable>() throws(StorageError) -> Number {
    Number(littleEndian: try readBytes(MemoryLayout<Number>.size).loadUnaligned(as: Number.self))
  }

  /// The next bytes, where they lie.
  mutating func readBytes(_ count: Int) throws(StorageError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= remaining else { throw .damaged("it ends early") }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  // MARK: Arrays

  mutating func readArray() throws(StorageError) -> StoredArray {
    let array: StoredArray
    switch try readTag() {
    case StoredArray.inPlace: array = try StoredArray(decoding: &self)
    case StoredArray.again:
      let place = try readCount()
      guard place < shared.count else { throw .damaged("it repeats an array that was not there") }
      return shared[place]
    case StoredArray.apart:
      let place = try readCount()
      guard place < parts.count else { throw .damaged("it refers to a part that it does not name") }
      array = parts[place]
    default: throw .damaged("an array is expected")
    }
    if array.count >= StoredArray.leastShared { shared.append(array) }
    return array
  }
}
