extension Expression {
  /// What a row is given that depends on other rows, in the table's order.
  public enum WindowFunction: Sendable, Hashable {
    /// The value so many rows before; of a negative count, so many rows after.
    case lag(Int)
    /// The last rows up to this one; missing where fewer than `atLeast` of them have a value.
    case rolling(Rolling, rows: Int, atLeast: Int)
    case cumulativeSum
    /// The place in ascending or descending order; equal values share the best place.
    case rank(descending: Bool)
    case rowNumber

    public enum Rolling: String, Sendable, CaseIterable { case mean, sum, count, minimum, maximum }

    func call(on value: String, by groups: [String]) -> String {
      let groups = groups.isEmpty ? nil : "by: [\(groups.map { "\"\($0)\"" }.joined(separator: ", "))]"
      func list(_ arguments: String?...) -> String { (arguments + [groups]).compactMap(\.self).joined(separator: ", ") }
      switch self {
      case .lag(let rows):
        return rows < 0 ? "\(value).lead(\(list("\(rows.magnitude)")))" : "\(value).lag(\(list("\(rows)")))"
      case .rolling(let figure, let rows, let least):
        let name = figure.rawValue.capitalisedFirst
        let needed = figure == .count || least == rows ? nil : "atLeast: \(least)"
        return "\(value).rolling\(name)(\(list("rows: \(rows)", needed)))"
      case .cumulativeSum: return "\(value).cumulativeSum(\(list()))"
      case .rank(let isDescending): return "\(value).rank(\(list(isDescending ? "descending: true" : nil)))"
      case .rowNumber: return "rowNumber(\(list()))"
      }
    }
  }

  /// As many rows as a window or a shift may reach over.
  public static let validWindow = ValidRange.from(1, to: 1_000_000_000)

  /// The value so many rows before this one in the table, or in its group; missing in the first rows.
  ///
  /// - Parameter groups: columns whose values together name the group of a row; rows without a value are one group.
  public func lag(_ rows: Int = 1, by groups: [String] = []) -> Expression { .window(.lag(rows), self, by: groups) }

  /// The value so many rows after this one; missing in the last rows.
  public func lead(_ rows: Int = 1, by groups: [String] = []) -> Expression {
    .window(.lag(rows == .min ? .max : -rows), self, by: groups)
  }

  /// The mean of the last `rows` values, this row's among them.
  ///
  /// - Parameter atLeast: how many of them must be present, else the mean is missing; all of them by default.
  public func rollingMean(rows: Int, atLeast: Int? = nil, by groups: [String] = []) -> Expression {
    .window(.rolling(.mean, rows: rows, atLeast: atLeast ?? rows), self, by: groups)
  }

  /// The sum of the last `rows` values, this row's among them; whole numbers give whole ones.
  public func rollingSum(rows: Int, atLeast: Int? = nil, by groups: [String] = []) -> Expression {
    .window(.rolling(.sum, rows: rows, atLeast: atLeast ?? rows), self, by: groups)
  }

  /// The smallest of the last `rows` values, this row's among them.
  public func rollingMinimum(rows: Int, atLeast: Int? = nil, by groups: [String] = []) -> Expression {
    .window(.rolling(.minimum, rows: rows, atLeast: atLeast ?? rows), self, by: groups)
  }

  /// The largest of the last `rows` values, this row's among them.
  public func rollingMaximum(rows: Int, atLeast: Int? = nil, by groups: [String] = []) -> Expression {
    .window(.rolling(.maximum, rows: rows, atLeast: atLeast ?? rows), self, by: groups)
  }

  /// How many of the last `rows` rows have a value, this row among them; fewer rows stand before the first ones.
  public func rollingCount(rows: Int, by groups: [String] = []) -> Expression {
    .window(.rolling(.count, rows: rows, atLeast: 0), self, by: groups)
  }

  /// The sum of all values up to this row; missing where this row's value is, which the next rows pass over.
  public func cumulativeSum(by groups: [String] = []) -> Expression { .window(.cumulativeSum, self, by: groups) }

  /// The place of the value among all of them, from 1, the smallest first; equal values share the best place.
  public func rank(descending: Bool = false, by groups: [String] = []) -> Expression {
    .window(.rank(descending: descending), self, by: groups)
  }
}

/// The number of the row in its table or group, from 1.
public func rowNumber(by groups: [String] = []) -> Expression { .window(.rowNumber, 0, by: groups) }
