/// The name of what ends at the right of a chart.
struct EndLabel {
  let text: String
  /// Where its baseline would like to be.
  let y: Double
  let style: StyleClass
  /// The colour that it stands for, where its own does not say so.
  let swatch: StyleClass?

  init(_ text: String, y: Double, _ style: StyleClass, swatch: StyleClass? = nil) {
    self.text = text
    self.y = y
    self.style = style
    self.swatch = swatch
  }

  /// The room that the longest of some names takes. Names of series are set in bold, which is wider.
  static func width(of names: [String]) -> Double {
    names.map { TextWidth.of(String($0.prefix(60)), size: 13) }.max() ?? 0
  }
}

extension SVG {
  /// Writes names one below the other, each as near to its wish as the others allow.
  mutating func endLabels(
    _ labels: [EndLabel], from x: Double, within room: Double, in range: ClosedRange<Double>, spacing: Double = 14
  ) {
    let places = LabelStack.placed(labels.map(\.y), spacing: spacing, in: range)
    for (label, y) in zip(labels, places) {
      guard let swatch = label.swatch else {
        text(label.text, x: x, y: y, label.style, within: room)
        continue
      }
      rect(x: x, y: y - 9, width: 9, height: 9, radius: 2, swatch)
      text(label.text, x: x + 14, y: y, label.style, within: room - 14)
    }
  }
}
