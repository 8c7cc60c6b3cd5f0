/// Makes a curve of any number of points small enough to write down, keeping its shape.
enum Simplification {
  /// Points nearer than this to the simplified curve are not worth their bytes, in pixels.
  private static let tolerance = 0.05

  /// At most `limit` of `positions`, always with the first and the last.
  ///
  /// Points that the eye cannot tell apart go first. Of the rest, those are kept that Ramer, Douglas and Peucker's
  /// method would keep (Douglas and Peucker 1973, *Cartographica* 10: 112–122), the farthest from the curve first, so
  /// that even noise keeps its spread. Takes time in proportion to the number of points.
  static func simplified(_ positions: [Position], limit: Int = 120) -> [Position] {
    let candidates = withoutRepeats(positions)
    return farthestFirst(candidates.count > 2000 ? thinned(candidates, buckets: 500) : candidates, limit: limit)
  }

  /// Leaves out positions that are written with the same digits as the one before.
  private static func withoutRepeats(_ positions: [Position]) -> [Position] {
    var kept: [Position] = []
    for position in positions {
      if let last = kept.last, abs(last.x - position.x) < 0.05, abs(last.y - position.y) < 0.05 { continue }
      kept.append(position)
    }
    if let end = positions.last, kept.count > 1 { kept[kept.count - 1] = end }
    return kept
  }

  /// The first, lowest, highest and last position of each of `buckets` equal parts.
  private static func thinned(_ positions: [Position], buckets: Int) -> [Position] {
    var kept: [Position] = []
    for bucket in 0..<buckets {
      let start = positions.count * bucket / buckets
      let end = positions.count * (bucket + 1) / buckets
      guard start < end else { continue }
      let part = start..<end
      let low = part.min { positions[$0].y < positions[$1].y } ?? start
      let high = part.max { positions[$0].y < positions[$1].y } ?? start
      for index in Set([start, low, high, end - 1]).sorted() { kept.append(positions[index]) }
    }
    return kept
  }

  /// A part of the curve that is drawn straight so far, and the point of it that is farthest from that line.
  private struct Segment {
    let start: Int
    let end: Int
    let farthest: Int
    let distance: Double

    init(_ start: Int, _ end: Int, of positions: [Position]) {
      var farthest = start
      var distance = 0.0
      for index in start..<end {
        let candidate = distanceFromSegment(positions[index], positions[start], positions[end])
        if candidate > distance { (farthest, distance) = (index, candidate) }
      }
      (self.start, self.end, self.farthest, self.distance) = (start, end, farthest, distance)
    }
  }

  private static func farthestFirst(_ positions: [Position], limit: Int) -> [Position] {
    guard positions.count > 2 else { return positions }
    var segments = [Segment(0, positions.count - 1, of: positions)]
    var kept = [0, positions.count - 1]
    while kept.count < limit {
      guard let worst = segments.indices.max(by: { segments[$0].distance < segments[$1].distance }),
        segments[worst].distance > tolerance
      else { break }
      let segment = segments[worst]
      kept.append(segment.farthest)
      segments[worst] = Segment(segment.start, segment.farthest, of: positions)
      segments.append(Segment(segment.farthest, segment.end, of: positions))
    }
    return kept.sorted().map { positions[$0] }
  }

  private static func distanceFromSegment(_ point: Position, _ start: Position, _ end: Position) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    let along = length > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / length : 0
    let clamped = min(max(along, 0), 1)
    let (x, y) = (point.x - start.x - clamped * dx, point.y - start.y - clamped * dy)
    return (x * x + y * y).squareRoot()
  }
}
