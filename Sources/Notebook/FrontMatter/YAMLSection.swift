import Diagnostics
import Yams

/// The YAML lines of a front matter: Yams's marks become places in the file, its errors plain words.
struct YAMLSection {
  let source: SourceText
  /// The lines of the file between the two fences.
  let lines: Range<Int>
  /// Lines that are read as empty, since what is wrong with them was said.
  private var omitted: Set<Int> = []

  init(source: SourceText, lines: Range<Int>) {
    self.source = source
    self.lines = lines
  }

  /// The YAML alone.
  var text: String { lines.map { (omitted.contains($0) ? "" : source.line($0)) + "\n" }.joined() }

  /// The section without a line in which a value holds a colon, which says nothing of the others; nil where something
  /// else is wrong.
  func omittingLine(of error: YamlError) -> YAMLSection? {
    guard case .scanner(_, "mapping values are not allowed in this context", let mark, _) = error else { return nil }
    let before = scalars(before: mark)
    guard before.first?.properties.isWhitespace == false, before.contains(":") else { return nil }
    var rest = self
    return rest.omitted.insert(number(of: mark)).inserted ? rest : nil
  }

  /// The place in the file of a mark in the YAML; Yams counts columns in Unicode scalars.
  func place(_ mark: Mark?, utf8Length: Int = 1) -> Place {
    guard let mark else { return source.place(line: lines.lowerBound, utf8Column: 0) }
    let column = scalars(before: mark).reduce(0) { $0 + UTF8.width($1) }
    return source.place(line: number(of: mark), utf8Column: column, utf8Length: utf8Length)
  }

  /// Tells the author what a YAML error means for the notebook, at the character to look at.
  func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = explanation(of: problem, at: mark, context: context)
      return Diagnostic(words.message, in: source, at: words.place, hint: words.hint)
    case .duplicatedKeysInMapping(let duplicates, _):
      let key = duplicates.first ?? ""
      return Diagnostic("\"\(key)\" is written twice", in: source, at: placeOfSecond(key), hint: "keep one of them")
    case .reader: return unreadableCharacter
    default:
      return Diagnostic("the front matter is not valid YAML", in: source, at: place(nil))
    }
  }

  private struct Explanation {
    var message: String
    var place: Place
    var hint: String?
  }

  private func explanation(of problem: String, at mark: Mark, context: YamlError.Context?) -> Explanation {
    let start = place(context?.mark ?? mark)
    let here = place(mark)
    switch problem {
    case "mapping values are not allowed in this context": return misplacedColon(at: mark)
    case "found unexpected end of stream":
      return Explanation(message: "this quote is never closed", place: start, hint: "close it on the same line")
    case "did not find expected ',' or ']'":
      return Explanation(message: "this list is never closed", place: start, hint: "a text that starts so needs quotes")
    case "did not find expected ',' or '}'":
      return Explanation(
        message: "this mapping is never closed", place: start, hint: "a text that starts so needs quotes")
    case "could not find expected ':'":
      return Explanation(message: "this line has no colon", place: start, hint: "write it as key: value")
    case "found unknown escape character":
      return Explanation(
        message: "an unknown escape in quotes", place: here, hint: "write \\\\ for a backslash, or use single quotes")
    case "found character that cannot start any token", "did not find expected node content",
      "found undefined alias", "block sequence entries are not allowed in this context",
      "mapping keys are not allowed in this context", "did not find expected comment or line break",
      "did not find expected alphabetic or numeric character":
      return badStart(at: problem.hasPrefix("did not find") ? context?.mark ?? mark : mark)
    case "found a tab character that violates indentation":
      return Explanation(message: "a tab indents this line", place: here, hint: "start every key at the left margin")
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
      return isBehindQuote(mark)
        ? Explanation(message: "text behind a closing quote", place: here, hint: "put the whole value in double quotes")
        : Explanation(message: "this line is not written as key: value", place: here)
    default: return Explanation(message: "the front matter is not valid YAML: \(problem)", place: here)
    }
  }

  /// A colon where YAML wants none: in a value, behind an indented key, or below a line that lacks its own.
  private func misplacedColon(at mark: Mark) -> Explanation {
    let before = scalars(before: mark)
    if before.first?.properties.isWhitespace == true {
      let start = source.place(line: number(of: mark), utf8Column: 0)
      return Explanation(message: "this line is indented", place: start, hint: "start every key at the left margin")
    }
    if !before.contains(":"), mark.line > 1 {
      let start = source.place(line: number(of: mark) - 1, utf8Column: 0)
      return Explanation(message: "this line has no colon", place: start, hint: "write it as key: value")
    }
    return Explanation(message: "a colon inside a value", place: place(mark), hint: "put the value in quotes")
  }

  /// A character that YAML reads as an instruction where a value should begin.
  private func badStart(at mark: Mark) -> Explanation {
    guard let character = source.line(number(of: mark)).unicodeScalars.dropFirst(mark.column - 1).first else {
      return Explanation(message: "a value is missing", place: place(mark))
    }
    if character == "\t" {
      return Explanation(
        message: "a tab indents this line", place: place(mark), hint: "start every key at the left margin")
    }
    return Explanation(
      message: "a value cannot start with \"\(character)\"", place: place(mark), hint: "put the value in quotes")
  }

  /// The line in the file; a mark behind the YAML's end means its last line.
  private func number(of mark: Mark) -> Int {
    min(lines.lowerBound + mark.line - 1, max(lines.upperBound - 1, lines.lowerBound))
  }

  private func scalars(before mark: Mark) -> Substring.UnicodeScalarView {
    source.line(number(of: mark)).unicodeScalars.prefix(max(mark.column - 1, 0))
  }

  private func isBehindQuote(_ mark: Mark) -> Bool {
    guard let last = scalars(before: mark).last(where: { $0 != " " }) else { return false }
    return last == "\"" || last == "'"
  }

  /// The place of a key that stands for the second time.
  private func placeOfSecond(_ key: String) -> Place {
    let found = lines.filter { number in
      let name = source.line(number).prefix { $0 != ":" }
      return name.trimmingPrefix { $0 == "\"" || $0 == "'" }.prefix { $0 != "\"" && $0 != "'" && $0 != " " } == key
    }
    let number = found.dropFirst().first ?? found.first ?? lines.lowerBound
    return source.place(line: number, utf8Column: 0, utf8Length: key.utf8.count)
  }

  /// YAML allows no control characters but the tab.
  private var unreadableCharacter: Diagnostic {
    for number in lines {
      let line = source.line(number)
      let column = line.utf8.enumerated().first { ($0.element < 0x20 && $0.element != 0x09) || $0.element == 0x7F }
      if let column {
        let place = source.place(line: number, utf8Column: column.offset)
        return Diagnostic("a control character", in: source, at: place, hint: "delete it")
      }
    }
    return Diagnostic("the front matter contains a control character", in: source, at: place(nil))
  }
}
