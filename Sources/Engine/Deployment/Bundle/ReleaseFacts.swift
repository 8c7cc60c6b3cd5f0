/// What is known of a deployed model, beside what it predicts by: what it expects, what it learned from, how good it was
/// and what was promised.
public struct ReleaseFacts: Sendable, Codable, Equatable {
  /// Raised when the form changes so that older readers would misunderstand it.
  public static let currentForm = 1

  public let form: Int
  public let name: String
  public let target: String
  public let answer: Answer
  /// "boosted trees".
  public let learner: String
  /// In the order in which the model takes them.
  public let features: [ServedField]
  /// Columns that requests may carry beside the features, for the log alone: identifiers and dates.
  public let kept: [ServedField]
  /// Features that the log must not hold; of their values nothing is known here.
  public let withheld: [String]
  public let training: Rows
  /// The rows that later ones are compared with.
  public let reference: Rows
  /// How many rows the figures rest on; 0 where the model was not judged.
  public let judgedRows: Int
  public let figures: [Figure]
  public let goals: [PromisedGoal]
  public internal(set) var origin: ReleaseOrigin

  /// Whether both say the same of a model, though the notebook's prose was changed in between, or Daybook renewed.
  func saysTheSame(as other: ReleaseFacts) -> Bool {
    func lasting(_ facts: ReleaseFacts) -> ReleaseFacts {
      var facts = facts
      facts.origin.notebook = facts.origin.notebook.map { .init(path: $0.path, sha256: "") }
      facts.origin.madeBy = ""
      return facts
    }
    return lasting(self) == lasting(other)
  }

  /// What a prediction tells: "the chance that late is true".
  public var predicted: String {
    switch answer {
    case .chance: "the chance that \(target) is true"
    case .chances: "which \(target) it is"
    case .number: target
    }
  }

  /// Whether the same request can ask both releases, and the same log hold both answers: fields of the same names and kinds
  /// in the same order, and the same kind of answer. What their training rows held may differ.
  public func asksLike(_ other: ReleaseFacts) -> Bool {
    layout == other.layout && features.count == other.features.count && answer == other.answer
      && withheld == other.withheld
  }

  /// What a row's places mean: the kinds and names of the features, and of what is kept behind them.
  public var layout: [String] { (features + kept).map { "\($0.kind.rawValue) \($0.name)" } }

  /// What a prediction is.
  public enum Answer: Sendable, Codable, Equatable {
    /// The chance that the target is true.
    case chance
    /// A chance for each class.
    case chances([String])
    case number

    init(_ kind: TargetKind) {
      switch kind {
      case .binary: self = .chance
      case .multiclass(let classes): self = .chances(classes)
      case .number: self = .number
      }
    }
  }

  public struct Rows: Sendable, Codable, Equatable {
    /// What the notebook calls their table.
    public let table: String
    public let count: Int
    /// SHA-256 over the model's columns in these rows.
    public let sha256: String
  }

  /// A figure of quality with its 95% interval.
  public struct Figure: Sendable, Codable, Equatable {
    public let name: String
    public let value: Double
    public let low: Double?
    public let high: Double?
    /// The value as people read it.
    public let text: String
  }

  /// A goal that was required, and how it stood at the time.
  public struct PromisedGoal: Sendable, Codable, Equatable {
    public let text: String
    public let priority: Goal.Priority
    /// Nil where nothing has measured it.
    public let value: Double?
    public let valueText: String?
    public let isMet: Bool?
  }
}

/// Where a release comes from.
public struct ReleaseOrigin: Sendable, Codable, Equatable {
  public struct File: Sendable, Codable, Equatable {
    public let path: String
    public let sha256: String

    public init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// Nil where no notebook made it.
  public var notebook: File?
  /// What the notebook had read by then.
  public var inputs: [File]
  /// The notebook's parameters, as `name=value`.
  public var parameters: [String]
  /// "daybook 0.1.0".
  public var madeBy: String

  public init(notebook: File? = nil, inputs: [File] = [], parameters: [String] = [], madeBy: String = "Daybook") {
    self.notebook = notebook
    self.inputs = inputs
    self.parameters = parameters
    self.madeBy = madeBy
  }
}
