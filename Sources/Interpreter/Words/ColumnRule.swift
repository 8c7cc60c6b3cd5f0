/// What a word has to do with the columns of tables, so that a name which no table has is found before anything runs.
public struct ColumnRule: Sendable {
  /// Where a table stands in a call.
  public enum Holder: Sendable {
    case receiver
    case argument(String)
  }

  /// Which columns the word's result is known to have.
  public enum Result: Sendable {
    case unknown
    /// Those of the file that an argument names, unless one of the others says how it is read.
    case file(String, unless: [String])
    case same(Holder)
    /// The holder's, and one more that an argument names.
    case adding(String, to: Holder)
    /// Those that an argument lists.
    case listed(String)
  }

  public let result: Result
  /// Arguments that name columns, one or several, of a table.
  public let names: [(parameter: String, of: Holder)]
  /// Arguments in which columns of a table are computed with, or a block whose parts name them.
  public let uses: [(parameter: String, of: Holder)]
  /// Names that may stand beside those of columns.
  public let extras: Set<String>

  public init(
    result: Result = .unknown, names: [(parameter: String, of: Holder)] = [],
    uses: [(parameter: String, of: Holder)] = [], extras: Set<String> = []
  ) {
    self.result = result
    self.names = names
    self.uses = uses
    self.extras = extras
  }
}

extension Registry {
  /// Says what a word, in all its forms, has to do with columns.
  public mutating func addColumnRule(_ kind: Function.Kind, _ name: String, _ rule: ColumnRule) {
    columnRules["\(kind.place) \(name)"] = rule
  }

  func columnRule(of function: Function) -> ColumnRule? { columnRules["\(function.kind.place) \(function.name)"] }
}
