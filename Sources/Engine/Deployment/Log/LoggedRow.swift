/// Rows on their way to the log, one behind the other in one piece of memory: nothing is allocated for a row.
struct LoggedRows {
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// One row, as it comes out again.
  struct Entry {
    var time: Int64 = 0
    var latency: Double = 0
    var version = 0
    var prediction: Double = 0
    var id = ""
    /// The whole row, also what the log does not hold.
    var values: RowValues
  }

  /// - Parameters:
  ///   - prediction: of several classes the place of the most probable.
  ///   - version: its place in the writer's list.
  mutating func append(
    time: Int64, latency: Double, version: Int, prediction: Double, id: String, _ row: borrowing RowValues
  ) {
    append(time)
    append(latency.bitPattern)
    append(UInt32(truncatingIfNeeded: version))
    append(prediction.bitPattern)
    append(id)
    for place in row.numbers.indices {
      append(row.numbers[place].bitPattern)
      if let text = row.texts[place] {
        append(text)
      } else {
        append(Self.noText)
      }
    }
    count += 1
  }

  private static let noText = UInt32.max

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    count = 0
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ text: String) {
    append(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  // MARK: Taking rows out

  /// Calls a body with each row, in their order.
  func forEach(fieldCount: Int, _ body: (inout Entry) throws -> Void) rethrows {
    var entry = Entry(values: RowValues(fieldCount: fieldCount))
    try bytes.withUnsafeBytes { bytes in
      var at = 0
      func take<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
        defer { at += MemoryLayout<Number>.size }
        return bytes.loadUnaligned(fromByteOffset: at, as: type)
      }
      func text(_ count: UInt32) -> String {
        defer { at += Int(count) }
        return String(decoding: bytes[at..<at + Int(count)], as: UTF8.self)
      }
      for _ in 0..<count {
        entry.time = take(Int64.self)
        entry.latency = Double(bitPattern: take(UInt64.self))
        entry.version = Int(take(UInt32.self))
        entry.prediction = Double(bitPattern: take(UInt64.self))
        entry.id = text(take(UInt32.self))
        for place in 0..<fieldCount {
          entry.values.numbers[place] = Double(bitPattern: take(UInt64.self))
          let length = take(UInt32.self)
          entry.values.texts[place] = length == Self.noText ? nil : text(length)
        }
        try body(&entry)
      }
    }
  }
}
