import Diagnostics

/// What a fence's info string asks for.
enum InfoString {
  /// Code that is shown and does not run.
  case plain
  /// Code that runs; the word may be missing.
  case step(StepWord?)
  case wrong(Diagnostic)

  init(of fence: Fence, in source: SourceText) {
    let words = Self.words(of: fence, in: source)
    guard let language = words.first else {
      self = .plain
      return
    }
    guard language.text == "swift" else {
      self = Self.otherLanguage(language, in: source)
      return
    }
    if words.count > 2 {
      self = .wrong(
        Diagnostic(
          "a block is one step: \"\(words[2].text)\" is one word too many", in: source, at: words[2].place,
          hint: "options stand in the block as //| key: value"))
    } else if let word = words.dropFirst().first {
      self = Self.step(word, in: source)
    } else {
      self = .step(nil)
    }
  }

  private typealias Word = (text: Substring, place: Place)

  private static func words(of fence: Fence, in source: SourceText) -> [Word] {
    fence.info.split(whereSeparator: \.isWhitespace).map { word in
      let column = fence.info.utf8.distance(from: fence.info.startIndex, to: word.startIndex)
      let place = source.place(
        line: fence.line, utf8Column: fence.infoUTF8Column + column, utf8Length: word.utf8.count)
      return (word, place)
    }
  }

  private static func step(_ word: Word, in source: SourceText) -> InfoString {
    if let step = StepWord(rawValue: String(word.text)) { return .step(step) }
    let all = StepWord.allCases.map(\.rawValue)
    let list = "the steps are " + all.joined(separator: ", ")
    let nearest = nearestName(to: String(word.text), among: all)
    return .wrong(
      Diagnostic(
        "unknown step \"\(word.text)\"", in: source, at: word.place,
        hint: nearest.map { "did you mean \"\($0)\"? \(list)" } ?? list))
  }

  /// Tells other languages from misspelt `swift`.
  private static func otherLanguage(_ word: Word, in source: SourceText) -> InfoString {
    let bytes = word.text.utf8
    let letters = bytes.drop { !$0.isLetter }.prefix(while: \.isLetter)
    guard String(decoding: letters, as: UTF8.self).lowercased() == "swift" else { return .plain }
    if letters.count == bytes.count {
      return .wrong(
        Diagnostic(
          "a block of \"\(word.text)\" is shown but does not run", severity: .warning, in: source, at: word.place,
          hint: "did you mean \"swift\"?"))
    }
    // `swift5` and `swift-format` are names of their own; `swift{…}` and `{swift}` are other notebooks' spellings.
    guard bytes.contains(where: { !$0.isLetter && !$0.isDigit && $0 != UInt8(ascii: "-") }) else { return .plain }
    return .wrong(
      Diagnostic(
        "unknown info string \"\(word.text)\"", in: source, at: word.place,
        hint: "write swift, then a space and the step"))
  }
}
