import Engine
import Interpreter

/// How the words below are written down: what a word takes and gives, one line on it, its long documentation, an
/// example that runs behind `ReferenceSetting`, and last what it does.
extension Registry {
  /// Adds a word whose errors about data become diagnostics.
  mutating func word(
    _ kind: Function.Kind, _ name: String, _ parameters: [Parameter] = [], gives result: ValueType, _ summary: String,
    details: String = "", example: String = "", isConstant: Bool? = nil,
    body: @escaping @Sendable (Call) throws -> Value
  ) {
    add(
      Function(
        kind, name, parameters, result: result, summary, details: details, example: example,
        // A computation over columns, or a day, is nothing but what it was made from.
        isConstant: isConstant ?? ([.of(Expression.self), .of(Instant.self)].contains(result) ? true : nil)
      ) { call in
        do {
          return try body(call)
        } catch let error as DataError {
          throw CallError(
            error.description, subject: error.subject ?? error.quoted, candidates: error.candidates,
            isAboutTypes: error.isAboutTypes, naming: { error.naming($0).description })
        }
      })
  }

  /// Adds `.name` of a type, without arguments.
  mutating func member<T: Sendable>(
    _ name: String, _ value: T, _ summary: String, details: String = "", example: String = ""
  ) {
    word(
      .staticMember(of: EngineTypes.name(of: T.self)), name, gives: .of(T.self), summary, details: details,
      example: example
    ) { _ in .object(value) }
  }

  /// Adds a property of a library's type.
  mutating func property<T>(
    _ name: String, of type: T.Type, gives result: ValueType, _ summary: String, details: String = "",
    example: String = "", body: @escaping @Sendable (T) throws -> Value
  ) {
    word(.property(of: .of(type)), name, gives: result, summary, details: details, example: example) { call in
      try body(call.receiver())
    }
  }
}

extension DataError {
  /// The first text in quotes, as a column is named in a sentence.
  fileprivate var quoted: String? { description.firstMatch(of: /"([^"]+)"/).map { String($0.1) } }

  fileprivate var isAboutTypes: Bool { if case .wrongType = self { true } else { false } }
}
