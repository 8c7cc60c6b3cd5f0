/// The number that a cell of a table shows, for what is done by size: sorting rows, bars in cells.
enum DisplayedNumber {
  /// `1,344.5`, `64.8%`, `−0.3`, `2.64×`, `12.5k`, `under 0.001`; nil of anything that does not begin with a number.
  static func value(of text: String) -> Double? {
    var text = text[...]
    // Below the bound, and so just smaller than any number that reaches it.
    let isUnder = text.hasPrefix("under ")
    if isUnder { text = text.dropFirst(6) }
    var digits = ""
    var hasDigit = false
    for character in text {
      switch character {
      case "−" where digits.isEmpty: digits = "-"
      case "+" where digits.isEmpty: continue
      case ",": continue
      case ".", "0"..."9":
        digits.append(character)
        hasDigit = hasDigit || character != "."
      default:
        guard hasDigit, var number = Double(digits) else { return nil }
        let units: [Character: Double] = ["k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12]
        number *= units[character] ?? 1
        return isUnder ? number * 0.999_999 : number
      }
    }
    guard hasDigit else { return nil }
    return Double(digits).map { isUnder ? $0 * 0.999_999 : $0 }
  }
}

extension TableComponent {
  /// The number in each cell, row by row; nil where it holds none.
  var numbers: [[Double?]] {
    rows.map { row in
      row.map { cell in
        switch cell {
        case .number(let text): DisplayedNumber.value(of: text)
        case .text, .name, .state, .chart: nil
        }
      }
    }
  }
}
