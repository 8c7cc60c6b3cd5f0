import Diagnostics
import Interpreter

/// The parameters that a notebook's code declares.
struct NotebookParameters {
  struct Declaration {
    let name: String
    /// As Swift writes it: `Int`.
    let type: String
    /// The default, where it is written out rather than computed.
    let defaultValue: Value?
    let help: String
    let place: Place
  }

  /// In the order of the code; a name may stand several times.
  let declarations: [Declaration]
  /// Whether there are no others: a name that is computed is known only when the notebook runs.
  let areAllKnown: Bool
  /// What the declarations of one name do not agree about.
  let contradictions: [Diagnostic]

  init(of units: [CheckedUnit]) {
    var declarations: [Declaration] = []
    var contradictions: [Diagnostic] = []
    var areAllKnown = true
    for unit in units {
      for use in unit.uses(of: "parameter") {
        guard case .string(let name) = use.arguments["name"] else {
          areAllKnown = false
          continue
        }
        let declaration = Declaration(
          name: name, type: use.function.result.description, defaultValue: use.arguments["default"],
          help: use.arguments["help"]?.description ?? "", place: use.place)
        if let first = declarations.first(where: { $0.name == name }),
          let difference = declaration.difference(from: first)
        {
          contradictions.append(
            Diagnostic(
              "the parameter \"\(name)\" is declared in line \(first.place.line) with \(difference)", in: unit.source,
              at: use.place, hint: "declare it once, and name its value with let for both"))
        }
        declarations.append(declaration)
      }
    }
    self.declarations = declarations
    self.contradictions = contradictions
    self.areAllKnown = areAllKnown
  }

  /// Each name once, in the order of the code.
  var names: [String] {
    declarations.map(\.name).reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }
}

extension NotebookParameters.Declaration {
  /// What an earlier declaration of the name says otherwise.
  fileprivate func difference(from first: Self) -> String? {
    if first.type != type { return "a default of type \(first.type), not \(type)" }
    guard let value = defaultValue, let other = first.defaultValue, value != other else { return nil }
    return "another default, \(other)"
  }
}
