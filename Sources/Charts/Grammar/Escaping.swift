extension String {
  /// The text as it may stand in XML, between tags or inside a quoted attribute.
  ///
  /// The five characters with a meaning in markup become entities, line breaks and tabs become spaces, and characters
  /// that XML 1.0 forbids or that steer a terminal (the C0 and C1 controls, noncharacters) are left out.
  var escaped: String {
    // Most texts are plain ones.
    let isPlain = utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22 && byte != 0x27
    }
    guard !isPlain else { return self }
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t", "\u{2028}", "\u{2029}": result += " "
      default: if !scalar.isForbiddenInMarkup { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// The text as it may stand in an `id` attribute and in `url(#…)`.
  var identifier: String {
    var result = ""
    for scalar in unicodeScalars.prefix(100) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": result.unicodeScalars.append(scalar)
      default: result += "-"
      }
    }
    return result.isEmpty ? "chart" : result
  }
}

extension Unicode.Scalar {
  fileprivate var isForbiddenInMarkup: Bool {
    properties.generalCategory == .control || properties.isNoncharacterCodePoint
  }
}
