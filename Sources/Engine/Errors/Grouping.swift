/// A column cut into groups that a reader can name: categories as they are, numbers at their deciles.
struct Grouping: Sendable {
  let name: String
  /// A place in `labels` for each row; −1 where missing.
  let codes: [Int32]
  let labels: [String]

  init(_ name: String, in table: Table, bins: Int = 10) throws(DataError) {
    self.name = name
    let column = try table.column(name)
    switch column.values {
    case .string(let strings):
      labels = strings.dictionary
      codes = strings.codes.indices.map { column.validity.isPresent($0) ? strings.codes[$0] : -1 }
    case .bool(let values):
      labels = ["false", "true"]
      codes = values.indices.map { column.validity.isPresent($0) ? (values[$0] ? 1 : 0) : -1 }
    case .double, .int, .date:
      let numbers = column.numbers() ?? []
      let distribution = NumericDistribution(numbers)
      let edges = PopulationStability.edges(of: distribution, bins: bins)
      labels = Self.labels(distribution, edges: edges, isDate: column.type == .date)
      codes = numbers.map { number in
        guard !number.isNaN else { return -1 }
        var low = 0
        var high = edges.count
        while low < high {
          let middle = (low + high) / 2
          if edges[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return Int32(low)
      }
    }
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
