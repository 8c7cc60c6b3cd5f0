import Engine

/// A value's file: its bytes, then how many they are and their checksum.
enum ValueForm {
  private static let trailerSize = 12

  static func size(of bytes: [UInt8]) -> Int { bytes.count + trailerSize }

  static func bytes(of value: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size(of: value))
    bytes += value
    withUnsafeBytes(of: UInt64(value.count).littleEndian) { bytes += $0 }
    withUnsafeBytes(of: value.withUnsafeBytes(checksum).littleEndian) { bytes += $0 }
    return bytes
  }

  /// Nil where the file is cut off or was changed.
  static func value(in bytes: consuming [UInt8]) -> [UInt8]? {
    let count = bytes.count - trailerSize
    guard count >= 0 else { return nil }
    let isWhole = bytes.withUnsafeBytes { bytes in
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: count, as: UInt64.self)) == UInt64(count)
        && UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count + 8, as: UInt32.self))
          == checksum(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
    guard isWhole else { return nil }
    bytes.removeLast(trailerSize)
    return bytes
  }
}

/// An entry's file: the names of its values, then its data.
struct EntryForm: Storable {
  let values: [String]
  let data: [UInt8]

  init(values: [String], data: [UInt8]) {
    self.values = values
    self.data = data
  }

  func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(values, data) }

  init(from reader: inout StorageReader) throws(StorageError) {
    self.init(values: try reader.read(), data: try reader.read())
  }
}
