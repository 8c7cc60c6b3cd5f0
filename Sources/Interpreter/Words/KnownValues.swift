/// What expressions give before their code runs: what is written out, and what constant words make of it.
struct KnownValues {
  let registry: Registry
  /// Whether the notebook runs, so that the names of earlier lines hold their values.
  var isRunning = false

  func value(of argument: Typed.Argument) -> Value? {
    switch argument {
    case .value(let typed): value(of: typed)
    case .standard(let value): value
    // A part that is not known is judged as it runs.
    case .block(let parts): .array(parts.map { value(of: $0) ?? .void })
    }
  }

  /// What an expression gives in every run; nil for what is known only as it runs.
  func value(of typed: Typed) -> Value? {
    switch typed.form {
    case .constant(.void): return nil
    case .constant(let value): return value
    case .variable(let variable):
      if let value = variable.written.flatMap({ value(of: $0) }) { return value }
      return isRunning && variable.isGlobal ? variable.currentValue : nil
    case .array(let elements):
      let values = elements.compactMap { value(of: $0) }
      return values.count == elements.count ? .array(values) : nil
    case .closedRange(let lower, let upper):
      guard case .int(let first) = value(of: lower), case .int(let last) = value(of: upper), first <= last,
        last < .max
      else { return nil }
      return .range(WholeRange(first...last))
    case .openRange(let lower, let upper):
      guard case .int(let first) = value(of: lower), case .int(let end) = value(of: upper), first <= end else {
        return nil
      }
      return .range(WholeRange(first..<end))
    case .converted(let operand, let name):
      guard let conversion = registry.conversion(to: name), let value = value(of: operand) else { return nil }
      if case .array(let values) = value { return .array(values.map(conversion.convert)) }
      return conversion.convert(value)
    case .word(let function, let receiver, let arguments) where function.isConstant:
      let known = receiver.map { value(of: $0) }
      if case .some(nil) = known { return nil }
      let values = arguments.compactMap { value(of: $0) }
      guard values.count == arguments.count, case .plain(let body) = function.body,
        !function.brokenRules({ values[$0] }).contains(where: { $0.severity == .error })
      else { return nil }
      return try? body(Call(receiver: known ?? nil, parameters: function.parameters, values: values))
    default: return nil
    }
  }
}
