import Diagnostics
import SwiftSyntax

/// What can be said of a call's arguments beyond their types before it runs.
extension Checker {
  func checkArguments(of function: Function, receiver: Typed?, _ arguments: [Typed.Argument], at call: Syntax) {
    if function.hasRules {
      let failure = CallFailure(unit, function, receiver, arguments, call, in: registry)
      let known = KnownValues(registry: registry)
      for broken in function.brokenRules({ known.value(of: arguments[$0]) }) {
        let diagnostic = failure.diagnostic(broken)
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
      }
    }
    if let rule = registry.sourceRule(of: function) { check(rule, function, arguments) }
  }

  // MARK: What an argument was made from

  private func check(_ rule: SourceRule, _ function: Function, _ arguments: [Typed.Argument]) {
    guard let argument = value(rule.parameter, of: function, arguments),
      let made = value(rule.made, of: function, arguments),
      case .word(let maker, _, let given) = written(made).form, let source = value(rule.source, of: maker, given)
    else { return }
    let isFrom = origins(of: argument).contains { isSame($0, source) }
    guard isFrom || origins(of: source).contains(where: { isSame($0, argument) }) else { return }
    report(rule.warning, severity: .warning, at: argument.syntax, hint: rule.hint)
  }

  private func value(_ name: String, of function: Function, _ arguments: [Typed.Argument]) -> Typed? {
    guard let index = function.parameters.firstIndex(where: { $0.name == name }),
      case .value(let typed) = arguments[index]
    else { return nil }
    return typed
  }

  /// What a name that never changes stands for.
  private func written(_ typed: Typed) -> Typed {
    var typed = typed
    while case .variable(let variable) = typed.form, let next = variable.written { typed = next }
    return typed
  }

  /// The expression and those whose rows it holds some or all of.
  private func origins(of typed: Typed) -> [Typed] {
    var origins: [Typed] = []
    var next: Typed? = typed
    while let typed = next.map(written) {
      origins.append(typed)
      next = nil
      if case .word(let function, let receiver, _) = typed.form, let rule = registry.columnRule(of: function),
        rule.keepsRowsOfReceiver
      {
        next = receiver
      }
    }
    return origins
  }

  /// Whether two expressions are one, or read the same members of one.
  private func isSame(_ a: Typed, _ b: Typed) -> Bool {
    let (a, b) = (written(a), written(b))
    switch (a.form, b.form) {
    case (.variable(let first), .variable(let second)): return first === second
    case (.word(let first, let receiver?, let given), .word(let second, let other?, _))
    where given.isEmpty && first.kind == second.kind && first.name == second.name:
      return isSame(receiver, other)
    default: return a.syntax.id == b.syntax.id
    }
  }
}

extension ColumnRule {
  fileprivate var keepsRowsOfReceiver: Bool {
    switch result {
    case .same(.receiver), .adding(_, to: .receiver), .listed: true
    default: false
    }
  }
}
