import CZlib
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
    self.path = displayPath ?? path
    let raw = try Self.read(path, displayPath: self.path)
    fingerprint = Self.fingerprint(of: raw)
    contents = raw.starts(with: [0x1F, 0x8B]) ? try Self.inflated(raw, displayPath: self.path) : raw
  }

  /// SHA-256 in hexadecimal, as reports name the bytes that they were made from.
  public static func fingerprint(of bytes: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(bytes)).hexadecimal
  }

  /// SHA-256 of a file as it lies on disk, in hexadecimal; nothing is inflated.
  ///
  /// - Throws: `DataError.cannotRead` where the file is missing, a folder or unreadable.
  public static func fingerprint(ofFileAt path: String) throws(DataError) -> String {
    fingerprint(of: try read(path, displayPath: path))
  }

  private static func read(_ path: String, displayPath: String) throws(DataError) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .cannotRead(path: displayPath, reason: "there is no such file")
    }
    guard !isDirectory.boolValue else { throw .cannotRead(path: displayPath, reason: "it is a folder, not a file") }
    var found = stat()
    guard stat(path, &found) != 0 || found.st_mode & S_IFMT == S_IFREG else {
      // A pipe would be waited for as long as nobody writes to it.
      throw .cannotRead(path: displayPath, reason: "it is no regular file")
    }
    guard let file = fopen(path, "rb") else {
      throw .cannotRead(path: displayPath, reason: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    var status = stat()
    guard fstat(fileno(file), &status) == 0 else {
      throw .cannotRead(path: displayPath, reason: String(cString: strerror(errno)))
    }
    var bytes: [UInt8] = []
    var capacity = max(Int(status.st_size) + 1, 1 << 16)
    while true {
      let wanted = capacity - bytes.count
      let more = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        count = fread(buffer.baseAddress, 1, wanted, file)
      }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if more.count < wanted {
        guard ferror(file) == 0 else { throw .cannotRead(path: displayPath, reason: "reading stopped half-way") }
        return bytes
      }
      capacity *= 2
    }
  }

  /// Inflates every member of a gzip file (RFC 1952).
  private static func inflated(_ raw: [UInt8], displayPath: String) throws(DataError) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 to ask for the gzip wrapping with its checksum.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .cannotRead(path: displayPath, reason: "zlib could not be started")
    }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: max(raw.count * 4, 1 << 16))
    var written = 0
    var consumed = 0
    while consumed < raw.count {
      if written == output.count { output += [UInt8](repeating: 0, count: output.count) }
      let inputCount = min(raw.count - consumed, Int(UInt32.max))
      let outputCount = min(output.count - written, Int(UInt32.max))
      let status = raw.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { buffer in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.advanced(by: consumed))
          stream.avail_in = UInt32(inputCount)
          stream.next_out = buffer.baseAddress?.advanced(by: written)
          stream.avail_out = UInt32(outputCount)
          return inflate(&stream, Z_NO_FLUSH)
        }
      }
      consumed += inputCount - Int(stream.avail_in)
      written += outputCount - Int(stream.avail_out)
      switch status {
      case Z_OK, Z_BUF_ERROR:
        guard consumed < raw.count || stream.avail_out == 0 else {
          throw .cannotRead(path: displayPath, reason: "the gzip file is cut off; fetch it again")
        }
      case Z_STREAM_END:
        // Another member may follow; anything else behind the end is padding, which gzip itself passes over.
        guard raw[consumed...].starts(with: [0x1F, 0x8B]) else {
          output.removeLast(output.count - written)
          return output
        }
        inflateReset(&stream)
      default:
        throw .cannotRead(path: displayPath, reason: "the gzip file is damaged; fetch it again")
      }
    }
    throw .cannotRead(path: displayPath, reason: "the gzip file is cut off; fetch it again")
  }
}

extension SHA256Digest {
  /// Two lowercase digits a byte.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
