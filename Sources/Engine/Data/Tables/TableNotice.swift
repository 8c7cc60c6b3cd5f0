/// Something that reading or joining found and did not stop at, but whose reader should know of it.
public struct TableNotice: Sendable, Equatable {
  /// What was found, as one sentence without a full stop.
  public let message: String
  /// What to do about it, if it is not as it should be.
  public let hint: String
  /// The text of the notebook that the notice is about: a file's path, a column's name.
  public let subject: String?

  public init(_ message: String, hint: String, subject: String? = nil) {
    self.message = message
    self.hint = hint
    self.subject = subject
  }
}

extension Table {
  func noticing(_ notices: [TableNotice]) -> Table {
    var table = self
    table.notices += notices
    return table
  }
}
