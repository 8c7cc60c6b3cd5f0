import Charts
import Engine

extension Profile: Presentable {
  public var presentation: Presentation {
    var components: [Component] = [.table(columnTable)]
    if let balance, let target { components.append(.paragraph(balance.sentence(of: target))) }
    if !findings.isEmpty { components += [.heading("To look at"), .list(remarks)] }
    if let table = pairTable { components.append(.table(table)) }
    let suspects = findings.filter { $0.kind == .leakage }
    return Presentation(
      kind: "profile", headline: headline, components: components,
      brief: suspects.isEmpty
        ? nil : Brief(lead: "A column may leak the answer:", text: suspects.map(\.text).joined(separator: " ")),
      stageNote: StageNote(counted(rowCount, "row"), isAlarming: !suspects.isEmpty), record: self)
  }

  private var headline: String {
    let gaps = columns.filter { $0.missingCount > 0 }.sorted { $0.missingCount > $1.missingCount }
    let size = "\(counted(rowCount, "row")) and \(counted(columns.count, "column"))"
    guard let worst = gaps.first else { return "\(size), with no value missing." }
    return "\(size); \(gaps.count == 1 ? "one column has" : "\(gaps.count) columns have") missing values, most of all "
      + "\(worst.name) (\(worst.missingShare(of: rowCount)))."
  }

  // MARK: Columns

  private var columnTable: TableComponent {
    let measures = Set(columns.compactMap { $0.target?.measure.words })
    let hasTarget = !measures.isEmpty
    // Beside a target, what a column tells of it counts for more than where its numbers lie.
    let last = hasTarget ? "Alone tells \(target ?? "")" : "Middle 90%"
    let unit =
      hasTarget
      ? " How well a column alone tells \(target ?? "") is its \(measures.sorted().joined(separator: " or "))." : ""
    return TableComponent(
      columns: [
        .init("Column"), .init("Kind"), .init("Missing", .trailing, hasBars: true), .init("Distinct", .trailing),
        .init("Mean or most common", .trailing), .init(last, .trailing), .init("Distribution"),
      ],
      rows: columns.map { column in
        [
          .name(column.name), .text(column.name == target ? "target" : column.kind),
          .number(column.missingCount == 0 ? "0" : column.missingShare(of: rowCount)),
          .number(NumberText.whole(column.distinctCount)), .number(column.typical),
          .number(hasTarget ? column.fit : column.middle), .chart(column.sparkline),
        ]
      }, caption: headline + unit)
  }

  // MARK: Pairs

  private static let mostPairs = 10

  private var pairTable: TableComponent? {
    let pairs = associations.prefix(Self.mostPairs)
    guard let strongest = pairs.first else { return nil }
    func figure(_ value: Double?) -> String { value.map { NumberText.decimal($0, decimals: 2) } ?? "–" }
    let sample = associationRowCount < rowCount ? " On a sample of \(NumberText.whole(associationRowCount)) rows." : ""
    return TableComponent(
      columns: [
        .init("Go together"), .init("Pearson r", .trailing), .init("Spearman ρ", .trailing),
        .init("Cramér’s V", .trailing), .init("Mutual information, nats", .trailing),
      ],
      rows: pairs.map { pair in
        [
          .name("\(pair.first) · \(pair.second)"), .number(figure(pair.pearson)), .number(figure(pair.spearman)),
          .number(figure(pair.cramersV)), .number(figure(pair.mutualInformation)),
        ]
      },
      caption: "\(strongest.first) and \(strongest.second) go together most (\(strongest.words)).\(sample)")
  }
}

extension Association {
  /// The measure that the pair is ranked by.
  fileprivate var words: String {
    if let cramersV { return "V = \(NumberText.decimal(cramersV, decimals: 2))" }
    let (r, rho) = (pearson ?? 0, spearman ?? 0)
    return r.magnitude >= rho.magnitude
      ? "r = \(NumberText.decimal(r, decimals: 2))" : "ρ = \(NumberText.decimal(rho, decimals: 2))"
  }
}

extension ClassBalance {
  private static let mostClasses = 5

  fileprivate func sentence(of target: String) -> String {
    let shown = classes.prefix(Self.mostClasses).map { item in
      "\(item.name) in \(NumberText.percent(Double(item.count) / Double(max(presentCount, 1))))"
    }
    let rest = classCount - shown.count
    return
      "\(target) is \(listed(shown))\(rest > 0 ? " of rows, \(counted(rest, "other class", plural: "other classes")) in the rest" : " of rows")."
  }
}

// MARK: - One column

extension ColumnProfile: Presentable {
  public var presentation: Presentation {
    var components: [Component] = [.keyFigures(figures)]
    if presentCount > 0 { components.append(.figure(figure)) }
    if let table = frequentValues { components.append(.table(table)) }
    return Presentation(kind: "column-profile", headline: headline, components: components, record: self)
  }

  private var headline: String {
    let rows = presentCount + missingCount
    let gaps = missingCount == 0 ? "no value missing" : "\(missingShare(of: rows)) missing"
    let outliers = outliers.map { outliers in
      outliers.count == 0
        ? "; no outliers"
        : "; \(counted(outliers.count, "outlier")), below \(number(outliers.lowerFence)) or above "
          + "\(number(outliers.upperFence))"
    }
    return "\(name): \(counted(distinctCount, "distinct value")) in \(counted(rows, "row")), \(gaps)\(outliers ?? "")."
  }

  private var figures: [KeyFigure] {
    guard let numbers else {
      return topCategories.first.map { [KeyFigure(label: "most common", value: $0.name, note: typical)] } ?? []
    }
    let deviation = numbers.standardDeviation.map { "deviation \(type == .date ? days($0) : NumberText.short($0))" }
    return [
      KeyFigure(label: "mean", value: number(numbers.mean), note: deviation ?? ""),
      KeyFigure(
        label: "median", value: number(numbers.median),
        note: "quartiles \(number(numbers.lowerQuartile)) and \(number(numbers.upperQuartile))"),
      KeyFigure(label: "middle 90%", value: middle, note: "5th and 95th percentile"),
      KeyFigure(label: "range", value: "\(number(numbers.minimum)) to \(number(numbers.maximum))", note: ""),
    ]
  }

  private var figure: Figure {
    guard let numbers else {
      return Figure(
        chart: BarChart(
          title: "Most common values of \(name)", summary: headline,
          bars: topCategories.prefix(10).map { .init(label: $0.name, value: Double($0.count) / Double(presentCount)) },
          style: .percent(decimals: 1)), caption: headline, isNarrow: false)
    }
    let ends = edges.isEmpty ? [numbers.minimum, numbers.maximum] : [-Double.infinity] + edges + [.infinity]
    let scale = type == .date ? 86_400_000_000.0 : 1
    return Figure(
      chart: HistogramChart(
        title: "Distribution of \(name)", summary: headline, edges: ends.map { $0 / scale },
        series: [.init(name: name, counts: shape.map(Double.init))],
        xTitle: type == .date ? "\(name), days since 1970" : name, style: .number(decimals: decimals)),
      caption: "\(name); the outer bars hold the lowest and the highest hundredth of rows as well.", isNarrow: false)
  }

  /// As many decimals as the width of a bin asks for.
  private var decimals: Int {
    guard type != .date, let first = edges.first, let last = edges.last, last > first else { return 0 }
    let width = (last - first) / 4
    return width >= 1 ? 0 : width >= 0.1 ? 1 : width >= 0.01 ? 2 : 3
  }

  private var frequentValues: TableComponent? {
    let values = topNumbers.map { (number($0.value), $0.count) }
    guard let most = values.first else { return nil }
    return TableComponent(
      columns: [.init("Most frequent"), .init("Rows", .trailing), .init("Share", .trailing)],
      rows: values.map { value, count in
        [
          .name(value), .number(NumberText.whole(count)),
          .number(NumberText.percent(Double(count) / Double(max(presentCount, 1)))),
        ]
      }, caption: "\(most.0) stands in \(counted(most.1, "row")).")
  }
}

extension ColumnProfile {
  fileprivate var kind: String {
    switch type {
    case .double, .int: "number"
    case .string: "category"
    case .bool: "yes or no"
    case .date: "date"
    }
  }

  fileprivate func missingShare(of rowCount: Int) -> String {
    NumberText.percent(Double(missingCount) / Double(max(rowCount, 1)))
  }

  /// A value of the column in its unit. A moment that no calendar has is none.
  fileprivate func number(_ value: Double) -> String {
    guard type == .date else { return NumberText.short(value) }
    guard value.magnitude < 1e18 else { return "–" }
    // A moment between two is told by its day.
    let moment = Instant(microseconds: Int64(value)).description
    return String(moment.prefix(10))
  }

  private func days(_ microseconds: Double) -> String { "\(NumberText.short(microseconds / 86_400_000_000)) days" }

  /// The mean, of dates the median, of categories the most frequent with its share.
  fileprivate var typical: String {
    if let numbers { return number(type == .date ? numbers.median : numbers.mean) }
    guard let top = topCategories.first else { return "–" }
    return "\(top.name) \(NumberText.percent(Double(top.count) / Double(max(presentCount, 1)), decimals: 0))"
  }

  /// From the 5th to the 95th percentile.
  fileprivate var middle: String {
    numbers.map { "\(number($0.fifthPercentile)) to \(number($0.ninetyFifthPercentile))" } ?? ""
  }

  fileprivate var fit: String {
    guard let target else { return "" }
    let value = target.alone.map { NumberText.decimal($0, decimals: 3) } ?? "–"
    return target.isSuspect ? "suspect \(value)" : value
  }

  fileprivate var sparkline: Sparkline {
    Sparkline(title: "Distribution of \(name)", counts: shape.map(Double.init), isCategorical: isCategorical)
  }
}
