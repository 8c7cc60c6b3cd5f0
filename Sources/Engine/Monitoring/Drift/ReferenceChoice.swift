/// Which rows each window of a monitor is compared with.
enum ReferenceChoice: Sendable {
  /// All of a reference.
  case all(rowCount: Int, windows: Int)
  /// Those of the window's season, by place among the reference's seasons; all of the reference for a window whose
  /// season it does not know.
  case seasons([Window], places: [Int?], rowCount: Int)
  /// The whole windows before it, by place.
  case trailing([[Int]])

  init(_ data: MonitoredData) throws(DataError) {
    let windows = data.windows.windows
    switch data.reference {
    case .table(let reference):
      guard let season = data.season, let dates = data.dates else {
        self = .all(rowCount: reference.rowCount, windows: windows.count)
        return
      }
      let (known, seasons) = try reference.windows(of: season, on: dates)
      let places = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
      self = .seasons(
        seasons, places: data.seasonKeys.map { key in key.flatMap { places[$0] } }, rowCount: reference.rowCount)
    case .trailing(let count):
      let whole = windows.indices.filter { !windows[$0].isPartial && windows[$0].rowCount > 0 }
      self = .trailing(windows.indices.map { place in whole.prefix { $0 < place }.suffix(count) })
    }
  }

  /// How many rows a window is compared with.
  func rowCount(for place: Int, among windows: [Window]) -> Int {
    switch self {
    case .all(let rowCount, _): rowCount
    case .seasons(let seasons, let places, let rowCount): places[place].map { seasons[$0].rowCount } ?? rowCount
    case .trailing(let before): before[place].reduce(0) { $0 + windows[$1].rowCount }
    }
  }
}

/// What each window of one column is compared with.
struct DriftReferences {
  /// Nil of a reference that has no values of its own.
  private let all: DriftReference?
  /// One a season, or one a window.
  private let parts: [DriftReference?]
  /// Each window's place among the parts; nil for all of the reference.
  private let places: [Int?]

  /// - Parameters:
  ///   - source: where the reference's values are asked for; nil where it has none.
  ///   - windowed: the column in each window; nil where the rows do not have it.
  init(
    _ choice: ReferenceChoice, _ source: (any Aggregator)?, _ name: String, windowed: [Distribution]?
  ) throws(DataError) {
    all = try source.map { (source) throws(DataError) in DriftReference(try source.distribution(of: name)) }
    switch choice {
    case .all(_, let windows): (parts, places) = ([], [Int?](repeating: nil, count: windows))
    case .seasons(let seasons, let places, _):
      parts = try source?.distributions(of: name, in: seasons).map(DriftReference.init) ?? []
      self.places = source == nil ? places.map { _ in nil } : places
    case .trailing(let before):
      parts = before.map { places in
        windowed.flatMap { windowed in Distribution(joining: places.map { windowed[$0] }) }.map(DriftReference.init)
      }
      places = before.indices.map { $0 }
    }
  }

  /// How many windows there are.
  var count: Int { places.count }

  subscript(window: Int) -> DriftReference? { places[window].map { parts[$0] } ?? all }

  var digest: ColumnDigest { all.map(ColumnDigest.init) ?? .empty }
}
