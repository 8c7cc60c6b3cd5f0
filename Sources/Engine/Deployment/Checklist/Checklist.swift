/// What is known of a deployed model before others rely on it, question by question.
public struct Checklist: Sendable, Encodable {
  public enum State: String, Sendable, Codable {
    /// Looked up, and in order.
    case found
    /// Looked up, and not in order.
    case open
    /// Only stated.
    case stated
  }

  public struct Item: Sendable, Encodable, Equatable {
    public let question: String
    public let answer: String
    public let state: State

    public init(question: String, answer: String, state: State) {
      self.question = question
      self.answer = answer
      self.state = state
    }
  }

  public let name: String
  public let items: [Item]

  public init(name: String, items: [Item]) {
    self.name = name
    self.items = items
  }

  /// Looks up what can be, and takes what is stated for the rest.
  ///
  /// - Parameters:
  ///   - project: the project's folder.
  ///   - measured: goals that were measured, the latest last.
  public init(
    _ release: Release, _ checks: [Check], registry: ModelRegistry, project: String, measured: [GoalMeasurement]
  ) {
    let facts = ReleaseSurvey(release, registry, project: project, measured: measured)
    self.init(
      name: release.name,
      items: checks.map { check in
        guard let fact = check.fact else {
          return Item(question: check.question, answer: check.answer ?? "", state: .stated)
        }
        let (answer, isInOrder) = facts.look(fact)
        if !isInOrder, let stated = check.answer {
          return Item(question: check.question, answer: stated, state: .stated)
        }
        return Item(question: check.question, answer: answer, state: isInOrder ? .found : .open)
      })
  }
}

extension Checklist: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(name, items) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(name: try reader.read(), items: try reader.read())
  }
}

extension Checklist.State: Storable {}

extension Checklist.Item: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(question, answer, state) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(question: try reader.read(), answer: try reader.read(), state: try reader.read())
  }
}

extension Check: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(fact, question, answer) }
  public init(from reader: inout StorageReader) throws(StorageError) {
    let fact: Fact? = try reader.read()
    let question: String = try reader.read()
    let answer: String? = try reader.read()
    if let fact { self.init(fact, stated: answer) } else { self.init(question, answer: answer ?? "") }
  }
}

extension Check.Fact: Storable {}
