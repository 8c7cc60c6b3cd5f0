/// What tangling must know of the words that a notebook calls: the ones that never fail need no `try` in Swift.
///
/// A word that is not listed gets a `try`: one too many is a warning, one too few an error.
public struct TanglingWords: Sendable {
  /// Functions, initializers and methods that never throw of themselves, though a closure that they are given may.
  ///
  /// An entry is a name, which means all overloads, or one of `name()`, `name(label:)` by the first argument's label
  /// (`_` for none) and `name{}` for a first argument that is a closure or an operator.
  public let neverThrowing: Set<String>
  /// Properties that may throw.
  public let throwingProperties: Set<String>

  /// Methods that change the variable before their dot: their results are not shown.
  public let changing: Set<String>

  public init(neverThrowing: Set<String>, throwingProperties: Set<String>, changing: Set<String> = []) {
    self.changing = changing
    self.neverThrowing = neverThrowing
    self.throwingProperties = throwingProperties
  }
}
