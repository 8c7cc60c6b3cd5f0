import SwiftSyntax

/// What to write instead of a value that does not fit its place.
extension Checker {
  func misfitHint(_ wanted: ValueType, _ value: Typed) -> String? {
    if case .either(let types) = wanted {
      // Any number can be written as a text, and seldom is one meant.
      let isNumber = value.type == .int || value.type == .double
      return types.lazy.filter { !isNumber || $0 != .string }.compactMap { self.misfitHint($0, value) }.first
    }
    let written = value.syntax.trimmedDescription
    let isShort = written.count <= 30 && !written.contains("\n")
    if let member = memberThatFits(wanted, value) { return member }
    return switch (wanted.withoutOptional, value.type) {
    case (.double, .int): "write Double(…) around the whole number"
    case (.int, .double): "write Int(…) to cut it, or Int(x.rounded()) to round it"
    case (.string, .int), (.string, .double):
      value.syntax.is(IntegerLiteralExprSyntax.self) || value.syntax.is(FloatLiteralExprSyntax.self)
        ? "write \"\(written)\"" : "write \"\\(…)\" around it"
    case (.string, .object("Date")): dayText(value).map { "write \($0)" } ?? "write \"\\(…)\" around it"
    case (.string, .bool), (.string, .character): "write \"\\(…)\" around it"
    case (.string, .object("Expression")):
      columnName(value).map { "write \"\($0)\"" } ?? "a column's name stands here: .adding(\"name\", …) makes one"
    case (.array(.string), .object("Expression")): columnName(value).map { "write [\"\($0)\"]" }
    case (.array(let element), _) where fitted(value, to: element) != nil: "write a list: [\(written.prefix(60))]"
    case (.object("Duration"), .int), (.object("Duration"), .double):
      "write .milliseconds(…), .seconds(…) or .minutes(…)"
    case (.object("Date"), .string): "write Date(iso: …)"
    case (.object("Table"), .string): isShort ? "write Table(csv: \(written))" : "write Table(csv: …)"
    case (.object("RoundingRule"), .int):
      registry.overloads(.free, "number").isEmpty ? nil : "write number(…, decimals: \(isShort ? written : "…"))"
    case (.object(let name), .string), (.object(let name), .int), (.object(let name), .double),
      (.object(let name), .bool):
      members(of: name, spelled: value)
    case (let plain, .optional(let wrapped)) where plain.accepts(wrapped):
      wanted.isOptional ? nil : "it may be nil: give a default with ??, or use if let"
    case (.int, .string) where text(value).flatMap(Int.init) != nil,
      (.double, .string) where text(value).flatMap(Double.init) != nil:
      text(value).map { "write \($0)" }
    case (.int, .string), (.double, .string):
      "write \(wanted.withoutOptional)(…), which is nil where the text is no number"
    case (.bool, .optional): "compare it with nil: … != nil"
    case (.bool, .int): "compare it with a number: … != 0"
    case (.bool, .double): "compare it with a number: … > 0.5"
    case (.bool, .array), (.bool, .dictionary): "write !\(isShort ? written : "…").isEmpty"
    case (.bool, .object("Expression")) where columnPlace != nil:
      "conditions over columns are put together with && and ||"
    case (.bool, .object("Expression")):
      "a column's values are known row by row only: use .filter(…) or .share(where: …)"
    case (.function, let given) where !given.isFunction: "write a closure: { … }"
    default: nil
    }
  }

  /// The members of a library's value that are of the wanted type: `split.train` where a table is asked for.
  private func memberThatFits(_ wanted: ValueType, _ value: Typed) -> String? {
    guard case .object = value.type, case .object = wanted.element ?? wanted.withoutOptional else { return nil }
    let fitting = registry.functions.filter { function in
      if case .property(value.type) = function.kind { wanted.accepts(function.result) } else { false }
    }
    guard !fitting.isEmpty else { return nil }
    let written = value.syntax.trimmedDescription
    let base = written.count <= 30 && !written.contains("\n") ? written : ""
    return "write \(fitting.prefix(3).map { "\(base).\($0.name)" }.joined(separator: " or "))"
  }

  /// The text in `Date(iso: "2013-07-01")`, with its quotes.
  private func dayText(_ value: Typed) -> String? {
    guard case .word(let function, nil, let arguments) = value.form, function.name == "Date",
      case .value(let argument) = arguments.first, case .constant(.string) = argument.form
    else { return nil }
    return argument.syntax.trimmedDescription
  }

  /// The name in `col("name")`.
  private func columnName(_ value: Typed) -> String? {
    guard case .word(let function, nil, let arguments) = value.form, function.name == "col",
      case .value(let argument) = arguments.first, case .constant(.string(let name)) = argument.form
    else { return nil }
    return name
  }

  /// The text of a literal.
  private func text(_ value: Typed) -> String? {
    if case .constant(.string(let text)) = value.form { text } else { nil }
  }

  /// The members of a library type that can be written with a dot, where a text does not do; the one that it spells.
  private func members(of name: String, spelled value: Typed) -> String? {
    let members = memberForms(of: [name])
    if let same = members.first(where: { $0.name == text(value) }) { return "write \(same.form)" }
    guard !members.isEmpty else { return nil }
    return "write \(members.prefix(4).map(\.form).joined(separator: ", "))\(members.count > 4 ? " …" : "")"
  }

  /// The members of library types as they are written with a dot: `.rocAUC`, `.recall()`, `.drift(…)`.
  func memberForms(of types: [String]) -> [(name: String, form: String)] {
    let names = Set(types.flatMap { registry.names(.staticMember(of: $0)) }).sorted()
    return names.map { name in
      let found = types.flatMap { registry.overloads(.staticMember(of: $0), name) }
      if found.contains(where: \.parameters.isEmpty) { return (name, ".\(name)") }
      let needsNone = found.contains { function in function.parameters.allSatisfy { $0.defaultValue != nil } }
      return (name, ".\(name)\(needsNone ? "()" : "(…)")")
    }
  }
}
