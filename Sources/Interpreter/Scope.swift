import Diagnostics
import SwiftSyntax

/// Names and their values; a name that is not found is looked for in the scope around.
final class Scope {
  private var bindings: [String: Binding] = [:]
  let parent: Scope?

  init(inside parent: Scope? = nil) { self.parent = parent }

  struct Binding {
    var value: Value
    let isMutable: Bool
    /// The line in the notebook where the name was declared.
    let line: Int
    /// What the name was first set to, so that a diagnostic can point into it.
    let initializer: (expression: ExprSyntax, unit: ParsedUnit)?
  }

  func own(_ name: String) -> Binding? { bindings[name] }

  func declare(_ name: String, _ binding: Binding) { bindings[name] = binding }

  func find(_ name: String) -> Binding? { bindings[name] ?? parent?.find(name) }

  func set(_ name: String, to value: Value) {
    if bindings[name] != nil { bindings[name]?.value = value } else { parent?.set(name, to: value) }
  }

  var names: [String] { bindings.keys.sorted() + (parent?.names ?? []) }
}
