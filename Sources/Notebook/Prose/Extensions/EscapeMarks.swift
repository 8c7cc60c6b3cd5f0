/// Keeps apart, through libcmark, what means something to our extensions and what a backslash made plain text: libcmark
/// drops the backslash, so that `\|` and `|` would be the same to who reads its tree.
///
/// Before it reads, each such character with its backslash becomes one rare character of the same class (punctuation),
/// and is put back afterwards: in text without the backslash, in code and raw HTML with it.
struct EscapeMarks: Sendable {
  /// What is marked: as it is written, as it reads, and the character that stands for it.
  private static let marks: [(source: String, text: String, mark: Character)] = [
    ("\\|", "|", "\u{2E36}"), ("\\~", "~", "\u{2E37}"), ("\\[", "[", "\u{2E38}"), ("[", "[", FootnoteMark.bracket),
  ]

  /// A text that holds one of these characters itself is left as it is.
  private let isUsable: Bool
  /// The labels of the notes that the text defines.
  let noteLabels: Set<String>

  init(_ text: String) {
    isUsable = !text.unicodeScalars.contains { (0x2E36...0x2E39).contains($0.value) }
    noteLabels = isUsable ? FootnoteMark.definedLabels(in: text) : []
  }

  /// The bytes that libcmark reads.
  func marked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard isUsable else { return Array(bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex {
        let next = bytes[index + 1]
        if let mark = Self.marks.first(where: { $0.source.utf8.elementsEqual([byte, next]) }) {
          result += Array(String(mark.mark).utf8)
        } else {
          result += [byte, next]
        }
        index += 2
        continue
      }
      if byte == UInt8(ascii: "["), FootnoteMark.label(at: index, in: bytes).map(noteLabels.contains) ?? false {
        result += Array(String(FootnoteMark.bracket).utf8)
      } else {
        result.append(byte)
      }
      index += 1
    }
    return result
  }

  /// A marked text as it reads.
  func text(_ marked: String) -> String { replaced(marked) { $0.text } }

  /// A marked text as it was written.
  func source(_ marked: String) -> String { replaced(marked) { $0.source } }

  private func replaced(
    _ text: String, _ spelling: ((source: String, text: String, mark: Character)) -> String
  ) -> String {
    let marks = Self.marks
    guard isUsable, text.utf8.contains(0xE2),
      text.contains(where: { character in marks.contains { $0.mark == character } })
    else {
      return text
    }
    return text.map { character in
      marks.first { $0.mark == character }.map(spelling) ?? String(character)
    }.joined()
  }
}

/// How notes are spelt: `[^label]` in a sentence, `[^label]: text` at the start of a line.
enum FootnoteMark {
  /// Stands for the bracket of a note's mark, which libcmark would take for that of a link.
  static let bracket: Character = "\u{2E39}"

  /// The label at a `[`; nil where none stands there, or a link.
  static func label(at index: Int, in bytes: ArraySlice<UInt8>) -> String? {
    guard index + 2 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "^") else { return nil }
    let run = bytes[(index + 2)...].prefix(while: isPartOfLabel)
    guard !run.isEmpty, run.endIndex < bytes.endIndex, bytes[run.endIndex] == UInt8(ascii: "]") else { return nil }
    let behind = run.endIndex + 1
    guard behind >= bytes.endIndex || bytes[behind] != UInt8(ascii: "(") else { return nil }
    return String(decoding: run, as: UTF8.self).lowercased()
  }

  static func isPartOfLabel(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  static func definedLabels(in text: String) -> Set<String> {
    guard text.contains("[^") else { return [] }
    let pattern = /^ {0,3}\[\^([A-Za-z0-9_-]+)\]:/.anchorsMatchLineEndings()
    return Set(text.matches(of: pattern).map { $0.1.lowercased() })
  }
}
