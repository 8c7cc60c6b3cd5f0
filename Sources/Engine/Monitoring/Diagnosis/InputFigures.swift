/// What is followed of a column: figures whose mean moves when its distribution does.
struct InputFigure: Sendable {
  enum Aspect: Sendable, Equatable {
    /// How high the values are, by rank in the reference.
    case level
    /// How far they lie from the middle, by rank.
    case spread
    /// How often a category comes.
    case category(String)
    /// How often a value is missing.
    case missing
    /// How often a category comes that the reference does not know.
    case unknown
  }

  let aspect: Aspect
  /// One a row of the table and of the reference; NaN where the figure has none.
  let current: [Double]
  let reference: [Double]

  private static let mostCategories = 10

  static func figures(of current: Column, _ reference: Column) -> [InputFigure] {
    func missing(_ column: Column) -> [Double] {
      guard let numbers = column.isNumeric ? column.numbers() : nil else {
        return (0..<column.count).map { column.validity.isPresent($0) ? 0 : 1 }
      }
      return numbers.map { $0.isNaN ? 1 : 0 }
    }
    var figures = [InputFigure(aspect: .missing, current: missing(current), reference: missing(reference))]
    guard current.isNumeric == reference.isNumeric else { return figures }
    if reference.isNumeric, let before = reference.numbers(), let now = current.numbers() {
      let distribution = NumericDistribution(before)
      guard distribution.count > 0 else { return figures }
      let levels = (ranks(now, distribution), ranks(before, distribution))
      figures.append(InputFigure(aspect: .level, current: levels.0, reference: levels.1))
      figures.append(
        InputFigure(
          aspect: .spread, current: levels.0.map { ($0 - 0.5).magnitude },
          reference: levels.1.map { ($0 - 0.5).magnitude }
        ))
      return figures
    }
    func texts(_ column: Column) -> [String?] { (0..<column.count).map { column.text(at: $0) } }
    let (now, before) = (texts(current), texts(reference))
    var counts: [String: Int] = [:]
    for text in before { if let text { counts[text, default: 0] += 1 } }
    var later: [String: Int] = [:]
    for text in now { if let text { later[text, default: 0] += 1 } }
    let ranked = Set(counts.keys).union(later.keys.filter { counts[$0] != nil }).map { name in
      (name: name, weight: Double(counts[name] ?? 0) / Double(max(1, before.count)))
    }.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
    for (name, _) in ranked.prefix(mostCategories) {
      func indicator(_ texts: [String?]) -> [Double] { texts.map { $0 == nil ? .nan : $0 == name ? 1 : 0 } }
      figures.append(InputFigure(aspect: .category(name), current: indicator(now), reference: indicator(before)))
    }
    if later.keys.contains(where: { counts[$0] == nil }) {
      func unknown(_ texts: [String?]) -> [Double] { texts.map { $0.map { counts[$0] == nil ? 1 : 0 } ?? .nan } }
      figures.append(InputFigure(aspect: .unknown, current: unknown(now), reference: unknown(before)))
    }
    return figures
  }

  /// The share of the reference below each number, half of its equals counted.
  private static func ranks(_ numbers: [Double], _ distribution: NumericDistribution) -> [Double] {
    let count = Double(distribution.count)
    return numbers.map { number in
      guard !number.isNaN else { return .nan }
      return Double(distribution.count(below: number) + distribution.count(upTo: number)) / 2 / count
    }
  }
}
