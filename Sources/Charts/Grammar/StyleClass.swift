/// The class names that charts give their marks: the whole agreement between this module and a style sheet.
enum StyleClass: String {
  // Text.
  case label, num, tick, axis
  /// The direct label of a threshold line.
  case thresholdLabel = "goaltext"
  /// The direct label of the series that the chart is about.
  case mainLabel = "serieslabel"
  /// The direct label of a series to compare with.
  case comparisonLabel = "serieslabel2"

  // Lines.
  case grid, threshold, goal
  case reference = "ref"
  case interval = "ci"
  case mainLine = "line"
  case comparisonLine = "line2"
  /// One of many lines of which none matters by itself.
  case thinLine = "line3"

  // Areas and dots.
  /// `usual` is where values usually lie.
  case bar, fill, band, usual, track, met, missed, dot
  case comparisonDot = "dot2"
  /// What the reader should look at first.
  case hot

  // The cells of a heatmap, from calm to alarming, and a cell without a value.
  case level0 = "h0"
  case level1 = "h1"
  case level2 = "h2"
  case level3 = "h3"
  case level4 = "h4"
  case empty = "none"

  /// The size in pixels at which the style sheet sets text of this class.
  var fontSize: Double {
    switch self {
    case .tick: 11
    case .axis: 10
    default: 12
    }
  }

  /// The class of a heatmap cell that exceeds `count` of the four levels.
  static func level(exceeding count: Int) -> StyleClass {
    switch count {
    case ...0: .level0
    case 1: .level1
    case 2: .level2
    case 3: .level3
    default: .level4
    }
  }
}
