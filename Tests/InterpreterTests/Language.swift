import Diagnostics
import Interpreter
import Testing

/// A small vocabulary, so that the language is tested by itself.
enum Language {
  struct Point: Sendable {
    let x: Double
    let y: Double
  }

  enum Colour: Sendable { case red, green }

  static let registry: Registry = {
    var registry = Registry()
    registry.addStandardWords()
    let point = ValueType.object("Point")
    registry.add(type: "Point", "a place")
    registry.add(type: "Colour", "red or green")
    registry.add(
      Function(
        .initializer, "Point", [Parameter("x", .double), Parameter("y", .double, default: .double(0))],
        result: point, "a place"
      ) { call in
        guard case .double(let x) = call["x"], case .double(let y) = call["y"] else { return .nil }
        return .object(Object("Point", Point(x: x, y: y)))
      })
    registry.add(
      Function(.property(of: point), "x", result: .double, "how far to the right") { call in
        guard case .object(let object) = call.receiver ?? .nil, let point = object.payload as? Point else {
          return .nil
        }
        return .double(point.x)
      })
    registry.add(
      Function(.method(of: point), "scaled", [Parameter("by", .double)], result: point, "farther out") { call in
        guard case .object(let object) = call.receiver ?? .nil, let point = object.payload as? Point,
          case .double(let factor) = call["by"]
        else { return .nil }
        return .object(Object("Point", Point(x: point.x * factor, y: point.y * factor)))
      })
    for (name, colour) in [("red", Colour.red), ("green", Colour.green)] {
      registry.add(
        Function(.staticMember(of: "Colour"), name, result: .object("Colour"), name) { _ in
          .object(Object("Colour", colour))
        })
    }
    registry.add(
      Function(
        .free, "paint",
        [Parameter(unlabelled: "colour", .object("Colour")), Parameter("times", .int, default: .int(1))],
        result: .string, "paints"
      ) { call in
        guard case .object(let object) = call["colour"], let colour = object.payload as? Colour else { return .nil }
        return .string("\(colour) × \(call["times"])")
      })
    registry.add(
      Function(.free, "path", [Parameter("through", .block(of: [point]))], result: .int, "points in a row") { call in
        guard case .array(let points) = call["through"] else { return .nil }
        return .int(points.count)
      })
    registry.add(
      Function(.free, "find", [Parameter(unlabelled: "names", .array(.string))], result: .int, "fails on purpose") {
        call in
        guard case .array(let names) = call["names"] else { return .nil }
        for case .string(let name) in names where !["apple", "banana"].contains(name) {
          throw CallError("no fruit \"\(name)\"", subject: name, candidates: ["apple", "banana"])
        }
        return .int(names.count)
      })
    return registry
  }()

  static func unit(_ code: String) -> CodeUnit {
    let source = SourceText(path: "test.md", text: code)
    return CodeUnit(code: code, source: source) { line, column, length in
      source.place(line: line, utf8Column: column - 1, utf8Length: length)
    }
  }

  /// What a block shows.
  static func shown(_ code: String) throws -> [String] {
    try Interpreter(registry: registry, limits: Limits(seconds: 0.5)).run(unit(code)).map(\.value.description)
  }

  /// The diagnostic of a block that is wrong.
  static func complaint(_ code: String) throws -> String {
    do {
      let shown = try shown(code)
      Issue.record("no diagnostic, but \(shown)")
      return ""
    } catch let diagnostic as Diagnostic {
      return diagnostic.description
    }
  }
}
