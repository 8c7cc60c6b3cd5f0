import Synchronization

/// Where values are kept between runs: bytes under the name that their contents give them.
public protocol ValueStore: Sendable {
  /// Keeps bytes; what is there already is kept once.
  ///
  /// - Returns: the name to ask for them by; nil where the store keeps nothing now.
  func addValue(_ bytes: [UInt8]) -> String?

  /// The bytes of that name, checked to be whole; nil where they are gone.
  func value(_ name: String) -> [UInt8]?
}

/// Writes values and reads them, so that what they share in memory is one thing in the store as well: two halves of a
/// split hold the columns of their table, an evaluation its model's trees.
///
/// Large arrays are values of the store by themselves. One storage serves one run: it remembers which arrays it has
/// written and holds on to those it has read.
public final class ValueStorage: Sendable {
  /// An array that takes more bytes than this is kept apart.
  static let leastPart = 1 << 17

  private let store: any ValueStore
  private let known = Mutex(Known())

  private struct Known {
    /// Held, so that nothing else can come to lie where they lie.
    var arrays: [String: StoredArray] = [:]
    var names: [StoredArray.Identity: String] = [:]
  }

  public init(store: any ValueStore) { self.store = store }

  /// A value's bytes; its large arrays go to the store and are named in them.
  ///
  /// - Throws: `StorageError.notKept` where the store does not take an array.
  public func bytes(of value: some Storable) throws(StorageError) -> [UInt8] {
    var writer = StorageWriter(storage: self)
    try writer.write(value)
    return StoredForm.bytes(of: writer)
  }

  /// The value that was written.
  ///
  /// - Throws: `StorageError.missingPart` where an array is gone from the store, `.damaged` where bytes are not what
  ///   was written, or are of another type.
  public func value<Value: Storable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8]
  ) throws(StorageError) -> Value {
    let form = try StoredForm(bytes)
    let arrays = try arrays(form.parts)
    return try form.value(bytes, parts: arrays)
  }

  /// The names of the large arrays without which a value cannot be read.
  public static func parts(of bytes: [UInt8]) throws(StorageError) -> [String] { try StoredForm(bytes).parts }

  // MARK: Parts

  /// The name of a large array in the store, where it now is; nil for one that is better written in its place.
  func part(_ array: StoredArray, _ identity: StoredArray.Identity) throws(StorageError) -> String? {
    // Not even at the most bytes that a number takes.
    if case .strings = array {} else if array.count * 8 <= Self.leastPart { return nil }
    if let name = known.withLock({ $0.names[identity] }) { return name }
    var writer = StorageWriter()
    array.encode(to: &writer)
    guard writer.bytes.count > Self.leastPart else { return nil }
    guard let name = store.addValue(writer.bytes) else { throw StorageError.notKept }
    remember([(name, array)])
    return name
  }

  private func arrays(_ names: [String]) throws(StorageError) -> [StoredArray] {
    let held = known.withLock { $0.arrays }
    let missing = names.filter { held[$0] == nil }
    let read = mapInParallel(missing.count) { index in
      Result { () throws(StorageError) in try array(missing[index]) }
    }
    var found: [(String, StoredArray)] = []
    for (name, result) in zip(missing, read) { found.append((name, try result.get())) }
    remember(found)
    let all = known.withLock { $0.arrays }
    let arrays = names.compactMap { all[$0] }
    guard arrays.count == names.count else { throw .damaged("a part is not there") }
    return arrays
  }

  private func array(_ name: String) throws(StorageError) -> StoredArray {
    guard let bytes = store.value(name) else { throw .missingPart(name) }
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(StorageError) in
        var reader = StorageReader(bytes)
        return try StoredArray(decoding: &reader)
      }
    }
    return try result.get()
  }

  private func remember(_ arrays: [(name: String, array: StoredArray)]) {
    known.withLock { known in
      for (name, array) in arrays where known.arrays[name] == nil {
        known.arrays[name] = array
        if let identity = array.identity { known.names[identity] = name }
      }
    }
  }
}

extension Storable {
  /// The value's bytes, with everything that it needs.
  public func storedBytes() throws(StorageError) -> [UInt8] {
    var writer = StorageWriter()
    try writer.write(self)
    return StoredForm.bytes(of: writer, form: Self.storedForm)
  }

  /// Reads what `storedBytes` gave.
  public init(storedBytes bytes: [UInt8]) throws(StorageError) {
    let form = try StoredForm(bytes, form: Self.storedForm)
    guard form.parts.isEmpty else { throw .missingPart(form.parts[0]) }
    self = try form.value(bytes, parts: [])
  }
}
