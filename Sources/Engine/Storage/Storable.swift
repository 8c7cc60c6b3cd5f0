/// A value that can be written as bytes and read back, so that what one process found another can use.
///
/// Bytes are not for people and not for other programs: a result's JSON form is its `Encodable` one. A read value
/// predicts, filters and reports with the same bits as the one that was written.
///
/// ```swift
/// let bytes = try model.storedBytes()
/// let same = try Model(storedBytes: bytes)
/// ```
public protocol Storable: Sendable {
  /// - Throws: `StorageError.notStorable` where the value has no form in bytes.
  func write(to writer: inout StorageWriter) throws(StorageError)

  /// Reads what `write(to:)` wrote, in the same order.
  ///
  /// - Throws: `StorageError.damaged` where the bytes end early or say what no value of the type can be.
  init(from reader: inout StorageReader) throws(StorageError)

  /// The number of the form in which the value alone is written. It is that of everything, raised whenever any value is
  /// written in another way, but for values that outlive a version of Daybook, which have a number of their own.
  static var storedForm: UInt8 { get }

  /// Writes an array of such values; numbers have a quicker way than one by one.
  static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError)

  /// Reads what `write(_:to:)` wrote.
  static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self]
}

extension Storable {
  public static var storedForm: UInt8 { StoredForm.version }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    writer.write(count: elements.count)
    for element in elements { try element.write(to: &writer) }
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    // Nothing is reserved: a damaged count would ask for any amount of memory, while elements that are not there end
    // the loop.
    var elements: [Self] = []
    for _ in 0..<(try reader.readCount()) { elements.append(try Self(from: &reader)) }
    return elements
  }
}

/// Why a value cannot be written or read.
public enum StorageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes are cut off, changed, or of another kind than what is asked for.
  case damaged(String)
  /// Written by a version of Daybook that wrote values in another form.
  case otherVersion(Int)
  case notStorable(String)
  /// A large array that the value needs is no longer in the store.
  case missingPart(String)
  /// The store keeps nothing now.
  case notKept

  public var description: String {
    switch self {
    case .damaged(let what): "the stored value is damaged: \(what)"
    case .otherVersion(let version): "the stored value has form \(version), which this version does not read"
    case .notStorable(let what): "\(what) cannot be stored"
    case .missingPart(let name): "the stored value needs a part that is gone: \(name)"
    case .notKept: "the store does not keep values now"
    }
  }
}

// MARK: Containers

extension Array: Storable where Element: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try Element.write(self, to: &writer) }
  public init(from reader: inout StorageReader) throws(StorageError) { self = try Element.elements(from: &reader) }
}

extension Optional: Storable where Wrapped: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(self != nil)
    if let self { try self.write(to: &writer) }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self = try reader.read(Bool.self) ? try Wrapped(from: &reader) : nil
  }
}

// MARK: Enumerations

/// An enumeration that is stored as its raw value.
extension Storable where Self: RawRepresentable, RawValue: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try rawValue.write(to: &writer) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let raw: RawValue = try reader.read()
    guard let value = Self(rawValue: raw) else { throw .damaged("no \(Self.self) is called \(raw)") }
    self = value
  }
}

// MARK: Texts and lengths of time

extension String: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    var copy = self
    copy.withUTF8 { utf8 in
      writer.write(count: utf8.count)
      writer.append(UnsafeRawBufferPointer(utf8))
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let utf8 = try reader.readBytes(try reader.readCount())
    guard let text = String(validating: utf8, as: UTF8.self) else { throw .damaged("a text is not UTF-8") }
    self = text
  }

  public static func write(_ elements: [Self], to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(.strings(elements))
  }

  public static func elements(from reader: inout StorageReader) throws(StorageError) -> [Self] {
    guard case .strings(let elements) = try reader.readArray() else { throw .damaged("texts are expected") }
    return elements
  }
}

/// Whole seconds and attoseconds.
extension Duration: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(components.seconds, components.attoseconds)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let seconds: Int64 = try reader.read()
    let attoseconds: Int64 = try reader.read()
    guard attoseconds.magnitude < 1_000_000_000_000_000_000 else {
      throw .damaged("a length of time has no such parts")
    }
    self.init(secondsComponent: seconds, attosecondsComponent: attoseconds)
  }
}
