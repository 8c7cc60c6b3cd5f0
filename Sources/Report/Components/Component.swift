import Charts

/// A piece of a report, whatever it is written as: results present themselves as components, and writers know nothing
/// else.
public enum Component: Sendable {
  /// A small heading inside a result.
  case heading(String)
  case paragraph(String)
  case list([String])
  case keyFigures([KeyFigure])
  case table(TableComponent)
  case figure(Figure)
  case callout(Callout)
}

/// A number that a reader should take away.
public struct KeyFigure: Sendable {
  public let label: String
  public let value: String
  /// What to hold it against: an interval, a baseline.
  public let note: String
}

public struct TableComponent: Sendable {
  public struct Column: Sendable {
    public let title: String
    public let alignment: Alignment
    /// Whether cells show how large their number is beside the largest of the column: of shares and counts.
    public let hasBars: Bool

    init(_ title: String, _ alignment: Alignment = .leading, hasBars: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.hasBars = hasBars
    }
  }

  public enum Alignment: Sendable { case leading, trailing }

  public enum Cell: Sendable {
    case text(String)
    /// What the row is about.
    case name(String)
    case number(String)
    case state(GoalState)
    case chart(any Chart)
  }

  public let columns: [Column]
  public let rows: [[Cell]]
  /// One sentence: what the table says.
  public let caption: String
  /// The number in each cell, where its text is no longer as results write it; nil to read it from the text.
  var knownNumbers: [[Double?]]?

  public init(columns: [Column], rows: [[Cell]], caption: String) {
    self.columns = columns
    self.rows = rows
    self.caption = caption
  }
}

/// One or more charts under one caption.
public struct Figure: Sendable {
  public let chart: any Chart
  /// One sentence: what the picture says.
  public let caption: String
  /// Whether the picture is small enough to stand beside others.
  public let isNarrow: Bool
}

public struct Callout: Sendable {
  public enum Kind: String, Sendable { case note, warning }
  public let kind: Kind
  public let text: String
}

/// What is known of a goal, or of a check.
public enum GoalState: String, Sendable, Codable {
  case met, missed, notMeasured

  public var text: String {
    switch self {
    case .met: "Met"
    case .missed: "Missed"
    case .notMeasured: "Not measured"
    }
  }
}
