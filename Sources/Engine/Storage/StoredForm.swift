import CZlib

/// What stands before a stored value: seven letters, the number of the form, a checksum, the names of its parts.
struct StoredForm {
  /// Raised whenever any value is written in another way; models and tables have numbers of their own as well.
  static let version: UInt8 = 12
  private static let letters = Array("daybook".utf8)
  private static let headerSize = letters.count + 1 + 4

  let parts: [String]
  /// Where the value itself starts.
  private let start: Int

  static func bytes(of writer: StorageWriter, form: UInt8 = version) -> [UInt8] {
    var body = StorageWriter()
    body.write(count: writer.parts.count)
    for name in writer.parts {
      body.write(count: name.utf8.count)
      Array(name.utf8).withUnsafeBytes { body.append($0) }
    }
    writer.bytes.withUnsafeBytes { body.append($0) }
    var whole = StorageWriter()
    letters.withUnsafeBytes { whole.append($0) }
    whole.append(byte: form)
    body.bytes.withUnsafeBytes { body in
      whole.append(integer: checksum(body))
      whole.append(body)
    }
    return whole.bytes
  }

  init(_ bytes: [UInt8], form: UInt8 = version) throws(StorageError) {
    let read = bytes.withUnsafeBytes { bytes in
      Result { () throws(StorageError) in
        guard bytes.count >= Self.headerSize, bytes.starts(with: Self.letters) else {
          throw .damaged("it does not start as a stored value does")
        }
        guard bytes[Self.letters.count] == form else { throw .otherVersion(Int(bytes[Self.letters.count])) }
        let body = UnsafeRawBufferPointer(rebasing: bytes[Self.headerSize...])
        let expected = UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: Self.letters.count + 1, as: UInt32.self))
        guard checksum(body) == expected else { throw .damaged("its checksum is another one") }
        var reader = StorageReader(body)
        var parts: [String] = []
        for _ in 0..<(try reader.readCount()) { parts.append(try reader.read()) }
        return (parts, bytes.count - reader.remaining)
      }
    }
    (parts, start) = try read.get()
  }

  func value<Value: Storable>(_ bytes: [UInt8], parts: [StoredArray]) throws(StorageError) -> Value {
    let value = bytes.withUnsafeBytes { bytes in
      Result { () throws(StorageError) in
        var reader = StorageReader(UnsafeRawBufferPointer(rebasing: bytes[start...]), parts: parts)
        let value: Value = try reader.read()
        guard reader.remaining == 0 else { throw .damaged("something follows that is no part of it") }
        return value
      }
    }
    return try value.get()
  }
}

/// The CRC-32 of bytes (ISO 3309), as zlib computes it: it finds what a disk or a cut-off write changed.
public func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  UInt32(truncatingIfNeeded: crc32_z(0, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
}
