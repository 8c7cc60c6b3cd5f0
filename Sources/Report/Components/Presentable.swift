/// A result that can say what it means.
public protocol Presentable {
  var presentation: Presentation { get }
}

/// A result as a report shows it.
public struct Presentation: Sendable {
  /// What the JSON beside the page calls the result: "evaluation".
  public let kind: String
  /// One plain sentence that says what the result means, made from its numbers; nil for what needs none.
  public let headline: String?
  public var components: [Component]
  /// What the first minute of reading should hold of this result.
  public let brief: Brief?
  /// What the rail of stages says of this result.
  public let stageNote: StageNote?
  /// Whether rows of the data are shown as they are: what a copy for readers outside leaves out.
  public let holdsRows: Bool
  /// The result's numbers.
  public let record: any Encodable & Sendable

  public init(
    kind: String, headline: String?, components: [Component], brief: Brief? = nil, stageNote: StageNote? = nil,
    holdsRows: Bool = false, record: any Encodable & Sendable
  ) {
    self.kind = kind
    self.headline = headline
    self.components = components
    self.brief = brief
    self.stageNote = stageNote
    self.holdsRows = holdsRows
    self.record = record
  }
}

public struct Brief: Sendable {
  /// A few words in bold: "It fails on small delays".
  public let lead: String
  public let text: String
  /// Whether it says what to do, which is never left out for want of room.
  public let isDecision: Bool

  public init(lead: String, text: String, isDecision: Bool = false) {
    self.lead = lead
    self.text = text
    self.isDecision = isDecision
  }
}

public struct StageNote: Sendable {
  public let text: String
  /// Whether something calls for action.
  public let isAlarming: Bool

  public init(_ text: String, isAlarming: Bool = false) {
    self.text = text
    self.isAlarming = isAlarming
  }
}

extension Presentation {
  /// A remark of the notebook's author.
  public init(note text: String) {
    self.init(kind: "note", headline: text, components: [.callout(Callout(kind: .note, text: text))], record: text)
  }

  /// What a word found to be odd and did not stop at: a sentence without its full stop.
  public init(warning text: String) {
    let sentence = "\(text)."
    self.init(
      kind: "warning", headline: sentence, components: [.callout(Callout(kind: .warning, text: sentence))],
      record: sentence)
  }

  /// Names with their values.
  public init(entries: [(name: String, value: PlainText)]) {
    let isOfNumbers = entries.allSatisfy(\.value.isNumber)
    let table = TableComponent(
      columns: [.init("Name"), .init("Value", isOfNumbers ? .trailing : .leading)],
      rows: entries.map { [.name($0.name), isOfNumbers ? .number($0.value.text) : .text($0.value.text)] },
      caption: "\(counted(entries.count, "value")).")
    let record = Dictionary(entries.map { ($0.name, $0.value.text) }) { first, _ in first }
    self.init(kind: "values", headline: nil, components: [.table(table)], record: record)
  }

  /// Rows of plain values under the names of their parts.
  public init(titles: [String], rows: [[PlainText]]) {
    let areOfNumbers = titles.indices.map { column in rows.allSatisfy { $0[column].isNumber } }
    let table = TableComponent(
      columns: zip(titles, areOfNumbers).map { .init($0, $1 ? .trailing : .leading) },
      rows: rows.map { row in
        titles.indices.map { column in
          let text = row[column].text
          return areOfNumbers[column] ? .number(text) : column == 0 ? .name(text) : .text(text)
        }
      }, caption: "\(counted(rows.count, "row")).")
    let record = rows.map { row in Dictionary(zip(titles, row.map(\.text))) { first, _ in first } }
    self.init(kind: "rows", headline: nil, components: [.table(table)], record: record)
  }

  /// The presentation with another caption under its first figure or table.
  public func captioned(_ caption: String) -> Presentation {
    var copy = self
    for (index, component) in components.enumerated() {
      switch component {
      case .figure(let figure):
        copy.components[index] = .figure(Figure(chart: figure.chart, caption: caption, isNarrow: figure.isNarrow))
        return copy
      case .table(let table):
        copy.components[index] = .table(TableComponent(columns: table.columns, rows: table.rows, caption: caption))
        return copy
      default: continue
      }
    }
    return copy
  }
}

/// A plain value as a sentence writes it.
public struct PlainText: Sendable {
  public let text: String
  /// Whether it is written to the right, so that digits stand below digits: a number, or a text that is one.
  public let isNumber: Bool

  public init(_ text: String, isNumber: Bool) {
    self.text = text
    self.isNumber =
      isNumber || text.contains(where: \.isNumber) && text.allSatisfy { $0.isNumber || "−,.%".contains($0) }
  }
}
