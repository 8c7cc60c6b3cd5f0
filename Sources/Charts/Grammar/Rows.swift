/// What the charts with one row for each item have in common.
enum Rows {
  /// What stands under a chart that draws the first `shown` of `count` rows, or `nil` if those are all.
  static func remark(_ count: Int, shown: Int) -> String? {
    count > shown ? "and \(count - shown) more" : nil
  }

  /// The room for labels at the left of the rows: that of the longest, inside `range`.
  static func labelWidth(_ labels: [String], in range: ClosedRange<Double>) -> Double {
    let widest = labels.map { TextWidth.of(String($0.prefix(100)), size: 12) }.max() ?? 0
    return min(max(widest + 4, range.lowerBound), range.upperBound).rounded(.up)
  }
}
