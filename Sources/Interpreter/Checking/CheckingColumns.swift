extension Checker {
  /// What is known of the columns of a word's result.
  func columns(after function: Function, receiver: Typed?, arguments: [Typed.Argument]) -> KnownColumns? { nil }
}
