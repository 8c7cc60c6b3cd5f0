/// Texts as sentences and the cells of tables take them.
extension String {
  package var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// At most so many characters; where there are more, the last one is an ellipsis.
  package func shortened(to length: Int) -> String { count > length ? prefix(length - 1) + "…" : self }
}
