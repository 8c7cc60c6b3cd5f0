extension Typed {
  /// Visits the expression and everything in it, the code of closures included.
  func walk(_ visit: (Typed) -> Void) {
    visit(self)
    switch form {
    case .constant, .variable, .functionReference, .operatorFunction: break
    case .interpolation(let parts):
      for case .value(let value) in parts { value.walk(visit) }
    case .array(let values), .tuple(let values): for value in values { value.walk(visit) }
    case .dictionary(let entries):
      for (key, value) in entries {
        key.walk(visit)
        value.walk(visit)
      }
    case .element(let value, _), .not(let value), .negated(let value), .unwrapped(let value), .converted(let value, _),
      .elements(let value):
      value.walk(visit)
    case .closedRange(let a, let b), .openRange(let a, let b), .binary(_, let a, let b), .and(let a, let b),
      .or(let a, let b), .coalesced(let a, let b), .indexed(let a, let b), .sliced(let a, let b),
      .chained(let a, _, let b):
      a.walk(visit)
      b.walk(visit)
    case .word(_, let receiver, let arguments):
      receiver?.walk(visit)
      for argument in arguments { argument.walk(visit) }
    case .mutation(_, let target, let arguments):
      target.walk(visit)
      for argument in arguments { argument.walk(visit) }
    case .userFunction(_, let arguments): for case let argument? in arguments { argument.walk(visit) }
    case .apply(let function, let arguments):
      function.walk(visit)
      for argument in arguments { argument.walk(visit) }
    case .closure(let body): body.statements.walk(visit)
    case .ternary(let condition, let a, let b):
      condition.walk(visit)
      a.walk(visit)
      b.walk(visit)
    case .branches(let branches): branches.walk(visit)
    case .switched(let choice): choice.walk(visit)
    case .keyed(let base, let key, let standard):
      base.walk(visit)
      key.walk(visit)
      standard?.walk(visit)
    }
  }

  /// The variables that the expression names by itself or in its parts.
  var variables: [Variable] {
    var found: [Variable] = []
    walk { if case .variable(let variable) = $0.form { found.append(variable) } }
    return found
  }
}

extension Typed.Argument {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    switch self {
    case .value(let value): value.walk(visit)
    case .block(let values): for value in values { value.walk(visit) }
    case .standard: break
    }
  }
}

extension [Typed.Statement] {
  func walk(_ visit: (Typed) -> Void) { for statement in self { statement.walk(visit) } }
}

extension Typed.Statement {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    switch self {
    case .declare(_, let value), .destructure(_, let value), .show(let value), .evaluate(let value), .yield(let value):
      value.walk(visit)
    case .assign(let target, let value), .compound(_, let target, let value):
      target.walk(visit)
      value.walk(visit)
    case .if(let branches): branches.walk(visit)
    case .guard(let conditions, let otherwise):
      for condition in conditions { condition.walk(visit) }
      otherwise.walk(visit)
    case .loop(let loop):
      loop.sequence.walk(visit)
      loop.condition?.walk(visit)
      loop.body.walk(visit)
    case .while(let conditions, let body):
      for condition in conditions { condition.walk(visit) }
      body.walk(visit)
    case .repeatWhile(let body, let condition):
      body.walk(visit)
      condition.walk(visit)
    case .switch(let choice): choice.walk(visit)
    case .return(let value): value?.walk(visit)
    case .declareFunction(_, let body): body.statements.walk(visit)
    case .break, .continue: break
    }
  }
}

extension Target {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    for step in steps {
      switch step {
      case .index(let value), .key(let value): value.walk(visit)
      case .keyWithDefault(let key, let value):
        key.walk(visit)
        value.walk(visit)
      case .element, .unwrapped: break
      }
    }
  }
}

extension Branches {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    for (conditions, body) in cases {
      for condition in conditions { condition.walk(visit) }
      body.walk(visit)
    }
    otherwise?.walk(visit)
  }
}

extension Switch {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    subject.walk(visit)
    for (patterns, body) in cases {
      for (pattern, condition) in patterns {
        pattern.walk(visit)
        condition?.walk(visit)
      }
      body.walk(visit)
    }
  }
}

extension Pattern {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    switch self {
    case .anything, .binds, .isNil: break
    case .equals(let value): value.walk(visit)
    case .some(let inner): inner.walk(visit)
    case .tuple(let patterns): for pattern in patterns { pattern.walk(visit) }
    case .range(let lower, let upper, _):
      lower?.walk(visit)
      upper?.walk(visit)
    }
  }
}

extension Condition {
  fileprivate func walk(_ visit: (Typed) -> Void) {
    switch self {
    case .holds(let value), .binds(_, let value): value.walk(visit)
    case .matches(let pattern, let value):
      pattern.walk(visit)
      value.walk(visit)
    }
  }
}
