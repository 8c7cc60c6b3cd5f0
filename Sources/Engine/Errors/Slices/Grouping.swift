/// A column cut into groups that a reader can name: categories and a few numbers as they are, more numbers at their
/// deciles.
struct Grouping: Sendable {
  let name: String
  /// A place in `labels` for each row; −1 where missing.
  let codes: [Int32]
  let labels: [String]

  init(_ name: String, in table: Table, bins: Int = 10) throws(DataError) {
    let column = try table.column(name)
    switch column.values {
    case .string(let strings):
      self.init(
        name: name, codes: strings.codes.indices.map { column.validity.isPresent($0) ? strings.codes[$0] : -1 },
        labels: strings.dictionary)
    case .bool(let values):
      self.init(
        name: name, codes: values.indices.map { column.validity.isPresent($0) ? (values[$0] ? 1 : 0) : -1 },
        labels: ["false", "true"])
    case .double, .int, .date:
      let numbers = column.numbers() ?? []
      let distribution = NumericDistribution(numbers)
      let edges =
        distribution.values.count <= bins
        ? Array(distribution.values.dropFirst()) : PopulationStability.edges(of: distribution, bins: bins)
      self.init(name, numbers, distribution, edges: edges, isDate: column.type == .date)
    }
  }

  /// Numbers cut at given edges, ascending, each of which begins a group.
  init(_ name: String, _ numbers: [Double], _ distribution: NumericDistribution, edges: [Double], isDate: Bool) {
    let codes = numbers.map { number -> Int32 in
      guard !number.isNaN else { return -1 }
      var low = 0
      var high = edges.count
      while low < high {
        let middle = (low + high) / 2
        if edges[middle] <= number { low = middle + 1 } else { high = middle }
      }
      return Int32(low)
    }
    self.init(name: name, codes: codes, labels: Self.labels(distribution, edges: edges, isDate: isDate))
  }

  private init(name: String, codes: [Int32], labels: [String]) {
    self.name = name
    self.codes = codes
    self.labels = labels
  }

  /// Each bin by the lowest and the highest value in it: `6 to 16`, and open at the ends: `45 and more`.
  private static func labels(_ distribution: NumericDistribution, edges: [Double], isDate: Bool) -> [String] {
    func text(_ value: Double) -> String {
      if isDate { return Instant(microseconds: Int64(exactly: value) ?? .max).description }
      return NumberText.short(value)
    }
    let values = distribution.values
    guard !edges.isEmpty, let first = values.first, let last = values.last else { return ["any"] }
    let bounds = [first] + edges
    return bounds.indices.map { bin in
      let inside = values.filter { $0 >= bounds[bin] && (bin + 1 == bounds.count || $0 < bounds[bin + 1]) }
      let low = inside.first ?? bounds[bin]
      let high = inside.last ?? last
      if bin == 0 { return low == high ? text(high) : "\(text(high)) or less" }
      if bin == bounds.count - 1 { return low == high ? text(low) : "\(text(low)) or more" }
      return low == high ? text(low) : "\(text(low)) to \(text(high))"
    }
  }
}

extension SliceFinder.Feature {
  /// A column of a table: categories as they are, numbers at quantiles, or as they are where they are no more than bins.
  ///
  /// - Throws: `DataError.unknownColumn`.
  public init(_ name: String, in table: Table, bins: Int = 10) throws(DataError) {
    let grouping = try Grouping(name, in: table, bins: bins)
    self.init(codes: grouping.codes, count: grouping.labels.count)
  }
}
