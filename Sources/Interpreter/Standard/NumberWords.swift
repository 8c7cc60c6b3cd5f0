import Foundation

extension Registry {
  mutating func addNumberWords() {
    addConversions()
    addRounding()
    addFunctions()
    addRangeWords()
  }

  private mutating func addConversions() {
    standard(
      .initializer, "Double", [Parameter(unlabelled: "value", .either([.int, .double]), "a number")], gives: .double,
      "a whole number as a decimal one", details: "`Int` and `Double` do not mix by themselves, as in Swift.",
      example: "Double(3) / 2"
    ) { call in
      if case .int(let whole) = call[0] { .double(Double(whole)) } else { call[0] }
    }
    standard(
      .initializer, "Double", [Parameter(unlabelled: "text", .string, "a number as Swift writes it")],
      gives: .optional(.double), "the decimal number that a text spells, or nil",
      details: "Digits with a point, an exponent (`1e3`), a sign; nil for anything else, blanks around it among it.",
      example: "Double(\"2.5\") ?? 0"
    ) { call in Double(call.text(at: 0)).map { .double($0) } ?? .nil }
    standard(
      .initializer, "Int", [Parameter(unlabelled: "value", .either([.int, .double]), "a number")], gives: .int,
      "a decimal number without its fraction",
      details:
        "The fraction is cut off: `Int(2.9)` is 2 and `Int(-2.9)` is -2. What is no number, or too large for a whole one, is an error.",
      example: "Int(2.9)"
    ) { call in
      guard case .double(let value) = call[0] else { return call[0] }
      guard let whole = Int(exactly: value.rounded(.towardZero)) else {
        throw CallError(
          value.isNaN ? "nan is no number that could be whole" : "\(value) is too large for a whole number",
          hint: value.isFinite ? "keep it as Double" : "ask first with .isFinite")
      }
      return .int(whole)
    }
    standard(
      .initializer, "Int", [Parameter(unlabelled: "text", .string, "digits, with a sign or without")],
      gives: .optional(.int), "the whole number that a text spells, or nil",
      details:
        "Nil for anything else than digits with a sign or without: for blanks, decimals, an empty text, too large a number.",
      example: "Int(\"42\") ?? 0"
    ) { call in Int(call.text(at: 0)).map { .int($0) } ?? .nil }
    standard(
      .initializer, "String", [Parameter(unlabelled: "characters", .array(.character), "the characters")],
      gives: .string, "characters put together",
      details: "The way back from what `map`, `reversed` and `sorted` make of a text.",
      example: "String(\"JFK\".reversed())"
    ) { call in .string(call.values(at: 0).map(\.description).joined()) }
    standard(
      .initializer, "String", [Parameter(unlabelled: "value", .any, "any value")], gives: .string,
      "a value as a text", details: "The same as `\"\\(value)\"`.", example: "String(3.5)"
    ) { call in .string(call[0].description) }
    for (name, value) in [("max", Int.max), ("min", Int.min)] {
      standard(
        .staticMember(of: "Int"), name, gives: .int, "the \(name == "max" ? "largest" : "smallest") whole number",
        details: "A computation that goes beyond it is an error.", example: "Int.\(name)"
      ) { _ in .int(value) }
    }
    let constants = [
      ("pi", Double.pi, "the circle's circumference over its diameter"),
      ("infinity", .infinity, "what is above every number"),
      ("nan", .nan, "what is no number"),
      ("greatestFiniteMagnitude", .greatestFiniteMagnitude, "the largest decimal number"),
    ]
    for (name, value, summary) in constants {
      standard(
        .staticMember(of: "Double"), name, gives: .double, summary,
        details: "It is written in full, or `.\(name)` where a Double is asked for.", example: "Double.\(name)"
      ) { _ in
        .double(value)
      }
    }
  }

  private mutating func addRounding() {
    add(type: "RoundingRule", "which way a number is rounded", can: [.equatable])
    let rules: [(String, FloatingPointRoundingRule, String)] = [
      ("up", .up, "to the next whole number above"), ("down", .down, "to the next whole number below"),
      ("towardZero", .towardZero, "to the next whole number toward zero"),
      ("toNearestOrEven", .toNearestOrEven, "to the nearest; halves to the even one"),
      ("toNearestOrAwayFromZero", .toNearestOrAwayFromZero, "to the nearest; halves away from zero"),
    ]
    for (name, rule, summary) in rules {
      standard(
        .staticMember(of: "RoundingRule"), name, gives: .object("RoundingRule"), summary,
        details: "Swift's names for the rules of IEEE 754.",
        example: "[\"up\": 2.5.rounded(.up), \"to even\": 2.5.rounded(.toNearestOrEven)]"
      ) { _ in .object(Object("RoundingRule", rule)) }
    }
    standard(
      .method(of: .double), "rounded",
      [
        Parameter(
          unlabelled: "rule", .object("RoundingRule"),
          default: .object(Object("RoundingRule", FloatingPointRoundingRule.toNearestOrAwayFromZero)), "which way")
      ], gives: .double, "the number rounded to a whole one, still a Double",
      details:
        "Without a rule, halves go away from zero: 2.5 gives 3.0 and -2.5 gives -3.0. `Int(x.rounded())` makes it a whole number.",
      example: "2.6.rounded()"
    ) { call in
      guard case .object(let object) = call[0], let rule = object.payload as? FloatingPointRoundingRule else {
        return .double(call.decimalNumber.rounded())
      }
      return .double(call.decimalNumber.rounded(rule))
    }
    standard(
      .method(of: .double), "squareRoot", gives: .double, "the square root",
      details: "Of a negative number it is `nan`, no number.", example: "2.0.squareRoot()"
    ) {
      .double($0.decimalNumber.squareRoot())
    }
    for (name, summary, holds) in [
      ("isNaN", "whether this is no number", { @Sendable (value: Double) in value.isNaN }),
      ("isFinite", "whether this is a number, and not infinite", { @Sendable value in value.isFinite }),
    ] {
      standard(
        .property(of: .double), name, gives: .bool, summary,
        details: """
          `sqrt(-1.0)` is no number, and no number equals itself; `log(0.0)` is infinite. A division by zero is an error.
          """,
        example: "Double.nan.\(name)"
      ) {
        .bool(holds($0.decimalNumber))
      }
    }
    standard(
      .property(of: .double), "magnitude", gives: .double, "the number without its sign",
      details: "The same as `abs(x)`.", example: "(-2.5).magnitude"
    ) {
      .double($0.decimalNumber.magnitude)
    }
    standard(
      .method(of: .int), "isMultiple", [Parameter("of", .int, unit: "whole number", "the number to divide by")],
      gives: .bool,
      "whether a whole number divides this one", details: "Zero is a multiple of every number; of zero, only zero is.",
      example: "12.isMultiple(of: 4)"
    ) { .bool($0.wholeNumber.isMultiple(of: $0.int(at: 0))) }
  }

  private mutating func addFunctions() {
    let number = ValueType.generic("Number", .number)
    let ordered = ValueType.generic("T", .comparable)
    standard(
      .free, "abs", [Parameter(unlabelled: "value", number, "a number")], gives: number, "a number without its sign",
      details: "Of a whole number a whole one, of a decimal number a decimal one. `Int.min` has none and is an error.",
      example: "abs(-3)"
    ) { call in
      guard case .int(let value) = call[0] else { return .double(call.double(at: 0).magnitude) }
      guard value != .min else { throw CallError("the result is too large for a whole number") }
      return .int(Swift.abs(value))
    }
    for (name, isMax) in [("min", false), ("max", true)] {
      let size = isMax ? "largest" : "smallest"
      standard(
        .free, name,
        [
          Parameter(unlabelled: "a", ordered, "a value"), Parameter(unlabelled: "b", ordered, "another"),
          Parameter(variadic: "more", ordered, "further ones, as many as there are"),
        ],
        gives: ordered, "the \(size) of several values",
        details: "All are of one type: numbers, texts or dates. Of an array the \(size) is `.\(name)()`.",
        example: "\(name)(2, 3)"
      ) { call in
        ([call[1]] + call.values(at: 2)).reduce(call[0]) { best, value in
          (isMax ? !value.precedes(best) : value.precedes(best)) ? value : best
        }
      }
    }
    let roots = "Of a negative number it is `nan`, no number. A whole number is made decimal first: `sqrt(Double(n))`."
    let logarithms = "Of zero it is `-infinity`, of a negative number `nan`."
    let wholes = "The result is still a Double; `Int(…)` makes it a whole number. `round` takes halves away from zero."
    let functions: [(String, String, String, @Sendable (Double) -> Double)] = [
      ("sqrt", "the square root", roots, { $0.squareRoot() }),
      ("exp", "e to the power of a number", "What is too large for a Double is `infinity`.", { Foundation.exp($0) }),
      ("log", "the natural logarithm", logarithms, { Foundation.log($0) }),
      ("log10", "the logarithm to base 10", logarithms, { Foundation.log10($0) }),
      ("log2", "the logarithm to base 2", logarithms, { Foundation.log2($0) }),
      ("floor", "the next whole number below", wholes, { $0.rounded(.down) }),
      ("ceil", "the next whole number above", wholes, { $0.rounded(.up) }),
      ("round", "the nearest whole number", wholes, { $0.rounded() }),
    ]
    for (name, summary, details, apply) in functions {
      standard(
        .free, name, [Parameter(unlabelled: "value", .double, unit: "any unit", "a number")], gives: .double, summary,
        details: details, example: "\(name)(2.5)"
      ) { .double(apply($0.double(at: 0))) }
    }
    standard(
      .free, "pow",
      [
        Parameter(unlabelled: "base", .double, unit: "any unit", "a number"),
        Parameter(unlabelled: "exponent", .double, unit: "no unit", "the power"),
      ],
      gives: .double, "a number to a power",
      details: "A negative base needs a whole exponent; else the result is `nan`.", example: "pow(2.0, 10.0)"
    ) { .double(Foundation.pow($0.double(at: 0), $0.double(at: 1))) }
    for (label, isClosed) in [("to", false), ("through", true)] {
      for type in [ValueType.int, .double] {
        standard(
          .free, "stride",
          [
            Parameter("from", type, unit: "any unit", "where it starts"),
            Parameter(label, type, unit: "the same unit", "where it ends"),
            Parameter("by", type, unit: "the same unit", "the step, which may be negative"),
          ], gives: .array(type), "numbers in equal steps, with\(isClosed ? "" : "out") the end",
          details:
            "An array, so that it can be counted and indexed. A step that leads away from the end gives none; a step of zero is an error.",
          example: type == .int ? "stride(from: 0, \(label): 10, by: 5)" : "stride(from: 0.0, \(label): 1.0, by: 0.5)"
        ) { call in
          let step = type == .int ? Double(call.int(at: 2)) : call.double(at: 2)
          guard step != 0, !step.isNaN else { throw CallError("a stride needs a step that is a number, and not zero") }
          let span =
            type == .int
            ? Double(call.int(at: 1)) - Double(call.int(at: 0)) : call.double(at: 1) - call.double(at: 0)
          guard !span.isNaN else { throw CallError("a stride starts and ends with numbers") }
          guard span / step < Double(Bounds.longestArray) else {
            throw CallError("this stride has more than 10 million steps", hint: "make the step larger")
          }
          if type == .double {
            let (from, end) = (call.double(at: 0), call.double(at: 1))
            return .array(
              isClosed
                ? Swift.stride(from: from, through: end, by: step).map { .double($0) }
                : Swift.stride(from: from, to: end, by: step).map { .double($0) })
          }
          let (from, end, by) = (call.int(at: 0), call.int(at: 1), call.int(at: 2))
          return .array(
            isClosed
              ? Swift.stride(from: from, through: end, by: by).map { .int($0) }
              : Swift.stride(from: from, to: end, by: by).map { .int($0) })
        }
      }
    }
  }

  private mutating func addRangeWords() {
    for (name, value) in [
      ("lowerBound", { @Sendable (range: WholeRange) in range.lowerBound }),
      ("upperBound", { @Sendable range in range.upperBound }),
    ] {
      standard(
        .property(of: .range), name, gives: .int,
        name == "lowerBound" ? "the first number" : "the number that the range ends with, or before",
        details: "The upper bound of `1...5` is 5 and belongs to the range; that of `1..<5` is 5 and does not.",
        example: "(0..<5).\(name)"
      ) { call in if case .range(let range) = call.receiver { .int(value(range)) } else { .nil } }
      standard(
        .property(of: .decimalRange), name, gives: .double, name == "lowerBound" ? "the lower end" : "the upper end",
        details: "Both ends belong to `0.0...1.0`; the upper one does not to `0.0..<1.0`.",
        example: "(0.0...1.0).\(name)"
      ) { call in
        guard case .decimalRange(let range) = call.receiver else { return .nil }
        return .double(name == "lowerBound" ? range.lowerBound : range.upperBound)
      }
    }
    standard(
      .method(of: .range), "contains", [Parameter(unlabelled: "number", .int, unit: "as the range", "a whole number")],
      gives: .bool,
      "whether a number lies in the range", details: "The upper end belongs to `1...5` and not to `1..<5`.",
      example: "(1...5).contains(3)"
    ) { call in
      if case .range(let range) = call.receiver { .bool(range.numbers.contains(call.int(at: 0))) } else { .nil }
    }
    standard(
      .method(of: .decimalRange), "contains",
      [Parameter(unlabelled: "number", .double, unit: "as the range", "a number")], gives: .bool,
      "whether a number lies in the range", details: "The upper end belongs to `0.0...1.0` and not to `0.0..<1.0`.",
      example: "(0.0...1.0).contains(0.5)"
    ) { call in
      if case .decimalRange(let range) = call.receiver { .bool(range.contains(call.double(at: 0))) } else { .nil }
    }
    standard(
      .property(of: .range), "count", gives: .int, "how many numbers there are",
      details: "`1...5` holds 5 numbers, `1..<5` holds 4.", example: "(1...5).count"
    ) {
      if case .range(let range) = $0.receiver { .int(range.numbers.count) } else { .nil }
    }
    standard(
      .property(of: .range), "isEmpty", gives: .bool, "whether no number lies in it",
      details: "A closed range is never empty.", example: "(0..<0).isEmpty"
    ) {
      if case .range(let range) = $0.receiver { .bool(range.numbers.isEmpty) } else { .nil }
    }
  }
}
