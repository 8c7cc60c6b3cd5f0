import Diagnostics
import SwiftSyntax

/// Calls as people write them who come from elsewhere: each is told what to write, and once.
extension Checker {
  /// Reports a call that another library or language would take; nil where it is none.
  func reportForeign(_ call: FunctionCallExprSyntax, in scope: Scope) -> Typed? {
    if let reference = call.calledExpression.as(DeclReferenceExprSyntax.self) {
      let name = reference.baseName.text
      guard scope.find(name) == nil else { return nil }
      return comparedLimit(name, call) ?? formatted(name, reference, call) ?? today(name, reference, call)
    }
    guard let member = call.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base else { return nil }
    return operatorAlone(member, base, call, in: scope) ?? rowByRow(member, base, call, in: scope)
  }

  // MARK: Goal(.rocAUC >= 0.85)

  /// A limit that is written as a comparison instead of an argument of its own.
  private func comparedLimit(_ name: String, _ call: FunctionCallExprSyntax) -> Typed? {
    guard let argument = call.arguments.first, argument.label == nil,
      let infix = argument.expression.as(InfixOperatorExprSyntax.self),
      let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
      let subject = implicitMember(in: infix.leftOperand)
    else { return nil }
    let labels: [String] =
      switch symbol {
      case ">", ">=", "=>": ["atLeast", "above"]
      case "<", "<=", "=<": ["atMost", "below"]
      default: []
      }
    let meant = registry.overloads(.initializer, name).first { function in
      guard let first = function.parameters.first, case .object(let type) = first.type else { return false }
      return !registry.overloads(.staticMember(of: type), subject).isEmpty
        && function.parameters.contains { labels.contains($0.label ?? "") }
    }
    guard let label = meant?.parameters.compactMap(\.label).first(where: labels.contains) else { return nil }
    let (left, right) = (infix.leftOperand.trimmedDescription, infix.rightOperand.trimmedDescription)
    return report(
      "the limit of \"\(name)\" is an argument, not a comparison", at: infix.operator,
      hint: "write \(name)(\(left), \(label): \(right))")
  }

  /// The name of `.rocAUC` or `.recall(threshold: 0.5)`.
  private func implicitMember(in expression: ExprSyntax) -> String? {
    let called = expression.as(FunctionCallExprSyntax.self)?.calledExpression ?? expression
    guard let member = called.as(MemberAccessExprSyntax.self), member.base == nil else { return nil }
    return member.declName.baseName.text
  }

  // MARK: String(format: "%.2f", x) and round(x, 2)

  private func formatted(
    _ name: String, _ reference: DeclReferenceExprSyntax, _ call: FunctionCallExprSyntax
  ) -> Typed? {
    let arguments = Array(call.arguments)
    if name == "String", let format = arguments.first, format.label?.text == "format" {
      let value = arguments.dropFirst().first?.expression.trimmedDescription
      return report(
        "\"String\" has no argument \"format:\"", at: format,
        hint: numberHint(value, format: format.expression.trimmedDescription)
          ?? "put the values into the text: \"\\(…)\"")
    }
    if name == "round", arguments.count == 2,
      let hint = numberHint(
        arguments[0].expression.trimmedDescription, digits: arguments[1].expression.trimmedDescription)
    {
      return report("\"round\" gives whole numbers, and takes one value", at: reference, hint: hint)
    }
    return nil
  }

  /// What writes a number as a format like `%.2f` does; nil where the format asks for something else.
  func numberHint(_ value: String?, format: String) -> String? {
    guard let point = format.range(of: "%.")?.upperBound else { return nil }
    let digits = format[point...].prefix(while: \.isNumber)
    guard !digits.isEmpty, format[point...].dropFirst(digits.count).first == "f" else { return nil }
    return numberHint(value ?? "…", digits: String(digits))
  }

  private func numberHint(_ value: String, digits: String) -> String? {
    registry.overloads(.free, "number").isEmpty ? nil : "write number(\(value), decimals: \(digits))"
  }

  // MARK: Date()

  private func today(_ name: String, _ reference: DeclReferenceExprSyntax, _ call: FunctionCallExprSyntax) -> Typed? {
    guard name == "Date", call.arguments.isEmpty, call.trailingClosure == nil else { return nil }
    return report(
      "a notebook knows no today", at: reference,
      hint: "results are the same in every run: use a parameter, or Date(iso: \"2013-07-01\")")
  }

  // MARK: values.reduce(+)

  private func operatorAlone(
    _ member: MemberAccessExprSyntax, _ base: ExprSyntax, _ call: FunctionCallExprSyntax, in scope: Scope
  ) -> Typed? {
    guard member.declName.baseName.text == "reduce", let only = call.arguments.first, call.arguments.count == 1,
      only.label == nil, let symbol = operatorName(only.expression),
      case .array(let element) = attempt({ check(base, in: scope).type })
    else { return nil }
    let start: String
    switch element {
    case .int, .double: start = symbol == "*" ? "1" : "0"
    case .string: start = "\"\""
    default: start = "…"
    }
    return report(
      "\"reduce\" needs the value to start with", at: member.declName, hint: "write .reduce(\(start), \(symbol))")
  }

  private func operatorName(_ expression: ExprSyntax) -> String? {
    if let symbol = expression.as(BinaryOperatorExprSyntax.self) { return symbol.operator.text }
    guard let reference = expression.as(DeclReferenceExprSyntax.self),
      case .binaryOperator(let symbol) = reference.baseName.tokenKind
    else { return nil }
    return symbol
  }

  // MARK: flights.filter { $0["delay"] > 15 }

  /// A closure over rows where a computation over columns is asked for.
  private func rowByRow(
    _ member: MemberAccessExprSyntax, _ base: ExprSyntax, _ call: FunctionCallExprSyntax, in scope: Scope
  ) -> Typed? {
    let name = member.declName.baseName.text
    let last = call.arguments.last?.expression.as(ClosureExprSyntax.self)
    guard let closure = call.trailingClosure ?? last, let only = closure.statements.first,
      closure.statements.count == 1, let expression = asExpression(only),
      case .object(let type)? = attempt({ check(base, in: scope).type }),
      let method = registry.overloads(.method(of: .object(type)), name).first,
      let parameter = method.parameters.last, parameter.type == .object("Expression")
    else { return nil }
    let row: String? =
      switch closure.signature?.parameterClause {
      case nil: "$0"
      case .simpleInput(let list): list.count == 1 ? list.first?.name.text : nil
      case .parameterClause: nil
      }
    // Where the row itself is left over, no column says what is meant.
    let rewritten = row.map { row in (row: row, expression: ColumnsOfRow(row: row).rewrite(expression)) }
    let columns = rewritten.flatMap { row, expression in
      expression.tokens(viewMode: .sourceAccurate).contains { $0.text == row } ? nil : expression.trimmedDescription
    }
    let label = parameter.label.map { "\($0): " } ?? ""
    let given = call.trailingClosure == nil ? Array(call.arguments.dropLast()) : Array(call.arguments)
    let others = given.map { "\($0.with(\.trailingComma, nil).trimmedDescription), " }.joined()
    return report(
      "columns are computed as a whole, not row by row", at: closure.leftBrace,
      hint: "write .\(name)(\(others)\(label)\(columns ?? "col(\"…\") > …"))")
  }
}

/// Statements where the parts of a project or a monitor are listed.
extension Checker {
  /// Reports what stands in a block of parts and is none, such as an `if`.
  func reportStatement(_ statement: CodeBlockItemSyntax, inBlockOf function: Function) {
    let first = statement.firstToken(viewMode: .sourceAccurate)
    let hint: String
    switch first?.tokenKind {
    case .keyword(.let), .keyword(.var), .keyword(.func): hint = "declare it above \"\(function.name)\""
    case .keyword(.if), .keyword(.switch):
      hint = "choose a value of a part: condition ? a : b, or write \(function.name)(…) in each branch"
    case .keyword(.for), .keyword(.while), .keyword(.repeat): hint = "write each part in a line of its own"
    default: hint = "declare values above \"\(function.name)\""
    }
    report(
      "the block of \"\(function.name)\" lists its parts, and holds no \"\(first?.text ?? "")\"",
      at: first.map(Syntax.init) ?? Syntax(statement), hint: hint)
  }
}

/// Writes `$0["delay"]` and `$0.delay` as `col("delay")`.
private final class ColumnsOfRow: SyntaxRewriter {
  private let row: String

  init(row: String) {
    self.row = row
    super.init()
  }

  override func visit(_ access: SubscriptCallExprSyntax) -> ExprSyntax {
    guard isRow(access.calledExpression), let key = access.arguments.first, access.arguments.count == 1,
      key.expression.is(StringLiteralExprSyntax.self)
    else { return super.visit(access) }
    return column("\(key.expression.trimmed)", in: access)
  }

  override func visit(_ member: MemberAccessExprSyntax) -> ExprSyntax {
    guard let base = member.base, isRow(base) else { return super.visit(member) }
    return column("\"\(member.declName.baseName.text)\"", in: member)
  }

  /// A row has a value or is missing, rather than nil.
  override func visit(_ infix: InfixOperatorExprSyntax) -> ExprSyntax {
    let symbol = infix.operator.trimmedDescription
    guard symbol == "==" || symbol == "!=", infix.rightOperand.is(NilLiteralExprSyntax.self) else {
      return super.visit(infix)
    }
    let left = visit(infix.leftOperand).trimmedDescription
    let asked = DeclReferenceExprSyntax(
      baseName: .identifier("\(left).\(symbol == "==" ? "isMissing" : "isPresent")"))
    return ExprSyntax(asked).with(\.trailingTrivia, infix.trailingTrivia)
  }

  private func isRow(_ expression: ExprSyntax) -> Bool {
    expression.as(DeclReferenceExprSyntax.self)?.baseName.text == row
  }

  private func column(_ name: String, in expression: some ExprSyntaxProtocol) -> ExprSyntax {
    let column = ExprSyntax(DeclReferenceExprSyntax(baseName: .identifier("col(\(name))")))
    return column.with(\.leadingTrivia, expression.leadingTrivia).with(\.trailingTrivia, expression.trailingTrivia)
  }
}
