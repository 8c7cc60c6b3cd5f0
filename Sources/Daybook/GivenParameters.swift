import Diagnostics
import Interpreter

/// The values that the command line gives to parameters, as messages speak of them.
struct GivenParameters {
  let values: [String: String]
  /// The one that `--for-each` gives.
  let repeated: String?

  func option(for name: String) -> String { name == repeated ? "--for-each" : "-P" }

  /// A mistake of a run, told with the value of the command line that it speaks of: nothing in the notebook may be
  /// wrong but for that.
  func blamed(for mistake: Diagnostic, in notebook: CheckedNotebook) -> Diagnostic {
    guard let name = values.keys.sorted().first(where: { speaks(mistake, of: $0, in: notebook) }) else {
      return mistake
    }
    var told = mistake
    told.message = "with \(option(for: name)) \(name)=\(values[name] ?? ""): \(mistake.message)"
    return told
  }

  /// Whether a mistake quotes the parameter's value, or stands at code that uses it by name.
  private func speaks(_ mistake: Diagnostic, of name: String, in notebook: CheckedNotebook) -> Bool {
    if let value = values[name], !value.isEmpty, mistake.message.contains("\"\(value)\"") { return true }
    guard let place = mistake.place, let excerpt = mistake.excerpt else { return false }
    let marked = excerpt.dropFirst(place.column - 1).prefix(place.length)
    let words = Set(marked.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }.map(String.init))
    return !words.isDisjoint(with: notebook.namesOfParameter(name))
  }
}

extension CheckedNotebook {
  /// What code calls a parameter and what was made with it: its own name, those that are declared in the line that
  /// declares it, and those whose values were made from them.
  fileprivate func namesOfParameter(_ name: String) -> Set<String> {
    let lines = parameters.declarations.filter { $0.name == name }.map(\.place.line)
    var names: Set<String> = [name]
    // Values are made from what stands above them.
    for declared in blocks.compactMap(\.unit).flatMap(\.declared)
    where lines.contains(declared.line) || !names.isDisjoint(with: declared.madeFrom) {
      names.insert(declared.name)
    }
    return names
  }
}
