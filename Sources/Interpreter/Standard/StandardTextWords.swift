import Foundation

extension Registry {
  mutating func addStandardTextWords() {
    standard(
      .property(of: .string), "count", gives: .int, "how many characters there are",
      details: "Characters as readers see them: an accent belongs to its letter, and a flag is one.",
      example: "\"delay\".count"
    ) {
      .int($0.text.count)
    }
    standard(
      .property(of: .string), "isEmpty", gives: .bool, "whether there is no character",
      details: "A blank is a character: `\" \"` is not empty.", example: "\"\".isEmpty"
    ) {
      .bool($0.text.isEmpty)
    }
    for (name, change) in [
      ("uppercased", { @Sendable (text: String) in text.uppercased() }),
      ("lowercased", { @Sendable text in text.lowercased() }),
    ] {
      standard(
        .method(of: .string), name, gives: .string, "the text in \(name == "uppercased" ? "capital" : "small") letters",
        details: "As Unicode does without regard to a language: `ß` in capitals is `SS`.", example: "\"Jfk\".\(name)()"
      ) { .string(change($0.text)) }
    }
    standard(
      .property(of: .string), "capitalized", gives: .string, "the text with a capital first in every word",
      details: "As Foundation's: the other letters become small, so that `JFK` is written `Jfk`.",
      example: "\"late flights\".capitalized"
    ) { .string($0.text.capitalized) }
    let other = Parameter(unlabelled: "other", .string, "the text to look for")
    for (name, summary, holds) in [
      ("hasPrefix", "whether the text starts with another", { @Sendable (a: String, b: String) in a.hasPrefix(b) }),
      ("hasSuffix", "whether the text ends with another", { @Sendable a, b in a.hasSuffix(b) }),
      ("contains", "whether the text holds another", { @Sendable a, b in b.isEmpty || a.contains(b) }),
    ] {
      standard(
        .method(of: .string), name, [other], gives: .bool, summary,
        details: "Capitals matter. Every text starts with, ends with and contains the empty one.",
        example: "\"N12345\".\(name)(\"N\")"
      ) {
        .bool(holds($0.text, $0.text(at: 0)))
      }
    }
    standard(
      .method(of: .string), "split", [Parameter("separator", .string, "what stands between the parts")],
      gives: .array(.string), "the parts between separators; empty parts are left out",
      details: "Their order stays. A separator of several characters is taken as a whole; an empty one is an error.",
      example: "\"EWR,JFK,LGA\".split(separator: \",\")"
    ) { call in
      guard !call.text(at: 0).isEmpty else { throw CallError("a separator has at least one character") }
      return .array(call.text.split(separator: call.text(at: 0)).map { .string(String($0)) })
    }
    standard(
      .method(of: .string), "components", [Parameter("separatedBy", .string, "what stands between the parts")],
      gives: .array(.string), "the parts between separators, empty ones as well",
      details: "As Foundation's method: a text without the separator gives itself as the one part.",
      example: "\"a,,b\".components(separatedBy: \",\")"
    ) { .array($0.text.components(separatedBy: $0.text(at: 0)).map { .string($0) }) }
    standard(
      .method(of: .string), "replacing",
      [
        Parameter(unlabelled: "other", .string, "the text to look for"),
        Parameter("with", .string, "what stands there instead"),
      ],
      gives: .string, "the text with every find replaced",
      details: "From left to right, finds that do not overlap. What is not found changes nothing.",
      example: "\"a-b\".replacing(\"-\", with: \" \")"
    ) { call in
      guard !call.text(at: 0).isEmpty else { return .string(call.text) }
      return .string(call.text.replacing(call.text(at: 0), with: call.text(at: 1)))
    }
    add(type: "CharacterSet", "a set of characters to trim", can: [.equatable])
    for (name, set, summary) in [
      ("whitespaces", CharacterSet.whitespaces, "blanks and tabs"),
      ("whitespacesAndNewlines", .whitespacesAndNewlines, "blanks, tabs and line breaks"),
      ("punctuationCharacters", .punctuationCharacters, "punctuation"), ("decimalDigits", .decimalDigits, "digits"),
    ] {
      standard(
        .staticMember(of: "CharacterSet"), name, gives: .object("CharacterSet"), summary,
        details: "As Foundation's sets of Unicode characters.", example: "\" 12. \".trimmingCharacters(in: .\(name))"
      ) { _ in .object(Object("CharacterSet", set)) }
    }
    standard(
      .method(of: .string), "trimmingCharacters", [Parameter("in", .object("CharacterSet"), "what to take away")],
      gives: .string, "the text without certain characters at its ends",
      details: "As Foundation's method: what stands between others stays.",
      example: "\"  late \".trimmingCharacters(in: .whitespaces)"
    ) { call in
      guard case .object(let object) = call[0], let set = object.payload as? CharacterSet else {
        return .string(call.text)
      }
      return .string(call.text.trimmingCharacters(in: set))
    }
    for (name, take) in [
      ("prefix", { @Sendable (text: String, count: Int) in String(text.prefix(count)) }),
      ("suffix", { @Sendable text, count in String(text.suffix(count)) }),
    ] {
      standard(
        .method(of: .string), name, [Parameter(unlabelled: "count", .int, unit: "characters", "how many")],
        gives: .string,
        "the \(name == "prefix" ? "first" : "last") characters",
        details: "Where there are fewer, all of them. A negative count is an error.", example: "\"2013-W27\".\(name)(4)"
      ) { .string(take($0.text, try $0.count(at: 0))) }
    }
    for (name, drop) in [
      ("dropFirst", { @Sendable (text: String, count: Int) in String(text.dropFirst(count)) }),
      ("dropLast", { @Sendable text, count in String(text.dropLast(count)) }),
    ] {
      standard(
        .method(of: .string), name,
        [Parameter(unlabelled: "count", .int, default: .int(1), unit: "characters", "how many to leave out")],
        gives: .string, "the text without its \(name == "dropFirst" ? "first" : "last") characters",
        details: "Where there are fewer, nothing is left. A negative count is an error.", example: "\"W27\".\(name)()"
      ) { .string(drop($0.text, try $0.count(at: 0))) }
    }
    for (name, pick) in [
      ("first", { @Sendable (text: String) in text.first }), ("last", { @Sendable text in text.last }),
    ] {
      standard(
        .property(of: .string), name, gives: .optional(.character), "the \(name) character, or nil",
        details: "Nil where the text is empty. A character stands beside a text of one: `== \"K\"`.",
        example: "\"JFK\".\(name) == \"K\""
      ) { pick($0.text).map { .string(String($0)) } ?? .nil }
    }
    standard(
      .method(of: .string), "filter",
      [Parameter(unlabelled: "isIncluded", .function(parameters: [.character], result: .bool), "a closure")],
      gives: .string, "the characters for which a condition holds, as a text",
      details: "They keep their order. An array's method of that name gives an array.",
      example: "\"Gate B6\".filter { $0.isNumber }"
    ) { call in .string(String(try call.text.filter { try call.holds(at: 0, .string(String($0))) })) }
    standard(
      .initializer, "String",
      [Parameter("repeating", .string, "a text"), Parameter("count", .int, unit: "times", "how often")], gives: .string,
      "a text, over and over",
      details: "A negative count is an error, and so is a text of more than 100 million bytes.",
      example: "String(repeating: \"–\", count: 3)"
    ) { call in
      let count = try call.count(at: 1)
      guard call.text(at: 0).utf8.count.multipliedReportingOverflow(by: count).overflow == false,
        call.text(at: 0).utf8.count * count <= Bounds.longestText
      else { throw CallError("this text is longer than 100 million bytes") }
      return .string(String(repeating: call.text(at: 0), count: count))
    }
    change(
      .string, "append", [Parameter(unlabelled: "other", .string, "what comes behind")], "puts a text behind this one",
      details: "The same as `remark += \"!\"`. The value before the dot is a `var`.",
      example: "var remark = \"late\"\nremark.append(\"!\")\nremark"
    ) { value, call in
      guard case .string(var text) = value else { return .void }
      guard text.utf8.count + call.text(at: 0).utf8.count <= Bounds.longestText else {
        throw CallError("this text is longer than 100 million bytes")
      }
      value = .void
      text += call.text(at: 0)
      value = .string(text)
      return .void
    }
    for (name, summary, holds) in [
      (
        "isNumber", "whether this is a digit or another number",
        { @Sendable (character: Character) in character.isNumber }
      ),
      ("isLetter", "whether this is a letter", { @Sendable character in character.isLetter }),
      (
        "isWhitespace", "whether this is a blank, a tab or a line break",
        { @Sendable character in character.isWhitespace }
      ),
      ("isUppercase", "whether this is a capital letter", { @Sendable character in character.isUppercase }),
      ("isLowercase", "whether this is a small letter", { @Sendable character in character.isLowercase }),
    ] {
      standard(
        .property(of: .character), name, gives: .bool, summary,
        details: "Characters come from a text: by a loop, by `first`, by a closure over it.",
        example: "\"B6\".filter { $0.\(name) }.count"
      ) { .bool($0.text.first.map(holds) ?? false) }
    }
  }
}
