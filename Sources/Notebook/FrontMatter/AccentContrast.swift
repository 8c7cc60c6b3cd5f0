import Foundation

/// How well text of a colour can be read on a page's light paper (WCAG 2.1, contrast ratio).
///
/// On dark paper the accent is mixed with white, which any colour can be read in.
enum AccentContrast {
  /// What level AA asks of small text.
  static let least = 4.5
  /// The relative luminance of the tint behind callouts and code, the darker of the two light papers.
  private static let paper = luminance(0xF5, 0xF7, 0xF8)

  /// From 1 to 21.
  ///
  /// - Parameter colour: `#rgb` or `#rrggbb`.
  static func ratio(of colour: String) -> Double {
    let digits = colour.dropFirst().compactMap(\.hexDigitValue)
    let channels =
      digits.count == 3
      ? digits.map { $0 * 17 } : stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] * 16 + digits[$0 + 1] }
    guard channels.count == 3 else { return 1 }
    let own = luminance(channels[0], channels[1], channels[2])
    return (max(own, paper) + 0.05) / (min(own, paper) + 0.05)
  }

  private static func luminance(_ red: Int, _ green: Int, _ blue: Int) -> Double {
    func linear(_ channel: Int) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
