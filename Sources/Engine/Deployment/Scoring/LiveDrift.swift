/// How far the rows of late are from those that a model learned from: counts in the bins of its profile, one column at a
/// time, and the population stability index of each.
public struct LiveDrift: Sendable {
  /// A column's index, and how many rows it rests on.
  public struct Figure: Sendable, Equatable {
    public let column: String
    public let psi: Double
    public let rows: Int
  }

  private struct Column: Sendable {
    let name: String
    let place: Int
    let edges: [Double]
    let categories: [String: Int]
    let reference: [Int]
    var current: [Int]
  }

  private var columns: [Column]
  public private(set) var rowCount = 0

  /// Fewer rows say nothing: of ten bins, chance alone moves some.
  public static let fewestRows = 200

  /// - Parameter fields: as rows have them.
  public init(_ profile: Schema, _ fields: [ServedField]) {
    columns = fields.enumerated().compactMap { place, field in
      switch (try? profile.column(field.name))?.reference {
      case .numbers(let edges, let counts)?:
        return Column(
          name: field.name, place: place, edges: edges, categories: [:], reference: counts,
          current: [Int](repeating: 0, count: counts.count))
      case .categories(let names, let counts, let others)?:
        // What the reference has no bin for goes where its own rest is.
        return Column(
          name: field.name, place: place, edges: [], categories: Dictionary(uniqueKeysWithValues: zip(names, 0...)),
          reference: counts + [others], current: [Int](repeating: 0, count: counts.count + 1))
      default: return nil
      }
    }
  }

  public mutating func add(_ row: borrowing RowValues) {
    rowCount += 1
    for index in columns.indices {
      let place = columns[index].place
      if columns[index].edges.isEmpty {
        let number = row.numbers[place]
        guard let text = row.texts[place] ?? (number.isNaN ? nil : number == 0 ? "false" : "true") else { continue }
        columns[index].current[columns[index].categories[text] ?? columns[index].reference.count - 1] += 1
      } else {
        let number = row.numbers[place]
        guard !number.isNaN else { continue }
        columns[index].current[columns[index].edges.count { $0 <= number }] += 1
      }
    }
  }

  /// Forgets half of what was counted, so that the figures follow the rows of late.
  public mutating func fade() {
    rowCount /= 2
    for index in columns.indices {
      for bin in columns[index].current.indices { columns[index].current[bin] /= 2 }
    }
  }

  /// The columns that moved most come first; none while there are too few rows.
  public var figures: [Figure] {
    guard rowCount >= Self.fewestRows else { return [] }
    return columns.compactMap { column in
      let rows = column.current.reduce(0, +)
      let psi = PopulationStability.index(
        column.reference, column.current, floor: PopulationStability.floor)
      return psi.isFinite ? Figure(column: column.name, psi: psi, rows: rows) : nil
    }.sorted { ($1.psi, $0.column) < ($0.psi, $1.column) }
  }
}
