import Engine

extension Split: Presentable {
  public var presentation: Presentation {
    let learn = "\(counted(train.rowCount, "row"))"
    let judge = NumberText.whole(test.rowCount)
    let headline =
      switch rule {
      case .time(_, let at): "\(learn) before \(at) to learn from, \(judge) from then on to judge by."
      case .random: "\(learn) to learn from, \(judge) others drawn at random to judge by."
      case .stratified(let column, _):
        "\(learn) to learn from, \(judge) others to judge by, drawn at random in the same proportions of \(column)."
      case .grouped(let column, _):
        "\(learn) to learn from, \(judge) to judge by; no \(column) is on both sides."
      }
    return Presentation(
      kind: "split", headline: headline, components: [.paragraph(headline)],
      record: SplitRecord(self))
  }

  private struct SplitRecord: Encodable, Sendable {
    let column: String?
    let at: String?
    let seed: Int?
    let trainRows: Int
    let testRows: Int

    init(_ split: Split) {
      (trainRows, testRows) = (split.train.rowCount, split.test.rowCount)
      switch split.rule {
      case .time(let column, let at): (self.column, self.at, seed) = (column, at.description, nil)
      case .random(let seed): (column, at, self.seed) = (nil, nil, seed)
      case .stratified(let column, let seed), .grouped(let column, let seed):
        (self.column, at, self.seed) = (column, nil, seed)
      }
    }
  }
}

extension LeakCheck: Presentable {
  public var presentation: Presentation {
    let leaks = findings.filter { $0.rows > 0 }
    let headline =
      leaks.isEmpty
      ? "Training knows none of the \(counted(testRows, "test row"))."
      : "Training knows test rows: \(listed(leaks.map { "\(NumberText.whole($0.rows)) \($0.text)" }))."
    let table = TableComponent(
      columns: [.init("State"), .init("Looked for"), .init("Test rows", .trailing)],
      rows: findings.map { finding in
        [.state(finding.rows == 0 ? .met : .missed), .name(finding.title), .number(NumberText.whole(finding.rows))]
      }, caption: headline)
    return Presentation(
      kind: "leaks", headline: headline, components: [.table(table)],
      brief: leaks.isEmpty ? nil : Brief(lead: "The test is no test:", text: headline), record: self)
  }
}

extension LeakCheck.Finding {
  fileprivate var title: String {
    switch kind {
    case .repeatedRows: "Rows that training has as well (\(subject))"
    case .sharedGroups: "Rows of a \(subject) that training has rows of"
    case .earlierRows: "Rows not later than training (\(subject))"
    }
  }

  fileprivate var text: String {
    switch kind {
    case .repeatedRows: "that it has as well"
    case .sharedGroups: "of a \(subject) that it has rows of"
    case .earlierRows: "that are not later than its last"
    }
  }
}
