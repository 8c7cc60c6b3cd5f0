/// What an encoding has learned of a column from the training rows.
enum LearnedEncoding: Sendable, Equatable {
  /// For each category its outputs one behind the other; then those of a missing value, then those of the unknown.
  case target(categories: [String], outputs: [String], values: [Double])
  case hashed(buckets: Int)
  case oneHot([String])
  case dateParts
  case words(buckets: Int)
  case imputedNumber(Double)
  /// The categories by falling frequency; the first stands for what is missing or unknown.
  case imputedCategory([String])
  case standardised(mean: Double, deviation: Double)

  private static let parts: [DatePart] = [.year, .month, .day, .weekday, .hour]

  /// The features that come of a column.
  func features(of column: String) -> [FeatureSchema.Feature] {
    func numbers(_ names: [String]) -> [FeatureSchema.Feature] {
      names.map { FeatureSchema.Feature(name: $0, kind: .number) }
    }
    switch self {
    case .target(_, let outputs, _): return numbers(outputs.count == 1 ? [column] : outputs.map { "\(column) → \($0)" })
    case .hashed(let buckets):
      return [FeatureSchema.Feature(name: column, kind: .category((1...buckets).map { "bucket \($0)" }))]
    case .oneHot(let categories): return numbers(categories.map { "\(column) = \($0)" })
    case .dateParts: return numbers(Self.parts.map { "\(column).\($0.rawValue)" })
    case .words(let buckets): return numbers((1...buckets).map { "\(column) words \($0)" })
    case .imputedNumber, .standardised: return numbers([column])
    case .imputedCategory(let categories): return [FeatureSchema.Feature(name: column, kind: .category(categories))]
    }
  }

  /// Whether what was stored can have been learned.
  var isSound: Bool {
    switch self {
    case .target(let categories, let outputs, let values):
      !outputs.isEmpty && values.count == (categories.count + 2) * outputs.count
        && Set(categories).count == categories.count && values.allSatisfy(\.isFinite)
    case .hashed(let buckets), .words(let buckets): FeatureEncoding.validBuckets.contains(Double(buckets))
    case .oneHot(let categories), .imputedCategory(let categories):
      !categories.isEmpty && Set(categories).count == categories.count
    case .dateParts: true
    case .imputedNumber(let value): value.isFinite
    case .standardised(let mean, let deviation): mean.isFinite && deviation.isFinite && deviation > 0
    }
  }

  // MARK: Encoding rows

  /// - Throws: where the column is of another kind than in training.
  func encoded(_ column: Column, named name: String) throws(DataError) -> [EncodedFeature] {
    let rows = column.count
    switch self {
    case .target(let categories, let outputs, let values):
      let codes = try Self.codes(column, named: name, among: categories)
      return outputs.indices.map { output in
        .number(codes.map { values[Int($0) * outputs.count + output] })
      }
    case .hashed(let buckets):
      let strings = try Self.strings(column, named: name)
      let translation = strings.dictionary.map { Int32(Self.hash($0.utf8) % UInt64(buckets)) }
      return [
        .category(
          (0..<rows).map { column.validity.isPresent($0) ? translation[Int(strings.codes[$0])] : -1 }, count: buckets)
      ]
    case .oneHot(let categories):
      let codes = try Self.codes(column, named: name, among: categories)
      return categories.indices.map { category in .number(codes.map { Int($0) == category ? 1 : 0 }) }
    case .dateParts:
      guard case .date(let moments) = column.values else { throw Self.misfit(name, "a date", column) }
      return Self.parts.map { part in
        .number(
          (0..<rows).map { row in
            column.validity.isPresent(row) ? Double(part.of(Instant(microseconds: moments[row]))) : .nan
          })
      }
    case .words(let buckets): return try Self.wordCounts(column, named: name, buckets: buckets)
    case .imputedNumber(let median):
      return [.number(try Self.numbers(column, named: name).map { $0.isNaN ? median : $0 })]
    case .imputedCategory(let categories):
      let codes = try Self.codes(column, named: name, among: categories)
      return [.category(codes.map { Int($0) < categories.count ? $0 : 0 }, count: categories.count)]
    case .standardised(let mean, let deviation):
      return [.number(try Self.numbers(column, named: name).map { FeatureScaling.standardised($0, mean, deviation) })]
    }
  }

  /// For each row the place of its category; behind them that of a missing value, then that of the unknown.
  private static func codes(
    _ column: Column, named name: String, among categories: [String]
  ) throws(DataError) -> [Int32] {
    guard column.validity.missingCount < column.count else {
      return [Int32](repeating: Int32(categories.count), count: column.count)
    }
    let strings = try strings(column, named: name)
    let known = Dictionary(uniqueKeysWithValues: zip(categories, Int32(0)...))
    let translation = strings.dictionary.map { known[$0] ?? Int32(categories.count + 1) }
    return (0..<column.count).map {
      column.validity.isPresent($0) ? translation[Int(strings.codes[$0])] : Int32(categories.count)
    }
  }

  static func strings(_ column: Column, named name: String) throws(DataError) -> CodedStrings {
    if case .string(let strings) = column.values { return strings }
    guard column.validity.missingCount == column.count else { throw misfit(name, "a category", column) }
    return CodedStrings(dictionary: [], codes: [Int32](repeating: 0, count: column.count))
  }

  static func numbers(_ column: Column, named name: String) throws(DataError) -> [Double] {
    if column.validity.missingCount == column.count { return [Double](repeating: .nan, count: column.count) }
    guard column.type != .date, let numbers = column.numbers() else { throw misfit(name, "a number", column) }
    return numbers
  }

  private static func misfit(_ name: String, _ expected: String, _ column: Column) -> DataError {
    .wrongType("feature \"\(name)\" must be \(expected) to be encoded like this, but it is \(column.type.article)")
  }

  /// A row without a text has no word in it.
  private static func wordCounts(
    _ column: Column, named name: String, buckets: Int
  ) throws(DataError) -> [EncodedFeature] {
    let strings = try strings(column, named: name)
    var counts = [[Double]](repeating: [Double](repeating: 0, count: column.count), count: buckets)
    let places = strings.dictionary.map { text in
      text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { Int(hash($0.utf8) % UInt64(buckets)) }
    }
    for row in 0..<column.count where column.validity.isPresent(row) {
      for place in places[Int(strings.codes[row])] { counts[place][row] += 1 }
    }
    return counts.map { .number($0) }
  }

  /// FNV-1a (Fowler, Noll & Vo), and its high bits folded into the low ones, which alone choose the bucket.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ hash >> 32
  }
}
