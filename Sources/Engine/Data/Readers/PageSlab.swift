import Foundation

/// A few megabytes straight from the system, in large pages where it has them, all zeros at first.
///
/// Reading a file touches each byte of a lot of memory once or twice: in pages of 4 KB the faults alone take a third of
/// the time. The memory goes back to the system with the slab, rather than stay with the heap.
final class PageSlab: @unchecked Sendable {
  /// A large page of x86-64, and of the usual arm64.
  static let pageSize = 1 << 21

  let start: UnsafeMutableRawPointer
  let byteCount: Int
  private let mapping: UnsafeMutableRawPointer
  private let mappedCount: Int

  /// Nil where the system has no more memory.
  init?(byteCount: Int) {
    // One page more, so that some place in it is the start of a large page.
    mappedCount = byteCount + Self.pageSize
    guard let found = mmap(nil, mappedCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      found != MAP_FAILED
    else { return nil }
    mapping = found
    start = found.alignedUp(toMultipleOf: Self.pageSize)
    self.byteCount = byteCount
    Self.adviseLargePages(start, byteCount)
  }

  deinit { munmap(mapping, mappedCount) }

  /// Asks for large pages where the memory holds whole ones; a system without them goes on with small ones.
  static func adviseLargePages(_ start: UnsafeMutableRawPointer, _ byteCount: Int) {
    #if os(Linux)
      let first = start.alignedUp(toMultipleOf: pageSize)
      let count = (byteCount - (first - start)) / pageSize * pageSize
      if count > 0 { madvise(first, count, Int32(MADV_HUGEPAGE)) }
    #endif
  }
}

/// Hands out memory from slabs, one piece behind the other; a slab goes when nothing in it is used any more.
struct PageArena {
  private var slab: PageSlab?
  private var used = 0

  /// So many bytes, on a 64-byte boundary, and the slab that must be kept as long as they are used.
  ///
  /// Nil where the system has no more memory.
  mutating func allocate(_ byteCount: Int) -> (start: UnsafeMutableRawPointer, slab: PageSlab)? {
    let wanted = (byteCount + 63) & ~63
    if slab.map({ used + wanted > $0.byteCount }) ?? true {
      slab = PageSlab(byteCount: max(wanted, PageSlab.pageSize))
      used = 0
    }
    guard let slab else { return nil }
    defer { used += wanted }
    return (slab.start + used, slab)
  }
}
