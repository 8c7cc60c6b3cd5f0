/// What the type variables of one call stand for.
struct Substitution {
  private(set) var types: [String: ValueType] = [:]
  private var constraints: [String: ValueType.Constraint] = [:]

  /// Fills in what a pattern leaves open so that it is the given type.
  ///
  /// - Returns: false where no choice makes it so.
  mutating func unify(_ pattern: ValueType, _ type: ValueType) -> Bool {
    switch (pattern, type) {
    case (.variable(let name, let constraint), _):
      constraints[name] = constraints[name].map { $0 == .none ? constraint : $0 } ?? constraint
      guard let known = types[name], !known.hasUnknown else {
        types[name] = type
        return true
      }
      if known.accepts(type) { return true }
      // One that may be nil makes the others so.
      if type.isOptional, type.withoutOptional.accepts(known) {
        types[name] = type
        return true
      }
      return false
    case (_, .unknown): return true
    case (.array(let a), .array(let b)): return unify(a, b)
    case (.optional(let a), .optional(let b)): return unify(a, b)
    case (.optional(let a), _): return unify(a, type)
    case (.dictionary(let key, let value), .dictionary(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    case (.tuple(let a), .tuple(let b)):
      guard a.count == b.count else { return false }
      for (one, other) in zip(a, b) { guard unify(one.type, other.type) else { return false } }
      return true
    case (.function(let a, let result), .function(let b, let otherResult)):
      guard a.count == b.count else { return false }
      for (one, other) in zip(a, b) { guard unify(one, other) else { return false } }
      return result == .void || unify(result, otherResult)
    default: return pattern.accepts(type)
    }
  }

  /// The pattern with everything that is known filled in; what is not is `.unknown`.
  func applied(to pattern: ValueType) -> ValueType {
    switch pattern {
    case .variable(let name, _): types[name] ?? .unknown
    case .array(let element): .array(applied(to: element))
    case .optional(let wrapped):
      // Optionals of optionals are one.
      applied(to: wrapped) == .unknown ? .optional(.unknown) : applied(to: wrapped).optional
    case .dictionary(let key, let value): .dictionary(key: applied(to: key), value: applied(to: value))
    case .tuple(let elements): .tuple(elements.map { .init($0.label, applied(to: $0.type)) })
    case .function(let parameters, let result):
      .function(parameters: parameters.map(applied), result: applied(to: result))
    default: pattern
    }
  }

  /// The first type that cannot do what its place asks for.
  func failure(in registry: Registry) -> (type: ValueType, constraint: ValueType.Constraint)? {
    for (name, type) in types.sorted(by: { $0.key < $1.key }) {
      if let constraint = constraints[name], !registry.can(type, constraint) { return (type, constraint) }
    }
    return nil
  }

  func holds(in registry: Registry) -> Bool { failure(in: registry) == nil }
}

extension ValueType {
  var hasVariables: Bool {
    switch self {
    case .variable: true
    case .array(let element): element.hasVariables
    case .optional(let wrapped): wrapped.hasVariables
    case .dictionary(let key, let value): key.hasVariables || value.hasVariables
    case .tuple(let elements): elements.contains { $0.type.hasVariables }
    case .function(let parameters, let result): result.hasVariables || parameters.contains(where: \.hasVariables)
    default: false
    }
  }
}
