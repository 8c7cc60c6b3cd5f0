/// What changes an array in place.
extension Registry {
  mutating func addArrayChanges() {
    change(
      array, "append", [Parameter(unlabelled: "element", element, "the value")], "puts a value at the end",
      details: "Appending ten million elements is the most that an array takes. The value before the dot is a `var`.",
      example: "var delays = [3, 8]\ndelays.append(12)\ndelays"
    ) { value, call in try value.change { $0.append(call[0]) } }
    change(
      array, "append", [Parameter("contentsOf", array, "the values")], "puts values at the end",
      details: "An empty array changes nothing. The value before the dot is a `var`.",
      example: "var weeks = [27]\nweeks.append(contentsOf: [28, 29])\nweeks"
    ) { value, call in try value.change { $0 += call.values(at: 0) } }
    change(
      array, "insert",
      [
        Parameter(unlabelled: "element", element, "the value"),
        Parameter("at", .int, unit: "position, from 0", "where"),
      ],
      "puts a value before a position",
      details:
        "What stands there and behind it moves on by one; the position `count` is the end. Another one is an error. The value before the dot is a `var`.",
      example: "var steps = [2, 3]\nsteps.insert(1, at: 0)\nsteps"
    ) { value, call in
      try value.change { elements in
        let position = call.int(at: 1)
        guard position >= 0, position <= elements.count else {
          throw CallError("there is no place \(position): the places are 0 to \(elements.count)")
        }
        elements.insert(call[0], at: position)
      }
    }
    change(
      array, "remove", [Parameter("at", .int, unit: "position, from 0", "where")], gives: element,
      "takes the element at a position out",
      details:
        "What stands behind it moves up by one. A position that is not there is an error. The value before the dot is a `var`.",
      example: "var queue = [1, 2]\n_ = queue.remove(at: 0)\nqueue"
    ) { value, call in
      try value.take { elements in
        let position = call.int(at: 0)
        guard elements.indices.contains(position) else {
          throw CallError("there is no element \(position): the array has \(elements.count)")
        }
        return elements.remove(at: position)
      }
    }
    for (name, isFirst) in [("removeFirst", true), ("removeLast", false)] {
      change(
        array, name, gives: element, "takes the \(isFirst ? "first" : "last") element out",
        details:
          "The element is the result; `_ = ` in front says that it is not needed. An empty array is an error. The value before the dot is a `var`.",
        example:
          "var \(isFirst ? "heads" : "tails") = [1, 2]\n_ = \(isFirst ? "heads" : "tails").\(name)()\n\(isFirst ? "heads" : "tails")"
      ) { value, _ in
        try value.take { elements in
          guard !elements.isEmpty else {
            throw CallError("an empty array has no element to take out", hint: "ask first with .isEmpty")
          }
          return isFirst ? elements.removeFirst() : elements.removeLast()
        }
      }
    }
    change(
      array, "removeAll", [], "takes all elements out",
      details: "The array is empty after it. The value before the dot is a `var`.",
      example: "var past = [1, 2]\npast.removeAll()\npast"
    ) {
      value, _ in
      try value.change { $0.removeAll() }
    }
    change(
      array, "removeAll", [Parameter("where", test, "a closure")], "takes out the elements for which a condition holds",
      details: "The others keep their order. The value before the dot is a `var`.",
      example: "var kept = [1, 2, 3]\nkept.removeAll { $0 > 2 }\nkept"
    ) { value, call in try value.change { try $0.removeAll { try call.holds(at: 0, $0) } } }
    change(
      ordered, "sort", [], "puts the elements in order",
      details:
        "What is equal keeps its order; `sorted()` gives a new array instead. The value before the dot is a `var`.",
      example: "var ranks = [3, 1]\nranks.sort()\nranks"
    ) {
      value, _ in
      try value.change { $0.sort { $0.precedes($1) } }
    }
    change(
      array, "sort", [Parameter("by", order, "whether the first of two comes first")],
      "puts the elements in an order of one's own",
      details: "What is equal in it keeps its order. The value before the dot is a `var`.",
      example: "var falling = [1, 3]\nfalling.sort(by: >)\nfalling"
    ) { value, call in try value.change { $0 = try call.sorted($0) } }
    change(
      array, "reverse", [], "turns the elements round",
      details: "`reversed()` gives a new array instead. The value before the dot is a `var`.",
      example: "var back = [1, 2]\nback.reverse()\nback"
    ) {
      value, _ in
      try value.change { $0.reverse() }
    }
    change(
      array, "swapAt",
      [
        Parameter(unlabelled: "i", .int, unit: "position, from 0", "of one"),
        Parameter(unlabelled: "j", .int, unit: "position, from 0", "of the other"),
      ],
      "exchanges two elements",
      details: "A position that is not there is an error. The value before the dot is a `var`.",
      example: "var pair = [1, 2]\npair.swapAt(0, 1)\npair"
    ) { value, call in
      try value.change { elements in
        let (i, j) = (call.int(at: 0), call.int(at: 1))
        for position in [i, j] where !elements.indices.contains(position) {
          throw CallError("there is no element \(position): the array has \(elements.count)")
        }
        elements.swapAt(i, j)
      }
    }
  }
}

extension Value {
  /// Changes an array in place.
  mutating func change(_ body: (inout [Value]) throws -> Void) throws -> Value {
    try take { elements in
      try body(&elements)
      return .void
    }
  }

  mutating func take(_ body: (inout [Value]) throws -> Value) throws -> Value {
    guard case .array(var elements) = self else { return .void }
    // The array has one owner while it is changed, so that nothing is copied.
    self = .void
    defer { self = .array(elements) }
    let result = try body(&elements)
    guard elements.count <= Bounds.longestArray else {
      throw CallError("this array has more than 10 million elements", hint: "compute over columns instead")
    }
    return result
  }
}
