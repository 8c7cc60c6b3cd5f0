extension ProfileFinding {
  /// What stands out, first of the target and of whole rows, then column by column.
  static func all(
    _ columns: [ColumnProfile], rowCount: Int, target: String?, _ balance: ClassBalance?, _ duplicateRowCount: Int
  ) -> [ProfileFinding] {
    guard rowCount > 0 else { return [] }
    var findings: [ProfileFinding] = []
    func add(_ kind: Kind, _ column: String?, _ text: String) {
      findings.append(ProfileFinding(kind: kind, column: column, text: text))
    }
    if let target, let balance {
      if balance.classCount > 1, balance.smallestShare < ClassBalance.rareShare {
        add(
          .rareClass, target,
          "The smallest class of \(target) has \(rows(balance.smallestCount)), "
            + "\(NumberText.percent(balance.smallestShare)): accuracy alone would flatter a model.")
      }
      if balance.missingCount > 0 {
        add(
          .missingTarget, target,
          "\(rows(balance.missingCount)) \(balance.missingCount == 1 ? "has" : "have") no \(target): leave them out "
            + "before training.")
      }
    }
    if duplicateRowCount > 0 {
      add(
        .duplicateRows, nil,
        "\(rows(duplicateRowCount)) \(duplicateRowCount == 1 ? "repeats" : "repeat") an earlier one in every column.")
    }
    for column in columns { findings += of(column, rowCount: rowCount, target: target) }
    return findings
  }

  private static func of(_ column: ColumnProfile, rowCount: Int, target: String?) -> [ProfileFinding] {
    let name = column.name
    func finding(_ kind: Kind, _ text: String) -> ProfileFinding {
      ProfileFinding(kind: kind, column: name, text: text)
    }
    guard column.presentCount > 0 else { return [finding(.empty, "\(name) has no value at all.")] }
    var findings: [ProfileFinding] = []
    if column.distinctCount == 1 {
      findings.append(
        finding(.constant, "\(name) is the same in every row\(column.missingCount > 0 ? " that holds a value" : "")."))
    }
    if column.isIdentifier {
      findings.append(
        finding(
          .nearUnique,
          "\(name) has \(NumberText.whole(column.distinctCount)) different values in \(rows(column.presentCount)): an "
            + "identifier, which no later row repeats."))
    }
    if column.presentCount * 2 < rowCount {
      findings.append(
        finding(
          .mostlyMissing,
          "\(name) is missing in \(NumberText.percent(Double(column.missingCount) / Double(rowCount))) of rows."))
    }
    if column.infiniteCount > 0 {
      findings.append(
        finding(
          .infinite,
          "\(name) is infinite in \(rows(column.infiniteCount)), so that its mean and deviation say nothing."))
    }
    if let target, let fit = column.target, fit.isSuspect {
      let isByGaps = fit.missingness ?? 0 > fit.alone ?? 0
      let figure = NumberText.decimal(max(fit.alone ?? 0, fit.missingness ?? 0), decimals: 3)
      let bound = NumberText.short(TargetFit.bound(fit.measure))
      findings.append(
        finding(
          .leakage,
          "\(isByGaps ? "Whether \(name) is missing" : name) alone tells \(target): \(fit.measure.words) "
            + "\(figure), bound \(bound). It may know what is to be predicted."))
    }
    return findings
  }

  private static func rows(_ count: Int) -> String { "\(NumberText.whole(count)) \(count == 1 ? "row" : "rows")" }
}

extension TargetFit.Measure {
  /// What the figure is called in a sentence.
  public var words: String {
    switch self {
    case .rocAUC: "ROC AUC"
    case .rSquared: "R²"
    case .entropyShare: "explained entropy"
    }
  }
}
