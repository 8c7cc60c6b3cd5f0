import Engine

extension Split: Presentable {
  public var presentation: Presentation {
    let headline =
      "\(counted(train.rowCount, "row")) before \(at) to learn from, \(NumberText.whole(test.rowCount)) from then on "
      + "to judge by."
    return Presentation(
      kind: "split", headline: headline, components: [.paragraph(headline)],
      record: SplitRecord(
        column: column, at: at.description, trainRows: train.rowCount, testRows: test.rowCount))
  }

  private struct SplitRecord: Encodable, Sendable {
    let column: String
    let at: String
    let trainRows: Int
    let testRows: Int
  }
}
