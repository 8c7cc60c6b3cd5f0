/// Estimates of how much room a text takes. Nothing here measures a font: the page's font is the reader's.
enum TextWidth {
  /// The mean width of a letter, in em.
  static let letter = 0.56

  /// The estimated width of `text` in pixels: 0.56 em for each character, more for capitals, 1 em for wide ones (CJK, emoji).
  static func of(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + width(of: $1) } * size
  }

  /// `text`, or as much of its beginning as fits `width` pixels, with "…" in place of the rest.
  ///
  /// A character may carry any number of combining marks, so the number of code points is limited as well. Text in a
  /// right-to-left script keeps its order and loses its logical end.
  static func truncated(_ text: String, to width: Double, size: Double) -> String {
    let available = max(0, width) / size
    let scalarLimit = 24 + Int(available * 6)
    let ellipsis = letter * 1.5
    var used = 0.0
    var scalars = 0
    var kept = text.startIndex
    for index in text.indices {
      let character = text[index]
      used += self.width(of: character)
      scalars += character.unicodeScalars.count
      if used > available || scalars > scalarLimit { return ending(text[..<kept]) + "…" }
      if used + ellipsis <= available { kept = text.index(after: index) }
    }
    return text
  }

  private static func ending(_ text: Substring) -> String {
    var text = text
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  private static func width(of character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    // Capitals are wider: labels are often codes of nothing but capitals.
    if scalar.value < 0x5B, scalar.value > 0x40 { return scalar == "W" || scalar == "M" ? 0.95 : 0.7 }
    return isWide(scalar) ? 1 : letter
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
