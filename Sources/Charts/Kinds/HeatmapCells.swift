/// The cells of a heatmap, drawn in few bytes.
///
/// A run of cells of one level in a row is one stroke, dashed so that it falls into cells: "M3 0h2" is two cells. The
/// strokes are drawn in a space where a cell is one unit wide and one high. A tooltip needs an element of its own, so
/// cells above the lowest level are drawn once more with theirs, the largest values first, as long as there is room;
/// the calm cells of a row share one.
struct HeatmapCells {
  /// The height of a row, in pixels.
  static let pitch = 22.0

  let rows: [String]
  /// What stands under the columns.
  let columns: [String]
  /// What the columns are called in full.
  let columnNames: [String]
  /// As many lists as there are rows, each with as many values as there are columns.
  let values: [[Double?]]
  /// Ascending.
  let levels: [Double]
  let style: NumberStyle

  private static let gap = 1.5

  /// The size of the cells without their tooltips.
  var byteCount: Int {
    // Any pitch will do: it makes no difference to the strokes and little to the outlines.
    let paths = paths(pitch: 20)
    return (paths.raised + paths.calm + [paths.outlines]).reduce(0) { $0 + $1.utf8.count }
  }

  func draw(left: Double, pitch: Double, in svg: inout SVG) {
    let space = "translate(\(SVG.coordinate(left)) \(SVG.coordinate(Self.pitch / 2)))"
    let scale = "scale(\(Self.decimal(pitch)) \(SVG.coordinate(Self.pitch)))"
    let dash = "\(Self.decimal(1 - Self.gap / pitch)) \(Self.decimal(Self.gap / pitch))"
    let stroke = "stroke-width=\"\(Self.decimal(1 - Self.gap / Self.pitch))\" stroke-dasharray=\"\(dash)\""
    svg.group("class=\"cells\" transform=\"\(space) \(scale)\" \(stroke)") { svg in
      let paths = paths(pitch: pitch)
      for (level, data) in paths.raised.enumerated() where !data.isEmpty {
        svg.path(data, .level(exceeding: level))
      }
      if !paths.outlines.isEmpty {
        svg.path(
          paths.outlines, .empty, attributes: "stroke-dasharray=\"none\" vector-effect=\"non-scaling-stroke\"")
      }
      for (row, data) in paths.calm.enumerated() where !data.isEmpty {
        svg.path(data, .level0, title: "\(name(rows[row])): \(calmText)")
      }
      tooltips(in: &svg)
    }
  }

  // MARK: Cells

  private func level(_ value: Double?) -> Int? {
    value.map { value in levels.count { value > $0 } }
  }

  /// Neighbouring cells of one level.
  private func runs(_ cells: [Double?]) -> [(level: Int?, run: Range<Int>)] {
    var runs: [(level: Int?, run: Range<Int>)] = []
    for (column, value) in cells.enumerated() {
      let level = level(value)
      if let last = runs.last, last.level == level {
        runs[runs.count - 1].run = last.run.lowerBound..<(column + 1)
      } else {
        runs.append((level, column..<(column + 1)))
      }
    }
    return runs
  }

  /// The path data of the raised cells by level, of the outlines of empty cells, and of the calm cells by row.
  private func paths(pitch: Double) -> (raised: [String], outlines: String, calm: [String]) {
    var raised = [String](repeating: "", count: 5)
    var outlines = ""
    var calm: [String] = []
    for (row, cells) in values.enumerated() {
      // Where the last stroke of each level in this row ended.
      var ends = [Int?](repeating: nil, count: 5)
      var strokes = [String](repeating: "", count: 5)
      for (level, run) in runs(cells) {
        guard let level else {
          outlines += outline(row, run, pitch: pitch)
          continue
        }
        strokes[level] += ends[level].map { "m\(run.lowerBound - $0) 0" } ?? "M\(run.lowerBound) \(row)"
        strokes[level] += "h\(run.count)"
        ends[level] = run.upperBound
      }
      calm.append(strokes[0])
      for level in 1..<5 { raised[level] += strokes[level] }
    }
    return (raised, outlines, calm)
  }

  /// One box around all cells of a run.
  private func outline(_ row: Int, _ run: Range<Int>, pitch: Double) -> String {
    // The line is one pixel wide and lies inside the cell.
    let left = Double(run.lowerBound) + 0.5 / pitch
    let top = Double(row) - 0.5 + (Self.gap / 2 + 0.5) / Self.pitch
    let width = Self.decimal(Double(run.count) - (Self.gap + 1) / pitch)
    let height = Self.decimal(1 - (Self.gap + 1) / Self.pitch)
    return "M\(Self.decimal(left)) \(Self.decimal(top))h\(width)v\(height)h-\(width)z"
  }

  // MARK: Tooltips

  private func tooltips(in svg: inout SVG) {
    var cells: [(value: Double, row: Int, column: Int)] = []
    for (row, list) in values.enumerated() {
      for (column, value) in list.enumerated() {
        if let value, level(value) ?? 0 > 0 { cells.append((value, row, column)) }
      }
    }
    cells.sort { ($1.value, $0.row, $0.column) < ($0.value, $1.row, $1.column) }
    for cell in cells {
      guard svg.hasRoomForTooltips else { return }
      svg.path(
        "M\(cell.column) \(cell.row)h1", .level(exceeding: level(cell.value) ?? 0),
        title: "\(name(rows[cell.row])) \(name(columnNames[cell.column])): \(style.text(cell.value))")
    }
  }

  private var calmText: String {
    levels.first.map { "up to \(style.text($0))" } ?? "no levels"
  }

  private func name(_ label: String) -> String {
    TextWidth.truncated(label, to: 18, size: 1)
  }

  // MARK: Numbers

  /// A length in cells. A thousandth of a cell is a small part of a pixel.
  private static func decimal(_ value: Double) -> String {
    SVG.coordinate(value, decimals: 3)
  }
}
