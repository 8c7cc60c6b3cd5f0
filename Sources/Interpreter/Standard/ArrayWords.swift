/// The types that arrays' words are written with.
extension Registry {
  var element: ValueType { .generic("Element") }
  var array: ValueType { .array(element) }
  var ordered: ValueType { .array(.generic("Element", .comparable)) }
  var equatable: ValueType { .array(.generic("Element", .equatable)) }
  var test: ValueType { .function(parameters: [element], result: .bool) }
  var order: ValueType { .function(parameters: [element, element], result: .bool) }

}

extension Registry {
  mutating func addArrayWords() {
    addArrayMaking()
    addArrayParts()
    addArraySearch()
    addArrayTransforms()
    addArrayOrder()
  }

  private mutating func addArrayMaking() {
    standard(
      .initializer, "Array",
      [Parameter("repeating", element, "the value"), Parameter("count", .int, unit: "elements", "how many")],
      gives: array,
      "an array of one value, over and over",
      details: "A negative count is an error, and so are more than 10 million elements.",
      example: "Array(repeating: 0, count: 3)"
    ) { call in
      let count = try call.count(at: 1)
      try call.checkLength(count)
      return .array(Array(repeating: call[0], count: count))
    }
    for (type, made, what, example) in [
      (ValueType.range, ValueType.array(.int), "the numbers of a range", "Array(1...3)"),
      (.string, .array(.character), "the characters of a text", "Array(\"JFK\").count"),
      (array, array, "the elements of an array", "Array([1, 2].reversed())"),
    ] {
      standard(
        .initializer, "Array", [Parameter(unlabelled: "sequence", type, "what holds the elements")], gives: made,
        "\(what) as an array",
        details: "A text gives its characters, a range its numbers. Loops and most members work on both without this.",
        example: example
      ) { call in
        switch call[0] {
        case .range(let range):
          try call.checkLength(range.numbers.count)
          return .array(range.numbers.map { .int($0) })
        case .string(let text): return .array(text.map { .string(String($0)) })
        case let other: return other
        }
      }
    }
    standard(
      .free, "zip",
      [
        Parameter(unlabelled: "a", .array(.generic("A")), "an array"),
        Parameter(unlabelled: "b", .array(.generic("B")), "another"),
      ],
      gives: .array(.tuple([.init(.generic("A")), .init(.generic("B"))])), "the elements of two arrays in pairs",
      details: "As long as the shorter of the two.", example: "zip([1, 2], [\"a\", \"b\"]).map { \"\\($0.0)\\($0.1)\" }"
    ) { call in .array(Swift.zip(call.values(at: 0), call.values(at: 1)).map { .tuple([$0, $1]) }) }
  }

  private mutating func addArrayParts() {
    standard(
      .property(of: array), "count", gives: .int, "how many elements there are",
      details: "`isEmpty` is true where `count` is 0.", example: "[1, 2].count"
    ) {
      .int($0.elements.count)
    }
    standard(
      .property(of: array), "isEmpty", gives: .bool, "whether there is no element",
      details: "`isEmpty` is true where `count` is 0.", example: "[1, 2].count"
    ) {
      .bool($0.elements.isEmpty)
    }
    let ends = "Nil where the array is empty: write `??` behind it, or use `if let`."
    let parts =
      "Where there are fewer elements, no more than there are. A negative count is an error."
    standard(
      .property(of: array), "first", gives: .optional(element), "the first element, or nil", details: ends,
      example: "let queued = [3, 8]\nqueued.first ?? 0"
    ) {
      $0.elements.first ?? .nil
    }
    standard(
      .property(of: array), "last", gives: .optional(element), "the last element, or nil", details: ends,
      example: "let queued = [3, 8]\nqueued.first ?? 0"
    ) {
      $0.elements.last ?? .nil
    }
    let count = Parameter(unlabelled: "count", .int, unit: "elements", "how many")
    standard(
      .method(of: array), "prefix", [count], gives: array, "the first elements", details: parts,
      example: "[1, 2, 3].prefix(2)"
    ) {
      .array(Array($0.elements.prefix(try $0.count(at: 0))))
    }
    standard(
      .method(of: array), "suffix", [count], gives: array, "the last elements", details: parts,
      example: "[1, 2, 3].prefix(2)"
    ) {
      .array(Array($0.elements.suffix(try $0.count(at: 0))))
    }
    let dropped = Parameter(unlabelled: "count", .int, default: .int(1), unit: "elements", "how many to leave out")
    standard(
      .method(of: array), "dropFirst", [dropped], gives: array, "the array without its first elements", details: parts,
      example: "[1, 2, 3].dropFirst()"
    ) { .array(Array($0.elements.dropFirst(try $0.count(at: 0)))) }
    standard(
      .method(of: array), "dropLast", [dropped], gives: array, "the array without its last elements", details: parts,
      example: "[1, 2, 3].dropFirst()"
    ) { .array(Array($0.elements.dropLast(try $0.count(at: 0)))) }
    standard(
      .method(of: array), "reversed", gives: array, "the elements from last to first",
      details: "The array itself stays as it is; `reverse()` turns a variable round.", example: "[1, 2, 3].reversed()"
    ) {
      .array($0.elements.reversed())
    }
    standard(
      .method(of: array), "enumerated",
      gives: .array(.tuple([.init("offset", .int), .init("element", element)])),
      "each element with its position, from 0",
      details:
        "The pair has names: `.offset` and `.element`. A loop takes it apart: `for (position, name) in names.enumerated()`.",
      example: "[\"a\", \"b\"].enumerated().map { \"\\($0.offset) \\($0.element)\" }"
    ) { .array($0.elements.enumerated().map { .tuple([.int($0), $1]) }) }
    standard(
      .method(of: .array(.string)), "joined",
      [Parameter("separator", .string, default: .string(""), "what stands between")],
      gives: .string, "the texts put together",
      details: "An empty array gives an empty text. Other values are made texts first: `.map { \"\\($0)\" }`.",
      example: "[\"EWR\", \"JFK\"].joined(separator: \", \")"
    ) { call in
      let texts = call.elements.map(\.description)
      let length = texts.reduce(0) { $0 + $1.utf8.count + call.text(at: 0).utf8.count }
      guard length <= Bounds.longestText else { throw CallError("this text is longer than 100 million bytes") }
      return .string(texts.joined(separator: call.text(at: 0)))
    }
  }

  private mutating func addArraySearch() {
    standard(
      .method(of: equatable), "contains",
      [Parameter(unlabelled: "element", .generic("Element", .equatable), "the value")],
      gives: .bool, "whether a value is among the elements", details: "Values are compared with `==`.",
      example: "[1, 2].contains(2)"
    ) { .bool($0.elements.contains($0[0])) }
    let condition = Parameter("where", test, "a closure that is true for what is meant")
    standard(
      .method(of: array), "contains", [condition], gives: .bool, "whether a condition holds for some element",
      details: "Stops at the first element for which the closure is true; false for an empty array.",
      example: "[1, 2].contains { $0 > 1 }"
    ) { call in .bool(try call.elements.contains { try call.holds(at: 0, $0) }) }
    standard(
      .method(of: array), "allSatisfy", [Parameter(unlabelled: "test", test, "a closure")], gives: .bool,
      "whether a condition holds for every element",
      details: "Stops at the first element for which the closure is false; true for an empty array.",
      example: "[1, 2].allSatisfy { $0 > 0 }"
    ) { call in .bool(try call.elements.allSatisfy { try call.holds(at: 0, $0) }) }
    let search =
      "The closure is asked from the start until it has said true, `last` from the end; an empty array gives nil."
    standard(
      .method(of: array), "first", [condition], gives: .optional(element),
      "the first element for which a condition holds, or nil",
      details: search, example: "[1, 2, 3].first { $0 > 1 } ?? 0"
    ) { call in try call.elements.first { try call.holds(at: 0, $0) } ?? .nil }
    standard(
      .method(of: array), "last", [condition], gives: .optional(element),
      "the last element for which a condition holds, or nil",
      details: search, example: "[1, 2, 3].first { $0 > 1 } ?? 0"
    ) { call in try call.elements.last { try call.holds(at: 0, $0) } ?? .nil }
    standard(
      .method(of: array), "count", [condition], gives: .int, "how many elements a condition holds for",
      details: "Without a closure, `.count` is how many elements there are.", example: "[1, 2, 3].count { $0 > 1 }"
    ) { call in .int(try call.elements.count { try call.holds(at: 0, $0) }) }
    standard(
      .method(of: equatable), "firstIndex", [Parameter("of", .generic("Element", .equatable), "the value")],
      gives: .optional(.int), "the position of the first element that equals a value, or nil",
      details: "Positions count from 0. Values are compared with `==`.",
      example: "[\"a\", \"b\"].firstIndex(of: \"b\") ?? 0"
    ) { $0.elements.firstIndex(of: $0[0]).map { .int($0) } ?? .nil }
    standard(
      .method(of: array), "firstIndex", [condition], gives: .optional(.int),
      "the position of the first element for which a condition holds, or nil",
      details: "Positions count from 0; the closure is asked from the start until it has said true.",
      example: "[1, 2].firstIndex { $0 > 1 } ?? 0"
    ) { call in try call.elements.firstIndex { try call.holds(at: 0, $0) }.map { .int($0) } ?? .nil }
  }

  private mutating func addArrayTransforms() {
    let result = ValueType.generic("Result")
    standard(
      .method(of: array), "map",
      [Parameter(unlabelled: "transform", .function(parameters: [element], result: result), "a closure")],
      gives: .array(result), "what a closure makes of each element",
      details:
        "The closure is called once for each element, in order; the result is as long as the array. A member alone is written `.map(\\.count)`, a word alone `.map(sqrt)`.",
      example: "[1, 2].map { $0 * 10 }"
    ) { call in .array(try call.elements.map { try call.call(at: 0, $0) }) }
    standard(
      .method(of: array), "compactMap",
      [
        Parameter(
          unlabelled: "transform", .function(parameters: [element], result: .optional(result)),
          "a closure that may give nil")
      ],
      gives: .array(result), "what a closure makes of each element, without nil",
      details: "Elements for which the closure gives nil are left out.",
      example: "[\"1\", \"x\"].compactMap { Int($0) }"
    ) { call in
      .array(
        try call.elements.compactMap { element in
          let made = try call.call(at: 0, element)
          if case .nil = made { return nil }
          return made
        })
    }
    standard(
      .method(of: array), "flatMap",
      [
        Parameter(
          unlabelled: "transform", .function(parameters: [element], result: .array(result)),
          "a closure that gives an array")
      ],
      gives: .array(result), "the arrays that a closure makes, as one",
      details: "In order, one array behind the other.", example: "[1, 2].flatMap { [$0, $0] }"
    ) { call in
      var all: [Value] = []
      for element in call.elements {
        if case .array(let values) = try call.call(at: 0, element) { all += values }
        try call.checkLength(all.count)
      }
      return .array(all)
    }
    standard(
      .method(of: array), "filter", [Parameter(unlabelled: "isIncluded", test, "a closure")], gives: array,
      "the elements for which a condition holds",
      details: "They keep their order. Rows of a table are filtered by columns: `Table.filter`.",
      example: "[1, 2, 3].filter { $0 > 1 }"
    ) { call in .array(try call.elements.filter { try call.holds(at: 0, $0) }) }
    standard(
      .method(of: array), "reduce",
      [
        Parameter(unlabelled: "initial", result, "where it starts"),
        Parameter(
          unlabelled: "combine", .function(parameters: [result, element], result: result),
          "what each element makes of it"),
      ], gives: result, "one value made of all elements, in order",
      details: "The closure is given the value so far and the next element. An empty array gives the initial value.",
      example: "[1, 2, 3].reduce(0, +)"
    ) { call in
      var value = call[0]
      for element in call.elements { value = try call.call(at: 1, value, element) }
      return value
    }
    standard(
      .method(of: array), "forEach",
      [Parameter(unlabelled: "body", .function(parameters: [element], result: .void), "a closure")],
      gives: .void, "runs a closure for each element",
      details: "In order; what stands alone in a closure is not shown, so that a loop reads better there.",
      example: "var seen = 0\n[1, 2].forEach { seen += $0 }\nseen"
    ) { call in
      for element in call.elements { _ = try call.call(at: 0, element) }
      return .void
    }
  }

  private mutating func addArrayOrder() {
    standard(
      .method(of: ordered), "sorted", gives: ordered, "the elements from smallest to largest",
      details: "Numbers by size, texts by their characters, dates by time; what is equal keeps its order.",
      example: "[3, 1, 2].sorted()"
    ) {
      .array($0.elements.sorted { $0.precedes($1) })
    }
    let comes = Parameter("by", order, "whether the first of two comes first")
    standard(
      .method(of: array), "sorted", [comes], gives: array, "the elements in an order of one's own",
      details: "Elements that are equal in it keep their order: `>` sorts from largest to smallest.",
      example: "[3, 1, 2].sorted(by: >)"
    ) { call in .array(try call.sorted(call.elements)) }
    for (name, isMax) in [("min", false), ("max", true)] {
      let details =
        "Nil where the array is empty. Of equal elements, \(isMax ? "`max` gives the last" : "`min` gives the first")."
      standard(
        .method(of: ordered), name, gives: .optional(.generic("Element", .comparable)),
        "the \(isMax ? "largest" : "smallest") element, or nil", details: details, example: "[3, 1, 2].\(name)() ?? 0"
      ) { call in
        call.elements.dropFirst().reduce(call.elements.first ?? .nil) { best, value in
          (isMax ? !value.precedes(best) : value.precedes(best)) ? value : best
        }
      }
      standard(
        .method(of: array), name, [Parameter("by", order, "whether the first of two is the smaller one")],
        gives: .optional(element), "the \(isMax ? "largest" : "smallest") element in an order of one's own, or nil",
        details: details + " For `max` too, the closure says whether the first of two is the smaller one.",
        example: "[\"aa\", \"b\"].\(name) { $0.count < $1.count } ?? \"\""
      ) { call in
        var best: Value?
        for value in call.elements {
          guard let known = best else {
            best = value
            continue
          }
          let isLess = try isMax ? call.call(at: 0, known, value) : call.call(at: 0, value, known)
          if case .bool(true) = isLess { best = value }
        }
        return best ?? .nil
      }
    }
  }
}

extension Call {
  /// The elements in the order that a closure says; a merge sort, so that a closure that contradicts itself does no harm.
  func sorted(_ elements: [Value]) throws -> [Value] {
    guard elements.count > 1 else { return elements }
    var run = elements
    var other = elements
    var width = 1
    while width < run.count {
      var start = 0
      while start < run.count {
        let middle = min(start + width, run.count)
        let end = min(start + 2 * width, run.count)
        var (left, right) = (start, middle)
        for position in start..<end {
          var takesRight = left >= middle
          if left < middle, right < end, case .bool(true) = try call(at: 0, run[right], run[left]) { takesRight = true }
          if takesRight {
            other[position] = run[right]
            right += 1
          } else {
            other[position] = run[left]
            left += 1
          }
        }
        start = end
      }
      swap(&run, &other)
      width *= 2
    }
    return run
  }
}
