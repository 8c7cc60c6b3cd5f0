import Foundation

/// Distinct byte strings, each with a code: open addressing, so that a repeated string costs no allocation.
///
/// The codes count up in order of first appearance. Eight bytes behind each string that is looked up must be readable.
final class ByteDictionary {
  private struct Entry {
    /// The first eight bytes, zeros behind the end: of most strings this is all.
    var word: UInt64
    var start: UnsafePointer<UInt8>
    var count: UInt32
    var hash: UInt32
  }

  private var entries: [Entry] = []
  /// The place of each entry's first appearance: the text's number and the row in it.
  private(set) var firstPlaces: [UInt64] = []
  /// A code and one, or zero.
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int
  /// The strings' own bytes, one behind the other in blocks.
  private var blocks: [UnsafeMutablePointer<UInt8>] = []
  /// Where the last block goes on, and how much room it has.
  private var end: UnsafeMutablePointer<UInt8>
  private var room = 0
  private static let blockSize = 1 << 14

  init(capacity: Int = 128) {
    mask = 127
    while mask + 1 < 2 * capacity { mask = 2 * mask + 1 }
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    end = .allocate(capacity: Self.blockSize)
    blocks = [end]
    room = Self.blockSize
  }

  deinit {
    slots.deallocate()
    for block in blocks { block.deallocate() }
  }

  var count: Int { entries.count }

  func bytes(_ code: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: entries[code].start, count: Int(entries[code].count))
  }

  /// The code of the bytes; a new one for new bytes, whose first place is then the given one.
  @inline(__always)
  func code(_ start: UnsafePointer<UInt8>, _ count: Int, place: UInt64) -> Int32 {
    let loaded = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
    let word = count >= 8 ? loaded : loaded & ((1 &<< UInt64(8 &* count)) &- 1)
    var hash = (word ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
    if count > 8 { hash = Self.hash(hash, start, count) }
    hash ^= hash &>> 32
    var slot = Int(truncatingIfNeeded: hash) & mask
    return entries.withUnsafeBufferPointer { entries -> Int32? in
      while slots[slot] != 0 {
        let code = Int(slots[slot]) &- 1
        let entry = entries[code]
        if entry.word == word, Int(entry.count) == count,
          count <= 8 || memcmp(entry.start + 8, start + 8, count - 8) == 0
        {
          return Int32(truncatingIfNeeded: code)
        }
        slot = (slot &+ 1) & mask
      }
      return nil
    } ?? add(Entry(word: word, start: start, count: UInt32(count), hash: UInt32(truncatingIfNeeded: hash)), slot, place)
  }

  @inline(never)
  private func add(_ entry: Entry, _ slot: Int, _ place: UInt64) -> Int32 {
    var entry = entry
    entry.start = kept(entry.start, Int(entry.count))
    entries.append(entry)
    firstPlaces.append(place)
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > mask { grow() }
    return Int32(entries.count - 1)
  }

  /// A copy of the bytes, with eight zeros behind it.
  private func kept(_ start: UnsafePointer<UInt8>, _ count: Int) -> UnsafePointer<UInt8> {
    if count + 8 > room {
      room = max(count + 8, Self.blockSize)
      blocks.append(.allocate(capacity: room))
      end = blocks[blocks.count - 1]
    }
    let copy = end
    copy.update(from: start, count: count)
    (copy + count).update(repeating: 0, count: 8)
    end += count + 8
    room -= count + 8
    return UnsafePointer(copy)
  }

  private static func hash(_ first: UInt64, _ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var hash = first
    var at = 8
    while at < count {
      let loaded = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let left = count - at
      hash =
        (hash ^ hash >> 29 ^ (left >= 8 ? loaded : loaded & ((1 << UInt64(8 * left)) - 1))) &* 0xBF58_476D_1CE4_E5B9
      at += 8
    }
    return hash
  }

  private func grow() {
    slots.deallocate()
    mask = 4 * mask + 3
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for (code, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(code + 1)
    }
  }
}
