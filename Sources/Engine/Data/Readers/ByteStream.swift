import CZlib
import Crypto
import Foundation

/// Bytes that are read once, from front to back.
protocol ByteStream: AnyObject {
  /// Fills the buffer from its start, wholly unless the bytes end; 0 where they have ended.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int

  /// Reads what is left, to learn whether it is sound, and drops it.
  func finish() throws(DataError)
}

extension ByteStream {
  func finish() throws(DataError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while try read(into: buffer) > 0 {}
  }
}

/// A file as it lies on disk, hashed while it is read.
///
/// The file is read, not mapped: one that shrinks while it is read is then a short file, not a fault.
final class FileStream: ByteStream {
  /// What error messages call the file.
  let path: String
  /// How many bytes the file had when it was opened.
  let size: Int
  private let descriptor: Int32
  private var hash = SHA256()

  /// - Throws: `DataError.cannotRead` where the file is missing, a folder, no regular file or unreadable.
  init(path: String, displayPath: String) throws(DataError) {
    self.path = displayPath
    var found = stat()
    guard stat(path, &found) == 0 else {
      let reason = errno == ENOENT || errno == ENOTDIR ? "there is no such file" : String(cString: strerror(errno))
      throw .cannotRead(path: displayPath, reason: reason)
    }
    switch found.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .cannotRead(path: displayPath, reason: "it is a folder, not a file")
    // A pipe would be waited for as long as nobody writes to it.
    default: throw .cannotRead(path: displayPath, reason: "it is no regular file")
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: displayPath, reason: String(cString: strerror(errno))) }
    size = Int(found.st_size)
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = pread(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, offset)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, reason: "reading stopped half-way") }
      guard count > 0 else { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[filled..<filled + count]))
      filled += count
      offset += off_t(count)
    }
    return filled
  }

  private var offset: off_t = 0

  /// Whether the file starts as gzip files do; reads nothing.
  var isGzip: Bool {
    var start: (UInt8, UInt8) = (0, 0)
    return withUnsafeMutableBytes(of: &start) { pread(descriptor, $0.baseAddress, 2, 0) == 2 }
      && start == GzipStream.magic
  }

  /// What the file holds, inflated where it is a gzip file.
  func contents() throws(DataError) -> any ByteStream { isGzip ? try GzipStream(self) : self }

  /// SHA-256 of what has been read, in hexadecimal.
  var fingerprint: String { hash.finalize().hexadecimal }
}

/// The contents of a gzip file (RFC 1952): every member, one behind the other.
final class GzipStream: ByteStream {
  /// The bytes that every member starts with.
  static let magic: (UInt8, UInt8) = (0x1F, 0x8B)
  private static let capacity = 1 << 16

  private let file: FileStream
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var hasEnded = false

  init(_ file: FileStream) throws(DataError) {
    self.file = file
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: Self.capacity, alignment: 16)
    // 15 bits of window, and 16 to ask for the gzip wrapping with its checksum.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .cannotRead(path: file.path, reason: "zlib could not be started")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while !hasEnded, filled < buffer.count {
      stream.pointee.next_out = buffer.baseAddress?.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
      // zlib counts with 32 bits.
      let room = UInt32(clamping: buffer.count - filled)
      stream.pointee.avail_out = room
      if stream.pointee.avail_in == 0 { try refill() }
      let hadInput = stream.pointee.avail_in > 0
      let status = inflate(stream, Z_NO_FLUSH)
      filled += Int(room - stream.pointee.avail_out)
      switch status {
      case Z_OK: break
      case Z_BUF_ERROR:
        // What was held back has come out, and the file has no more.
        guard hadInput else {
          throw .cannotRead(path: file.path, reason: "the gzip file is cut off; fetch it again")
        }
      case Z_STREAM_END: try startNextMember()
      default: throw .cannotRead(path: file.path, reason: "the gzip file is damaged; fetch it again")
      }
    }
    return filled
  }

  /// Another member may follow; anything else behind the end is padding, which gzip itself passes over.
  private func startNextMember() throws(DataError) {
    if stream.pointee.avail_in < 2 { try refill() }
    guard stream.pointee.avail_in >= 2, let next = stream.pointee.next_in, (next[0], next[1]) == Self.magic else {
      // The fingerprint is of the whole file.
      try file.finish()
      hasEnded = true
      return
    }
    inflateReset(stream)
  }

  /// Reads on behind the input that is left.
  private func refill() throws(DataError) {
    let left = Int(stream.pointee.avail_in)
    if left > 0, let next = stream.pointee.next_in {
      input.baseAddress?.copyMemory(from: next, byteCount: left)
    }
    let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: input[left...]))
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(left + count)
  }
}

/// Bytes that are in memory already.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - at)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + count])) }
    at += count
    return count
  }
}
