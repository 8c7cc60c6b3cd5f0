#if _endian(big)
  #error("Arrays are stored as they lie in memory, which must be little-endian")
#endif

/// An array as it is stored: whole numbers in the fewest bytes that hold their range, all others as they lie in memory.
enum StoredArray: Sendable {
  case doubles([Double])
  case floats([Float])
  case ints([Int64])
  case shortInts([Int32])
  case words([UInt64])
  case bytes([UInt8])
  case bools([Bool])
  case strings([String])

  // How an array stands in the bytes of a value.
  static let inPlace: UInt8 = 0
  static let again: UInt8 = 1
  static let apart: UInt8 = 2

  /// Shorter arrays are written again rather than referred to.
  static let leastShared = 32

  /// Where an array lies in memory: two that are held at the same time are the same one just if this is equal.
  struct Identity: Hashable, Sendable {
    let kind: UInt8
    let count: Int
    let address: UInt
  }

  /// Nil for an array without storage.
  var identity: Identity? {
    func identity<Element>(_ array: [Element]) -> Identity? {
      array.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { Identity(kind: kind, count: buffer.count, address: UInt(bitPattern: $0)) }
      }
    }
    return switch self {
    case .doubles(let array): identity(array)
    case .floats(let array): identity(array)
    case .ints(let array): identity(array)
    case .shortInts(let array): identity(array)
    case .words(let array): identity(array)
    case .bytes(let array): identity(array)
    case .bools(let array): identity(array)
    case .strings(let array): identity(array)
    }
  }

  var count: Int {
    switch self {
    case .doubles(let array): array.count
    case .floats(let array): array.count
    case .ints(let array): array.count
    case .shortInts(let array): array.count
    case .words(let array): array.count
    case .bytes(let array): array.count
    case .bools(let array): array.count
    case .strings(let array): array.count
    }
  }

  private var kind: UInt8 {
    switch self {
    case .doubles: 1
    case .floats: 2
    case .ints: 3
    case .shortInts: 4
    case .words: 5
    case .bytes: 6
    case .bools: 7
    case .strings: 8
    }
  }

  // MARK: To bytes

  func encode(to writer: inout StorageWriter) {
    writer.write(tag: kind)
    writer.write(count: count)
    switch self {
    case .doubles(let array): array.withUnsafeBytes { writer.append($0) }
    case .floats(let array): array.withUnsafeBytes { writer.append($0) }
    case .words(let array): array.withUnsafeBytes { writer.append($0) }
    case .bytes(let array): array.withUnsafeBytes { writer.append($0) }
    case .bools(let array): array.withUnsafeBytes { writer.append($0) }
    case .ints(let array): NarrowNumbers.write(array, to: &writer)
    case .shortInts(let array): NarrowNumbers.write(array, to: &writer)
    case .strings(let array):
      NarrowNumbers.write(array.map { Int64($0.utf8.count) }, to: &writer)
      for var text in array { text.withUTF8 { writer.append(UnsafeRawBufferPointer($0)) } }
    }
  }

  // MARK: From bytes

  init(decoding reader: inout StorageReader) throws(StorageError) {
    let kind = try reader.readTag()
    let count = try reader.readCount()
    switch kind {
    case 1: self = .doubles(try Self.copied(count, &reader))
    case 2: self = .floats(try Self.copied(count, &reader))
    case 3: self = .ints(try NarrowNumbers.read(count, from: &reader))
    case 4: self = .shortInts(try NarrowNumbers.read(count, from: &reader))
    case 5: self = .words(try Self.copied(count, &reader))
    case 6: self = .bytes(try Self.copied(count, &reader))
    case 7:
      let bytes: [UInt8] = try Self.copied(count, &reader)
      // Any other byte is no value of the type at all.
      guard bytes.reduce(0, |) <= 1 else { throw .damaged("a truth value is neither true nor false") }
      self = .bools(bytes.map { $0 == 1 })
    case 8:
      let lengths: [Int64] = try NarrowNumbers.read(count, from: &reader)
      var texts: [String] = []
      texts.reserveCapacity(count)
      for length in lengths {
        let utf8 = try reader.readBytes(Int(length))
        guard let text = String(validating: utf8, as: UTF8.self) else { throw .damaged("a text is not UTF-8") }
        texts.append(text)
      }
      self = .strings(texts)
    default: throw .damaged("an array is of no known kind")
    }
  }

  /// Numbers as they lie in memory.
  private static func copied<Number: BitwiseCopyable>(
    _ count: Int, _ reader: inout StorageReader
  ) throws(StorageError) -> [Number] {
    let size = MemoryLayout<Number>.size
    guard count <= reader.remaining / size else { throw .damaged("it ends early") }
    let source = try reader.readBytes(count * size)
    return [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      initialized = count
    }
  }
}

/// Whole numbers as their distances from the smallest, in one, two, four or eight bytes each.
enum NarrowNumbers {
  static func write<Wide: FixedWidthInteger & SignedInteger>(_ numbers: [Wide], to writer: inout StorageWriter) {
    var low = numbers.first ?? 0
    var high = low
    for number in numbers {
      low = min(low, number)
      high = max(high, number)
    }
    // The distance fits into the unsigned type of the same width.
    let distance = UInt64(truncatingIfNeeded: high &- low) & (.max >> UInt64(64 - Wide.bitWidth))
    writer.append(integer: Int64(low))
    switch distance {
    case ...UInt64(UInt8.max): write(numbers, less: low, as: UInt8.self, to: &writer)
    case ...UInt64(UInt16.max): write(numbers, less: low, as: UInt16.self, to: &writer)
    case ...UInt64(UInt32.max): write(numbers, less: low, as: UInt32.self, to: &writer)
    default: write(numbers, less: low, as: UInt64.self, to: &writer)
    }
  }

  private static func write<Wide: FixedWidthInteger, Narrow: FixedWidthInteger>(
    _ numbers: [Wide], less low: Wide, as type: Narrow.Type, to writer: inout StorageWriter
  ) {
    writer.write(tag: UInt8(MemoryLayout<Narrow>.size))
    let distances = [Narrow](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      for (place, number) in numbers.enumerated() {
        buffer.initializeElement(at: place, to: Narrow(truncatingIfNeeded: number &- low))
      }
      count = numbers.count
    }
    distances.withUnsafeBytes { writer.append($0) }
  }

  static func read<Wide: FixedWidthInteger & SignedInteger>(
    _ count: Int, from reader: inout StorageReader
  ) throws(StorageError) -> [Wide] {
    guard let low = Wide(exactly: try reader.read(Int64.self)) else { throw .damaged("a number is too large") }
    switch try reader.readTag() {
    case 1: return try read(count, plus: low, as: UInt8.self, from: &reader)
    case 2: return try read(count, plus: low, as: UInt16.self, from: &reader)
    case 4: return try read(count, plus: low, as: UInt32.self, from: &reader)
    case 8: return try read(count, plus: low, as: UInt64.self, from: &reader)
    default: throw .damaged("numbers have no such width")
    }
  }

  private static func read<Wide: FixedWidthInteger, Narrow: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, plus low: Wide, as type: Narrow.Type, from reader: inout StorageReader
  ) throws(StorageError) -> [Wide] {
    let size = MemoryLayout<Narrow>.size
    guard count <= reader.remaining / size else { throw .damaged("it ends early") }
    let source = try reader.readBytes(count * size)
    return [Wide](unsafeUninitializedCapacity: count) { buffer, initialized in
      for place in 0..<count {
        let distance = source.loadUnaligned(fromByteOffset: place &* size, as: Narrow.self)
        buffer.initializeElement(at: place, to: low &+ Wide(truncatingIfNeeded: distance))
      }
      initialized = count
    }
  }
}
