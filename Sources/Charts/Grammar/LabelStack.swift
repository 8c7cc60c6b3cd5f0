/// Places labels one above the other beside a chart, each as near to its mark as the others allow.
enum LabelStack {
  /// The baselines of labels that would like to be at `wishes`, at least `spacing` pixels apart, inside `range`.
  ///
  /// The order of the labels along the axis is kept. Labels that do not fit at all share the room evenly.
  static func placed(_ wishes: [Double], spacing: Double, in range: ClosedRange<Double>) -> [Double] {
    guard !wishes.isEmpty else { return [] }
    let order = wishes.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    let room = range.upperBound - range.lowerBound
    let spacing = min(spacing, room / Double(max(1, wishes.count - 1)))
    var places = order.map { wishes[$0] }
    // Down the column, each clear of the one above; then back up from the lower end.
    for index in places.indices {
      let least = index == 0 ? range.lowerBound : places[index - 1] + spacing
      places[index] = max(places[index], least)
    }
    for index in places.indices.reversed() {
      let most = index == places.count - 1 ? range.upperBound : places[index + 1] - spacing
      places[index] = min(places[index], most)
    }
    var result = wishes
    for (index, place) in zip(order, places) { result[index] = place }
    return result
  }
}
