import Diagnostics
import SwiftSyntax

/// Columns are checked as far as the code alone tells which ones a table has: from a file that is named in it, through
/// the words that keep, add and choose columns. What is computed is left to the run.
extension Checker {
  /// A name that nothing has but a column, where columns are computed with: `arr_delay > 15`.
  ///
  /// - Returns: nil where no column is meant.
  func reportColumn(
    _ name: String, at node: DeclReferenceExprSyntax, expecting type: ValueType?, in scope: Scope
  ) -> Typed? {
    guard let columnPlace, notebook.later[name] == nil else { return nil }
    var column = name
    if let known = columnPlace.known {
      if !known.names.contains(name) {
        guard nearestName(to: name, among: scope.names) == nil,
          let nearest = nearestName(to: name, among: known.names)
        else { return nil }
        column = nearest
      }
    } else if type == .string || nearestName(to: name, among: scope.names + registry.names(.free)) != nil {
      return nil
    }
    let asksForName = type == .string || type == .array(.string)
    return report(
      "nothing is called \"\(name)\" here", at: node,
      hint: asksForName ? "a column's name is written \"\(column)\"" : "a column is written col(\"\(column)\")")
  }

  /// Checks the columns that a call names, and says what is known of those of its result.
  func columns(after function: Function, receiver: Typed?, arguments: [Typed.Argument]) -> KnownColumns? {
    guard let rule = registry.columnRule(of: function) else { return nil }
    func argument(_ name: String) -> Typed.Argument? {
      zip(function.parameters, arguments).first { $0.0.name == name }?.1
    }
    func known(_ holder: ColumnRule.Holder) -> KnownColumns? {
      switch holder {
      case .receiver: return receiver?.columns
      case .argument(let name):
        guard case .value(let value) = argument(name) else { return nil }
        return value.columns
      }
    }
    for (name, holder) in rule.names {
      guard let columns = known(holder), case .value(let value) = argument(name) else { continue }
      for written in texts(value) { check(written, among: columns) }
    }
    for (name, holder) in rule.uses {
      guard let columns = known(holder) else { continue }
      switch argument(name) {
      case .value(let value): checkUses(in: value, columns)
      case .block(let values): for value in values { checkUses(in: value, columns) }
      default: break
      }
    }
    switch rule.result {
    case .unknown: return nil
    case .same(let holder): return known(holder)
    case .file(let name, let others):
      let isReadAsUsual = others.allSatisfy { if case .value = argument($0) { false } else { true } }
      guard isReadAsUsual, case .value(let value) = argument(name), let file = texts(value).first?.text else {
        return nil
      }
      return notebook.columnsOfFile(file).map { KnownColumns(names: $0.names, label: $0.label) }
    case .adding(let name, let holder):
      guard var columns = known(holder), case .value(let value) = argument(name), let added = texts(value).first else {
        return nil
      }
      if columns.names.contains(added.text) {
        report("\(columns.label) already has a column \"\(added.text)\"", at: added, hint: "choose another name")
      }
      columns.names.append(added.text)
      return columns
    case .listed(let name):
      guard case .value(let value) = argument(name), let label = receiver?.columns?.label else { return nil }
      let listed = texts(value)
      return listed.isEmpty ? nil : KnownColumns(names: listed.map(\.text), label: label)
    }
  }

  /// The columns that an expression computes with, wherever `col("…")` stands in it or in what its names were set to.
  private func checkUses(in value: Typed, _ columns: KnownColumns) {
    value.walk { part in
      switch part.form {
      case .word(let function, nil, let arguments):
        guard let rule = registry.columnRule(of: function) else { return }
        for (parameter, argument) in zip(function.parameters, arguments) {
          guard
            rule.names.contains(where: { name, holder in
              if case .receiver = holder { name == parameter.name } else { false }
            }), case .value(let named) = argument
          else { continue }
          for written in texts(named) where !rule.extras.contains(written.text) { check(written, among: columns) }
        }
      case .variable(let variable):
        if let written = variable.written, variable.type == .object("Expression") { checkUses(in: written, columns) }
      default: break
      }
    }
  }

  /// A text of the notebook, with the place where it is written.
  private struct Written {
    let text: String
    let syntax: Syntax
    let unit: ParsedUnit
  }

  /// The texts that an expression is or lists, through names that never change.
  private func texts(_ value: Typed, in unit: ParsedUnit? = nil) -> [Written] {
    switch value.form {
    case .constant(.string(let text)): return [Written(text: text, syntax: value.syntax, unit: unit ?? self.unit)]
    case .array(let values):
      let all = values.map { texts($0, in: unit) }
      return all.contains(where: \.isEmpty) ? [] : all.flatMap { $0 }
    case .variable(let variable): return variable.written.map { texts($0, in: variable.unit) } ?? []
    default: return []
    }
  }

  private func check(_ written: Written, among columns: KnownColumns) {
    guard !columns.names.contains(written.text) else { return }
    let nearest = nearestName(to: written.text, among: columns.names).map { "did you mean \"\($0)\"?" }
    let all = columns.names.count > 30 ? nil : "there are \(columns.names.joined(separator: ", "))"
    report("no column \"\(written.text)\" in \(columns.label)", at: written, hint: nearest ?? all)
  }

  /// The caret stands under the text rather than its quotes.
  private func report(_ message: String, at written: Written, hint: String?) {
    let segment = written.syntax.as(StringLiteralExprSyntax.self)?.segments.first.map(Syntax.init)
    let diagnostic = written.unit.error(message, at: segment ?? written.syntax, hint: hint)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}

/// A place where columns are computed with, or named.
struct ColumnPlace {
  /// Those of its table, where they are known.
  let known: KnownColumns?
}
