/// A column put together from the chunks of all texts, whose memory goes as they are used up.
struct CSVAssembly {
  let chunks: [CSVChunk]
  let type: CSVColumnType
  let rowCount: Int

  init(_ chunks: [CSVChunk], type: CSVColumnType, rowCount: Int) {
    self.chunks = chunks
    self.type = type
    self.rowCount = rowCount
  }

  func column() -> Column {
    let validity = validity()
    switch type {
    case .int: return Column(.int(values()), validity: validity)
    case .double: return Column(.double(values()), validity: validity)
    case .date: return Column(.date(values()), validity: validity)
    case .bool: return Column(.bool(values()), validity: validity)
    case .string: return Column(.string(strings()), validity: validity)
    }
  }

  private func values<T: BitwiseCopyable>(of type: T.Type = T.self) -> [T] {
    [T](unsafeUninitializedCapacity: rowCount) { buffer, count in
      guard let out = buffer.baseAddress else { return }
      PageSlab.adviseLargePages(out, rowCount * MemoryLayout<T>.stride)
      for chunk in chunks {
        UnsafeMutableRawPointer(out + count)
          .copyMemory(from: chunk.values, byteCount: chunk.count * MemoryLayout<T>.stride)
        count += chunk.count
        chunk.release()
      }
    }
  }

  private func validity() -> Validity {
    guard chunks.contains(where: { $0.missing != nil }) else { return Validity(allPresent: rowCount) }
    var words = [UInt64](repeating: .max, count: (rowCount + 63) / 64)
    var row = 0
    for chunk in chunks {
      if let missing = chunk.missing {
        let shift = UInt64(row & 63)
        for place in 0..<(chunk.count + 63) / 64 where missing[place] != 0 {
          words[row >> 6 + place] &= ~(missing[place] << shift)
          let rest = shift == 0 ? 0 : missing[place] >> (64 - shift)
          if rest != 0 { words[row >> 6 + place + 1] &= ~rest }
        }
      }
      row += chunk.count
    }
    return Validity(count: rowCount, words: words) ?? Validity(allPresent: rowCount)
  }

  // MARK: Strings

  /// One dictionary of all texts, in order of first appearance, whichever thread read which text.
  private func strings() -> CodedStrings {
    var dictionaries: [ByteDictionary] = []
    for chunk in chunks {
      if let dictionary = chunk.dictionary, !dictionaries.contains(where: { $0 === dictionary }) {
        dictionaries.append(dictionary)
      }
    }
    let (strings, codes) = Self.merged(dictionaries)
    let merged = [Int32](unsafeUninitializedCapacity: rowCount) { buffer, count in
      guard let out = buffer.baseAddress else { return }
      PageSlab.adviseLargePages(out, rowCount * MemoryLayout<Int32>.stride)
      for chunk in chunks {
        let values = chunk.values.assumingMemoryBound(to: Int32.self)
        let place = dictionaries.firstIndex { $0 === chunk.dictionary } ?? 0
        if codes[place].isEmpty {
          (out + count).initialize(repeating: 0, count: chunk.count)
        } else {
          codes[place].withUnsafeBufferPointer { codes in
            for row in 0..<chunk.count { (out + count + row).initialize(to: codes[Int(values[row])]) }
          }
        }
        // A missing row's code stands for nothing.
        if let missing = chunk.missing {
          for row in 0..<chunk.count where missing[row >> 6] & 1 << UInt64(row & 63) != 0 { out[count + row] = 0 }
        }
        count += chunk.count
        chunk.release()
      }
    }
    return CodedStrings(dictionary: strings, codes: merged)
  }

  /// The distinct strings of several dictionaries in order of first appearance, and for each dictionary what its codes
  /// have become.
  private static func merged(_ dictionaries: [ByteDictionary]) -> (strings: [String], codes: [[Int32]]) {
    let known = ByteDictionary(capacity: dictionaries.map(\.count).max() ?? 0)
    var strings: [String] = []
    var codes = dictionaries.map { _ in [Int32]() }
    var next = dictionaries.map { _ in 0 }
    // Each dictionary counts up in order of appearance: the earliest of their next ones is the next of all.
    while true {
      var earliest: Int?
      for place in dictionaries.indices where next[place] < dictionaries[place].count {
        let other = earliest.map { dictionaries[$0].firstPlaces[next[$0]] } ?? .max
        if dictionaries[place].firstPlaces[next[place]] < other { earliest = place }
      }
      guard let place = earliest else { return (strings, codes) }
      let bytes = dictionaries[place].bytes(next[place])
      next[place] += 1
      guard let start = bytes.baseAddress else { continue }
      let code = known.code(start, bytes.count, place: 0)
      if Int(code) == strings.count { strings.append(String(decoding: bytes, as: UTF8.self)) }
      codes[place].append(code)
    }
  }
}
