import Diagnostics
import SwiftSyntax

/// A value that a notebook gave a name.
final class Variable {
  let name: String
  let type: ValueType
  let isMutable: Bool
  /// The function whose frame holds it.
  let owner: FunctionContext
  /// Whether every later block sees it.
  let isGlobal: Bool
  /// Where its name is written.
  let syntax: Syntax
  let unit: ParsedUnit
  /// What the name was first set to, so that a diagnostic can point into it.
  var initializer: ExprSyntax?
  /// The variables that its first value was made from.
  var sources: [Variable] = []
  /// What it holds in any case: the value of a let.
  var written: Typed?
  /// The columns of the table that it holds, where they are known.
  var columns: KnownColumns?
  var isRead = false
  var isAssigned = false
  /// Whether it was declared without a value, which it gets in a line below.
  var comesLater = false
  /// Whether it was reported that its value comes too late, or twice.
  var isValueReported = false
  /// How many loops around lay between its declaration and the function that holds it.
  var loopDepth = 0
  /// Whether a function that outlives the scope may hold it, so that it needs a place of its own.
  var isCaptured = false
  /// Where the frame holds it; set as the code is lowered.
  var slot: Int?
  /// Where a global is held.
  lazy var cell = Cell()

  init(
    _ name: String, _ type: ValueType, isMutable: Bool = false, owner: FunctionContext, isGlobal: Bool = false,
    at syntax: some SyntaxProtocol, in unit: ParsedUnit
  ) {
    self.name = name
    self.type = type
    self.isMutable = isMutable
    self.owner = owner
    self.isGlobal = isGlobal
    self.syntax = Syntax(syntax)
    self.unit = unit
  }

  var line: Int { unit.place(of: syntax).line }

  /// What a global holds while the notebook runs.
  var currentValue: Value {
    switch type {
    case .int: .int(cell.word.pointee)
    case .double: .double(Double(word: cell.word.pointee))
    case .bool: .bool(cell.word.pointee != 0)
    default: cell.value.pointee
    }
  }
}

/// The body of a function, a closure or a whole block: what has a frame of its own while it runs.
final class FunctionContext {
  let parent: FunctionContext?
  /// What `return` gives; nil where the code stands in no function.
  var result: ValueType?
  /// Types of the returns seen so far, where the result is not written.
  var returned: [Typed] = []
  /// Variables of the contexts around that the code uses.
  private(set) var captures: [Variable] = []
  /// Where in a closure's frame each captured variable stands, and those of its own that others capture.
  private(set) var boxes: [ObjectIdentifier: Int] = [:]
  /// What `$0`, `$1` … stand for.
  var anonymous: [Variable] = []
  var loopDepth = 0
  /// How many switches around can be left with `break`.
  var switchDepth = 0

  /// Whether it is a closure, in which nothing is shown.
  let isClosure: Bool

  init(inside parent: FunctionContext?, result: ValueType? = nil, isClosure: Bool = false) {
    self.parent = parent
    self.result = result
    self.isClosure = isClosure || parent?.isClosure ?? false
  }

  /// Makes a variable of a context around reachable here.
  func capture(_ variable: Variable) {
    guard variable.owner !== self, !variable.isGlobal, boxes[ObjectIdentifier(variable)] == nil else { return }
    variable.isCaptured = true
    // The functions between hand it through.
    parent?.capture(variable)
    boxes[ObjectIdentifier(variable)] = captures.count
    captures.append(variable)
  }

  /// Where the frame holds a variable that is captured: first those from around, then its own.
  func box(of variable: Variable) -> Int {
    if let known = boxes[ObjectIdentifier(variable)] { return known }
    let index = boxes.count
    boxes[ObjectIdentifier(variable)] = index
    return index
  }

  var boxCount: Int { boxes.count }
}

/// A `func` of the notebook.
final class UserFunction {
  let name: String
  let parameters: [UserParameter]
  let result: ValueType
  let syntax: Syntax
  let unit: ParsedUnit
  /// The check that settled the block around it, which knows what the body reads.
  unowned let checker: Checker
  var isUsed = false
  /// The names of the notebook that the body reads, and the functions that it calls.
  var globalsRead: [Variable] = []
  var calls: [UserFunction] = []
  /// Nil until the body was checked.
  var body: ClosureBody?
  /// Set as the code is lowered.
  var code: FunctionCode?

  init(
    _ name: String, _ parameters: [UserParameter], result: ValueType, at syntax: some SyntaxProtocol,
    in checker: Checker
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.syntax = Syntax(syntax)
    self.unit = checker.unit
    self.checker = checker
  }

  var type: ValueType { .function(parameters: parameters.map(\.type), result: result) }

  var line: Int { unit.place(of: syntax).line }

  var signature: String {
    let list = parameters.map { parameter in
      let label = parameter.label == parameter.name ? "" : "\(parameter.label ?? "_") "
      return "\(label)\(parameter.name): \(parameter.type)" + (parameter.defaultValue == nil ? "" : " = …")
    }
    return "\(name)(\(list.joined(separator: ", ")))" + (result == .void ? "" : " -> \(result)")
  }
}

struct UserParameter {
  let label: String?
  let name: String
  let type: ValueType
  var defaultValue: Typed?
  let syntax: Syntax
}

/// The code of a function with its parameters.
final class ClosureBody {
  let parameters: [Variable]
  let statements: [Typed.Statement]
  let result: ValueType
  let context: FunctionContext
  let syntax: Syntax

  init(
    _ parameters: [Variable], _ statements: [Typed.Statement], result: ValueType, context: FunctionContext,
    at syntax: some SyntaxProtocol
  ) {
    self.parameters = parameters
    self.statements = statements
    self.result = result
    self.context = context
    self.syntax = Syntax(syntax)
  }
}

/// Names and what they stand for; one that is not found is looked for in the scope around.
final class Scope {
  private(set) var entries: [String: Entry] = [:]
  let parent: Scope?
  let context: FunctionContext

  enum Entry {
    case variable(Variable)
    case function(UserFunction)

    /// Where the name is declared.
    var line: Int {
      switch self {
      case .variable(let variable): variable.line
      case .function(let function): function.line
      }
    }
  }

  init(inside parent: Scope?, context: FunctionContext) {
    self.parent = parent
    self.context = context
  }

  subscript(name: String) -> Entry? {
    get { entries[name] }
    set { entries[name] = newValue }
  }

  func find(_ name: String) -> Entry? {
    var scope: Scope? = self
    while let here = scope {
      if let entry = here.entries[name] { return entry }
      scope = here.parent
    }
    return nil
  }

  var names: [String] { entries.keys.sorted() + (parent?.names ?? []) }
}

/// What is known of a table's columns before it is read.
struct KnownColumns {
  var names: [String]
  /// What messages call the table: the name that it has in the notebook, or its file's.
  var label: String
}
