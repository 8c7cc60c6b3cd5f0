import SwiftSyntax

/// An expression whose meaning is settled: every name found, every overload chosen, every type known.
struct Typed {
  let type: ValueType
  let form: Form
  let syntax: Syntax
  /// What is known of a table's columns without reading it.
  var columns: KnownColumns?

  init(_ type: ValueType, _ form: Form, at syntax: some SyntaxProtocol) {
    self.type = type
    self.form = form
    self.syntax = Syntax(syntax)
  }

  /// The same meaning seen as another type, where no work is needed at run time.
  func seen(as type: ValueType) -> Typed {
    var copy = Typed(type, form, at: syntax)
    copy.columns = columns
    return copy
  }

  /// What stands for an expression that was reported already.
  static func mistake(at syntax: some SyntaxProtocol) -> Typed { Typed(.unknown, .constant(.void), at: syntax) }

  indirect enum Form {
    case constant(Value)
    case variable(Variable)
    case interpolation([Part])
    case array([Typed])
    case dictionary([(key: Typed, value: Typed)])
    case tuple([Typed])
    case element(of: Typed, Int)
    case closedRange(Typed, Typed)
    case openRange(Typed, Typed)
    /// A word of the registry.
    case word(Function, receiver: Typed?, arguments: [Argument])
    /// A word that changes what is before its dot.
    case mutation(Function, Target, arguments: [Argument])
    case userFunction(UserFunction, arguments: [Typed?])
    case functionReference(UserFunction)
    case apply(Typed, [Typed])
    case closure(ClosureBody)
    /// An operator handed on as a function: `reduce(0, +)`.
    case operatorFunction(Operation, ValueType)
    case binary(Operation, Typed, Typed)
    case and(Typed, Typed)
    case or(Typed, Typed)
    case not(Typed)
    case negated(Typed)
    case coalesced(Typed, Typed)
    case unwrapped(Typed)
    /// `base?.member`: the rest, computed over the variable that holds the base, or nil.
    case chained(Typed, Variable, Typed)
    case ternary(Typed, Typed, Typed)
    case branches(Branches)
    case switched(Switch)
    case indexed(Typed, Typed)
    case sliced(Typed, Typed)
    case keyed(Typed, Typed, default: Typed?)
    /// A value that becomes a library type.
    case converted(Typed, to: String)
    /// A range or a dictionary as the array of its elements.
    case elements(Typed)
  }

  enum Part {
    case text(String)
    case value(Typed)
  }

  enum Argument {
    case value(Typed)
    case block([Typed])
    /// The parameter's default.
    case standard(Value)
  }
}

/// What goes between two values.
enum Operation: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

/// What is assigned to: a variable, or a part of what it holds.
struct Target {
  let variable: Variable
  let steps: [Step]
  /// What the place holds.
  let type: ValueType
  let syntax: Syntax

  enum Step {
    case index(Typed)
    case key(Typed)
    case keyWithDefault(Typed, Typed)
    case element(Int)
    /// `value!` or `value?` before what changes it.
    case unwrapped(isForced: Bool)
  }
}

/// `if` … `else if` … `else`
struct Branches {
  let cases: [(conditions: [Condition], body: [Typed.Statement])]
  let otherwise: [Typed.Statement]?
}

enum Condition {
  case holds(Typed)
  /// `if let name = optional`
  case binds(Variable, Typed)
  case matches(Pattern, Typed)
}

struct Switch {
  let subject: Typed
  let cases: [(patterns: [(pattern: Pattern, condition: Typed?)], body: [Typed.Statement])]
}

/// What a case of a `switch` looks for.
indirect enum Pattern {
  case anything
  case binds(Variable)
  case equals(Typed)
  case isNil
  /// A value that is there, itself of a pattern.
  case some(Pattern)
  case tuple([Pattern])
  case range(lower: Typed?, upper: Typed?, isClosed: Bool)
}

extension Typed {
  indirect enum Statement {
    case declare(Variable, Typed)
    /// `let (a, b) = pair`
    case destructure([Variable?], Typed)
    case assign(Target, Typed)
    case compound(Operation, Target, Typed)
    case show(Typed)
    case evaluate(Typed)
    case `if`(Branches)
    case `guard`([Condition], otherwise: [Statement])
    case loop(Loop)
    case `while`([Condition], body: [Statement])
    case repeatWhile(body: [Statement], Typed)
    case `switch`(Switch)
    case `break`
    case `continue`
    case `return`(Typed?)
    /// A value that a branch of an `if` or `switch` expression gives.
    case yield(Typed)
    case declareFunction(Variable, ClosureBody)
  }

  struct Loop {
    let variables: LoopVariables
    let sequence: Typed
    let condition: Typed?
    let body: [Statement]
    let syntax: Syntax
  }

  enum LoopVariables {
    case one(Variable)
    case many([Variable?])
    case none
  }
}
