extension Registry {
  /// Adds the everyday members of Swift's own types, with Swift's names and meanings.
  public mutating func addStandardWords() {
    addNumberWords()
    addStandardTextWords()
    addArrayWords()
    addArrayChanges()
    addDictionaryWords()
    addOptionalWords()
  }

  /// Adds a word.
  ///
  /// - Parameter details: what it does with empty input, ties and what it cannot take.
  mutating func standard(
    _ kind: Function.Kind, _ name: String, _ parameters: [Parameter] = [], gives result: ValueType,
    _ summary: String, details: String, example: String, body: @escaping @Sendable (Call) throws -> Value
  ) {
    add(
      Function(
        kind, name, parameters, result: result, summary,
        details: details, example: example, body: body))
  }

  /// Adds a word that changes the variable before its dot.
  mutating func change(
    _ type: ValueType, _ name: String, _ parameters: [Parameter] = [], gives result: ValueType = .void,
    _ summary: String, details: String, example: String,
    body: @escaping @Sendable (inout Value, Call) throws -> Value
  ) {
    add(
      Function(
        mutating: type, name, parameters, result: result, summary,
        details: details,
        example: example, body: body))
  }
}

extension Call {
  /// The elements of the array before the dot.
  var elements: [Value] { if case .array(let values) = receiver { values } else { [] } }
  var text: String { if case .string(let text) = receiver { text } else { "" } }
  var wholeNumber: Int { if case .int(let value) = receiver { value } else { 0 } }
  var decimalNumber: Double { if case .double(let value) = receiver { value } else { 0 } }

  func int(at position: Int) -> Int { if case .int(let value) = self[position] { value } else { 0 } }
  func double(at position: Int) -> Double { if case .double(let value) = self[position] { value } else { 0 } }
  func text(at position: Int) -> String { if case .string(let value) = self[position] { value } else { "" } }
  func values(at position: Int) -> [Value] { if case .array(let values) = self[position] { values } else { [] } }

  func call(at position: Int, _ arguments: Value...) throws -> Value {
    guard case .function(let function) = self[position] else { return .nil }
    return try function.body(arguments)
  }

  /// Whether a function of one element gives true.
  func holds(at position: Int, _ element: Value) throws -> Bool {
    if case .bool(true) = try call(at: position, element) { true } else { false }
  }

  /// A count that may not be negative.
  func count(at position: Int) throws -> Int {
    let count = int(at: position)
    guard count >= 0 else { throw CallError("a count is not negative, but this is \(count)") }
    return count
  }

  func checkLength(_ count: Int) throws {
    guard count <= Bounds.longestArray else {
      throw CallError("this array has more than 10 million elements", hint: "compute over columns instead")
    }
  }
}
