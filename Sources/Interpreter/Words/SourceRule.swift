/// That an argument of a word should not be what another of its arguments was made from, as the rows on which a model
/// is judged should not be those that it learned from.
public struct SourceRule: Sendable {
  /// The argument that should be new.
  let parameter: String
  /// The argument whose making is looked at, and the parameter of the word that made it.
  let made: String
  let source: String
  let warning: String
  let hint: String

  public init(_ parameter: String, isNotWhat made: String, wasMadeFrom source: String, warning: String, hint: String) {
    self.parameter = parameter
    self.made = made
    self.source = source
    self.warning = warning
    self.hint = hint
  }
}

extension Registry {
  /// Says which argument of a word, in all its forms, should be new to another.
  public mutating func addSourceRule(_ kind: Function.Kind, _ name: String, _ rule: SourceRule) {
    sourceRules["\(kind.place) \(name)"] = rule
  }

  func sourceRule(of function: Function) -> SourceRule? { sourceRules["\(function.kind.place) \(function.name)"] }
}
