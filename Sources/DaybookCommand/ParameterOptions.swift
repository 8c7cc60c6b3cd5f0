import ArgumentParser

/// What the command line says of a notebook's parameters.
struct ParameterOptions: ParsableArguments {
  @Option(name: [.customShort("P"), .customLong("parameter")], help: "A value for a parameter, as name=value.")
  var parameters: [ParameterOverride] = []

  func validate() throws {
    var seen: Set<String> = []
    for parameter in parameters where !seen.insert(parameter.name).inserted {
      throw ValidationError("the parameter \"\(parameter.name)\" is given twice")
    }
  }

  /// The values by the parameters' names.
  var values: [String: String] { Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first } }
}

/// `name=value` on the command line.
struct ParameterOverride: ExpressibleByArgument {
  let name: String
  let value: String

  /// Whether the name could be one in Swift, rather than a part of a file's.
  var isNamed: Bool { name.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_\-]*/) != nil }

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
