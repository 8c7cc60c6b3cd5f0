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
  /// What happened.
  case eventLabel = "eventtext"

  // Lines.
  case grid, threshold, goal
  case reference = "ref"
  case interval = "ci"
  case mainLine = "line"
  case comparisonLine = "line2"
  /// Where something happened.
  case event
  /// One of many lines of which none matters by itself.
  case thinLine = "line3"

  // Areas and dots.
  /// `usual` is where values usually lie.
  case bar, fill, band, usual, track, met, missed, dot
  /// A band around another one.
  case outerBand = "outer"
  case comparisonDot = "dot2"
  /// What the reader should look at first.
  case hot

  // Series of which each has a colour of its own: dark and light by turns, so that neighbours differ in grey as well.
  case series0 = "s0"
  case series1 = "s1"
  case series2 = "s2"
  case series3 = "s3"
  case series4 = "s4"
  case series5 = "s5"

  /// The same as lines.
  case seriesLine0 = "l0"
  case seriesLine1 = "l1"
  case seriesLine2 = "l2"
  case seriesLine3 = "l3"
  case seriesLine4 = "l4"
  case seriesLine5 = "l5"

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
    case .tick, .eventLabel: 11
    case .axis: 10
    default: 12
    }
  }

  // Stripes of a swarm, by how high the values are.
  case swarmLow = "w0"
  case swarmMiddle = "w1"
  case swarmHigh = "w2"
  case swarmUnordered = "w3"

  /// How many series can be told apart.
  static let seriesLimit = 6

  /// The area of a series by its place, the last colour serving all that come after it.
  static func series(_ place: Int) -> StyleClass {
    [.series0, .series1, .series2, .series3, .series4, .series5][min(max(place, 0), seriesLimit - 1)]
  }

  static func seriesLine(_ place: Int) -> StyleClass {
    [.seriesLine0, .seriesLine1, .seriesLine2, .seriesLine3, .seriesLine4, .seriesLine5][
      min(max(place, 0), seriesLimit - 1)]
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
