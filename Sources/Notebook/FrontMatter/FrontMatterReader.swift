import Diagnostics
import Yams

/// Finds the front matter in a notebook, reads its YAML and checks each key and value.
struct FrontMatterReader {
  let source: SourceText
  var frontMatter = FrontMatter()
  private(set) var issues: [Diagnostic] = []

  /// Much more than titles and dates need, and little enough for a reader that recurses.
  private static let longestInBytes = 1 << 16
  private static let mostNestingMarks = 200

  init(source: SourceText) { self.source = source }

  /// Reads the front matter and returns the line at which the body begins, or nil where the front matter never ends.
  mutating func read() -> Int? {
    guard Self.isFence(source.line(1), among: ["---"]) else { return 1 }
    guard
      let end = (2...max(source.lineCount, 2)).first(where: { Self.isFence(source.line($0), among: ["---", "..."]) })
    else {
      report("the front matter is never closed", at: place(line: 1), hint: "close it with --- on a line of its own")
      return nil
    }
    let yaml = YAMLSection(source: source, lines: 2..<end)
    if let tooMuch = Self.reasonNotToParse(yaml.text) {
      report(tooMuch, at: place(line: 1))
    } else {
      read(yaml)
    }
    return end + 1
  }

  private static func isFence(_ line: Substring, among fences: [String]) -> Bool {
    guard let last = line.utf8.lastIndex(where: { !$0.isSpaceOrTab }) else { return false }
    return fences.contains(String(line[...last]))
  }

  private static func reasonNotToParse(_ yaml: String) -> String? {
    if yaml.utf8.count > longestInBytes { return "the front matter is longer than 64 KB" }
    let marks = yaml.utf8.reduce(into: 0) { count, byte in
      if "[{-?".utf8.contains(byte) { count += 1 }
    }
    return marks > mostNestingMarks ? "the front matter is nested too deeply" : nil
  }

  private mutating func read(_ yaml: YAMLSection) {
    do {
      switch try Yams.compose(yaml: yaml.text, .basic) {
      case nil: break
      case .mapping(let mapping): for (key, value) in mapping { read(key, value, in: yaml) }
      case let other?: report("the front matter is not written as key: value", at: yaml.place(other.mark))
      }
    } catch let error as YamlError {
      issues.append(yaml.diagnostic(for: error))
      if let rest = yaml.omittingLine(of: error) { read(rest) }
    } catch {
      report("the front matter is not valid YAML", at: place(line: 1))
    }
  }

  private mutating func read(_ keyNode: Yams.Node, _ value: Yams.Node, in yaml: YAMLSection) {
    guard let name = keyNode.scalar?.string else {
      return report("a key must be a word", at: yaml.place(keyNode.mark), hint: Self.listOfKeys)
    }
    let keyPlace = yaml.place(keyNode.mark, utf8Length: name.utf8.count)
    guard let key = FrontMatter.Key(rawValue: name) else {
      let nearest = nearestName(to: name, among: FrontMatter.Key.allCases.map(\.rawValue))
      let hint = Self.insteadOfKey[name.lowercased()] ?? nearest.map { "did you mean \"\($0)\"?" }
      return report("unknown front matter key \"\(name)\"", at: keyPlace, hint: hint ?? Self.listOfKeys)
    }
    frontMatter.places[key] = keyPlace
    if key == .privacy, value.null == nil { return readPrivacy(value, in: yaml) }
    guard let scalar = value.scalar else {
      let kind = value.sequence == nil ? "a mapping" : "a list"
      return report("the \(key) must be text, not \(kind)", at: yaml.place(value.mark), hint: "put the text in quotes")
    }
    guard value.null == nil else { return }
    // Block scalars and quoted texts may hold line breaks: the text is one line wherever it is shown.
    let text = scalar.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let place = yaml.place(scalar.mark, utf8Length: scalar.string.utf8.count)
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return report("the \(key) contains a control character", at: place)
    }
    guard !text.isEmpty else { return }
    if let problem = frontMatter.set(key, to: text) { return report(problem.message, at: place, hint: problem.hint) }
    if key == .accent { warnOfContrast(text, at: place) }
  }

  private mutating func warnOfContrast(_ accent: String, at place: Place) {
    let ratio = AccentContrast.ratio(of: accent)
    guard ratio < AccentContrast.least else { return }
    // Rounded down, so that what is too little does not look like enough.
    issues.append(
      Diagnostic(
        "links in \(accent) are hard to read: their contrast to the paper is \((ratio * 10).rounded(.down) / 10), and "
          + "\(AccentContrast.least) is needed",
        severity: .warning, in: source, at: place, hint: "take a darker colour"))
  }

  private static let parameterRule = "a parameter is declared in a block: let week = parameter(\"week\", default: …)"

  /// What to write instead of keys that other tools have.
  private static let insteadOfKey = [
    "params": parameterRule, "parameters": parameterRule, "param": parameterRule, "language": "write lang",
    "authors": "write author", "description": "write subtitle", "name": "write title", "heading": "write title",
  ]

  private static let listOfKeys = "the keys are " + FrontMatter.Key.allCases.map(\.rawValue).joined(separator: ", ")

  private func place(line: Int) -> Place {
    source.place(line: line, utf8Column: 0, utf8Length: 3)
  }

  mutating func report(_ message: String, at place: Place, hint: String? = nil) {
    issues.append(Diagnostic(message, in: source, at: place, hint: hint))
  }
}
