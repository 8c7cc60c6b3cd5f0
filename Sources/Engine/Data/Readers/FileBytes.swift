import Crypto
import Foundation

/// A file's bytes as they lie on disk, and inflated where it is a gzip file.
public struct FileBytes: Sendable {
  public let path: String
  /// The contents, inflated where the file was compressed.
  public let contents: [UInt8]
  /// SHA-256 of the file as it lies on disk, in hexadecimal.
  public let fingerprint: String

  /// Reads a whole file into memory.
  ///
  /// - Parameter displayPath: what error messages call the file.
  /// - Throws: `DataError.cannotRead` where the file is missing, a folder, unreadable, or a damaged gzip file.
  public init(path: String, displayPath: String? = nil) throws(DataError) {
    let file = try FileStream(path: path, displayPath: displayPath ?? path)
    self.path = file.path
    contents =
      file.isGzip ? try Self.all(of: GzipStream(file), from: file.size * 4) : try Self.all(of: file, from: file.size)
    fingerprint = file.fingerprint
  }

  /// SHA-256 in hexadecimal, as reports name the bytes that they were made from.
  public static func fingerprint(of bytes: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(bytes)).hexadecimal
  }

  /// SHA-256 of a file as it lies on disk, in hexadecimal; nothing is inflated.
  ///
  /// - Throws: `DataError.cannotRead` where the file is missing, a folder or unreadable.
  public static func fingerprint(ofFileAt path: String) throws(DataError) -> String {
    let file = try FileStream(path: path, displayPath: path)
    try file.finish()
    return file.fingerprint
  }

  /// - Parameter size: how many bytes are likely to come.
  private static func all(of stream: some ByteStream, from size: Int) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more, so that a guess that is right is known to be after one read.
    var wanted = max(size, 1 << 16) + 1
    while true {
      var outcome: Result<Int, DataError> = .success(0)
      let more = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        outcome = Result { () throws(DataError) in try stream.read(into: UnsafeMutableRawBufferPointer(buffer)) }
        count = (try? outcome.get()) ?? 0
      }
      let count = try outcome.get()
      if bytes.isEmpty { bytes = more } else { bytes += more }
      guard count == wanted else { return bytes }
      wanted = bytes.count
    }
  }
}

extension SHA256Digest {
  /// Two lowercase digits a byte.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
