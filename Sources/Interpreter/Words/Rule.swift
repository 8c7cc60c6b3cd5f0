import Diagnostics

/// What an argument must be beyond its type.
///
/// A rule is written once: the check follows it for what the notebook writes out, before anything runs, and the run for
/// every other value. Either way the caret stands under the argument.
public struct Rule: Sendable {
  /// The other arguments of the call by the names of their parameters; nil for what is known only as it runs.
  public typealias Others = (String) -> Value?

  /// A broken rule that is a warning stops no run.
  let severity: Diagnostic.Severity
  /// A value that keeps the rule, as the notebook writes it.
  let example: String?
  let judge: @Sendable (Value, Others) throws -> Void

  /// - Parameters:
  ///   - example: a value that keeps the rule, for whoever writes one of another type.
  ///   - judge: throws what is wrong with a value, as a word's body would; of a block, with one of its parts.
  public init(
    _ severity: Diagnostic.Severity = .error, example: String? = nil,
    _ judge: @escaping @Sendable (Value, Others) throws -> Void
  ) {
    self.severity = severity
    self.example = example
    self.judge = judge
  }
}

/// A rule that an argument breaks.
struct BrokenRule {
  let severity: Diagnostic.Severity
  let error: any Error
  /// The argument's place among the parameters, and that of the part of a block.
  let parameter: Int
  let part: Int?
}

extension Function {
  var hasRules: Bool { parameters.contains { !$0.rules.isEmpty } }

  /// The rules that arguments break, an error at most for each.
  ///
  /// - Parameter value: an argument by its place; nil for one that is not known.
  func brokenRules(_ value: (Int) -> Value?) -> [BrokenRule] {
    func other(_ name: String) -> Value? { parameters.firstIndex { $0.name == name }.flatMap(value) }
    var broken: [BrokenRule] = []
    for (index, parameter) in parameters.enumerated() where !parameter.rules.isEmpty {
      guard let argument = value(index) else { continue }
      var parts: [(value: Value, position: Int?)] = [(argument, nil)]
      if parameter.type.isBlock, case .array(let elements) = argument {
        parts = elements.enumerated().map { ($1, $0) }
      }
      for part in parts {
        for rule in parameter.rules {
          do {
            try rule.judge(part.value, other)
          } catch {
            broken.append(
              BrokenRule(severity: rule.severity, error: error, parameter: index, part: part.position))
            if rule.severity == .error { break }
          }
        }
      }
    }
    return broken
  }
}
