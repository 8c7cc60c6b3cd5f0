/// Takes a value apart into bytes; numbers are little-endian.
///
/// An array that occurs again, be it in another table, is written once and referred to from then on. Where there is a
/// store, large arrays are kept there by themselves, so that values share them.
public struct StorageWriter {
  private(set) var bytes: [UInt8] = []
  /// The large arrays that the bytes refer to, by their names in the store.
  private(set) var parts: [String] = []
  private let storage: ValueStorage?
  private var places: [StoredArray.Identity: Int] = [:]
  /// Arrays are recognised by where they lie in memory: while they are held, nothing else can come to lie there.
  private var held: [StoredArray] = []

  init(storage: ValueStorage? = nil) { self.storage = storage }

  /// Writes values one after the other.
  public mutating func write<each Value: Storable>(_ value: repeat each Value) throws(StorageError) {
    repeat try (each value).write(to: &self)
  }

  /// A count of things that follow: small ones take one byte (LEB128).
  public mutating func write(count: Int) {
    var rest = UInt64(count)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Which of several cases follows.
  public mutating func write(tag: UInt8) { bytes.append(tag) }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func append<Number: FixedWidthInteger>(integer: Number) {
    withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

  // MARK: Arrays

  mutating func write(_ array: StoredArray) throws(StorageError) {
    guard array.count >= StoredArray.leastShared, let identity = array.identity else {
      write(tag: StoredArray.inPlace)
      array.encode(to: &self)
      return
    }
    if let place = places[identity] {
      write(tag: StoredArray.again)
      write(count: place)
      return
    }
    places[identity] = held.count
    held.append(array)
    if let name = try storage?.part(array, identity) {
      write(tag: StoredArray.apart)
      write(count: parts.count)
      parts.append(name)
    } else {
      write(tag: StoredArray.inPlace)
      array.encode(to: &self)
    }
  }
}
