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
  /// The result's numbers.
  public let record: any Encodable & Sendable

  public init(
    kind: String, headline: String?, components: [Component], brief: Brief? = nil, stageNote: StageNote? = nil,
    record: any Encodable & Sendable
  ) {
    self.kind = kind
    self.headline = headline
    self.components = components
    self.brief = brief
    self.stageNote = stageNote
    self.record = record
  }
}

public struct Brief: Sendable {
  /// A few words in bold: "It fails on small delays".
  public let lead: String
  public let text: String
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

  /// Names with their values.
  public init(entries: [(name: String, value: String)]) {
    let table = TableComponent(
      columns: [.init("Name"), .init("Value", .trailing)],
      rows: entries.map { [.name($0.name), .number($0.value)] }, caption: "")
    let record = Dictionary(entries.map { ($0.name, $0.value) }) { first, _ in first }
    self.init(kind: "values", headline: nil, components: [.table(table)], record: record)
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
