/// A finished drawing: data in, one accessible inline SVG out.
///
/// A chart carries no colours. Its marks carry class names (see ``StyleClass``) and the page's style sheet colours
/// them, so that the same bytes serve a light page, a dark page and paper.
///
/// ```swift
/// let chart = BarChart(
///   title: "What the model looks at", summary: "Departure delay is 92% of the gain.",
///   bars: [.init(label: "dep_delay", value: 0.921), .init(label: "dest", value: 0.033)],
///   style: .percent(decimals: 1))
/// let markup = chart.svg(id: "importance")
/// ```
public protocol Chart: Sendable {
  /// The accessible name: what the chart is about, in a few words.
  var title: String { get }

  /// One sentence that says what the chart shows, for those who do not see it.
  var summary: String { get }

  /// The numbers that the drawing shows; nil for one that stands beside its number.
  var data: ChartData? { get }

  /// The drawing as an `<svg>` element.
  ///
  /// The same chart and `id` give the same bytes on every machine. Whatever the data, the markup is well-formed, its
  /// size is bounded and no coordinate is other than a finite number; values that cannot be drawn leave a gap.
  ///
  /// - Parameter id: Unique in the page. Characters other than ASCII letters, digits, `-`, `_` and `.` become `-`.
  func svg(id: String) -> String
}

extension Chart {
  public var data: ChartData? { nil }
}
