import OrderedCollections

extension Registry {
  private var key: ValueType { .generic("Key", .hashable) }
  private var value: ValueType { .generic("Value") }
  private var dictionary: ValueType { .dictionary(key: key, value: value) }

  mutating func addDictionaryWords() {
    let order =
      """
      A dictionary keeps the order in which its keys were first set, so that a report is the same in every run. \
      Compiled Swift keeps none: sort the keys where a tangled notebook must agree.
      """
    standard(
      .property(of: dictionary), "count", gives: .int, "how many entries there are", details: order,
      example: "[\"EWR\": 1].count"
    ) { .int($0.entries.count) }
    standard(
      .property(of: dictionary), "isEmpty", gives: .bool, "whether there is no entry", details: order,
      example: "[\"EWR\": 1].count"
    ) {
      .bool($0.entries.isEmpty)
    }
    standard(
      .property(of: dictionary), "keys", gives: .array(key), "the keys", details: order, example: "[\"EWR\": 1].keys"
    ) {
      .array(Array($0.entries.keys))
    }
    standard(
      .property(of: dictionary), "values", gives: .array(value), "the values", details: order,
      example: "[\"EWR\": 1].values"
    ) {
      .array(Array($0.entries.values))
    }
    let result = ValueType.generic("Result")
    standard(
      .method(of: dictionary), "mapValues",
      [Parameter(unlabelled: "transform", .function(parameters: [value], result: result), "a closure")],
      gives: .dictionary(key: key, value: result), "the same keys with what a closure makes of their values",
      details: "The keys keep their order.", example: "[\"EWR\": 1].mapValues { $0 * 2 }[\"EWR\"] ?? 0"
    ) { call in .dictionary(try call.entries.mapValues { try call.call(at: 0, $0) }) }
    standard(
      .method(of: dictionary), "filter",
      [
        Parameter(
          unlabelled: "isIncluded",
          .function(parameters: [.tuple([.init("key", key), .init("value", value)])], result: .bool),
          "a closure of one entry")
      ], gives: dictionary, "the entries for which a condition holds",
      details: "The closure is given an entry, with `.key` and `.value`. Entries keep their order.",
      example: "[\"EWR\": 1, \"JFK\": 2].filter { $0.value > 1 }.count"
    ) { call in .dictionary(try call.entries.filter { try call.holds(at: 0, .tuple([$0.key, $0.value])) }) }
    standard(
      .initializer, "Dictionary",
      [
        Parameter("grouping", .array(.generic("Element")), "the elements"),
        Parameter("by", .function(parameters: [.generic("Element")], result: key), "what an element's key is"),
      ], gives: .dictionary(key: key, value: .array(.generic("Element"))), "elements in groups of the same key",
      details: "The groups stand in the order of their first elements, and so do the elements in a group.",
      example: "Dictionary(grouping: [\"EWR\", \"ERI\", \"JFK\"], by: { $0.prefix(1) }).count"
    ) { call in
      var groups: OrderedDictionary<Value, [Value]> = [:]
      for element in call.values(at: 0) { groups[try call.call(at: 1, element), default: []].append(element) }
      return .dictionary(groups.mapValues { .array($0) })
    }
    standard(
      .initializer, "Dictionary",
      [Parameter("uniqueKeysWithValues", .array(.tuple([.init(key), .init(value)])), "pairs of a key and a value")],
      gives: dictionary, "a dictionary of pairs, each with a key of its own",
      details: "A key that is there twice is an error; `Dictionary(grouping:by:)` collects them.",
      example: "Dictionary(uniqueKeysWithValues: zip([\"a\", \"b\"], [1, 2])).count"
    ) { call in
      var entries: OrderedDictionary<Value, Value> = [:]
      for case .tuple(let pair) in call.values(at: 0) {
        guard entries.updateValue(pair[1], forKey: pair[0]) == nil else {
          throw CallError("the key \(pair[0]) is there twice", hint: "use Dictionary(grouping:by:)")
        }
      }
      return .dictionary(entries)
    }
    change(
      dictionary, "removeValue", [Parameter("forKey", key, "the key")], gives: .optional(value), "takes an entry out",
      details:
        "The value that it had is the result, nil where the key was not there. `counts[\"EWR\"] = nil` does the same. The value before the dot is a `var`.",
      example: "var counts = [\"EWR\": 1]\n_ = counts.removeValue(forKey: \"EWR\")\ncounts.count"
    ) { place, call in
      guard case .dictionary(var entries) = place else { return .nil }
      place = .void
      let taken = entries.removeValue(forKey: call[0])
      place = .dictionary(entries)
      return taken ?? .nil
    }
    change(
      dictionary, "updateValue",
      [Parameter(unlabelled: "value", value, "the new value"), Parameter("forKey", key, "the key")],
      gives: .optional(value), "sets an entry, and gives what it was before",
      details:
        "Nil where the key was not there. `shares[\"EWR\"] = 0.6` sets it too, and gives nothing. The value before the dot is a `var`.",
      example: "var shares = [\"EWR\": 0.5]\n_ = shares.updateValue(0.6, forKey: \"EWR\")\nshares.count"
    ) { place, call in
      guard case .dictionary(var entries) = place else { return .nil }
      place = .void
      let former = entries.updateValue(call[0], forKey: call[1])
      place = .dictionary(entries)
      return former ?? .nil
    }
    change(
      dictionary, "removeAll", [], "takes all entries out",
      details: "The dictionary is empty after it. The value before the dot is a `var`.",
      example: "var cache = [\"EWR\": 1]\ncache.removeAll()\ncache.count"
    ) {
      place, _ in
      place = .dictionary([:])
      return .void
    }
  }

  mutating func addOptionalWords() {
    let wrapped = ValueType.generic("Wrapped")
    let result = ValueType.generic("Result")
    for (name, gives) in [("map", result), ("flatMap", ValueType.optional(result))] {
      standard(
        .method(of: .optional(wrapped)), name,
        [Parameter(unlabelled: "transform", .function(parameters: [wrapped], result: gives), "a closure")],
        gives: .optional(result), "what a closure makes of a value that is there, else nil",
        details:
          "`if let` reads better where there is more to do than one step. The closure of `flatMap` may give nil itself.",
        example: "Int(\"4\").\(name) { $0 * 2 } ?? 0"
      ) { call in
        guard let value = call.receiver else { return .nil }
        if case .nil = value { return .nil }
        return try call.call(at: 0, value)
      }
    }
  }
}

extension Call {
  /// The entries of the dictionary before the dot.
  var entries: OrderedDictionary<Value, Value> {
    if case .dictionary(let entries) = receiver { entries } else { [:] }
  }
}
