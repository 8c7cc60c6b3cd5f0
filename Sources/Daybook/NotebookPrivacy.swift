import Diagnostics
import Engine
import Notebook
import Report
import Steps

extension Privacy {
  /// What the front matter asks for.
  init(_ rules: PrivacyRules) { self.init(hidden: rules.hidden, minimumGroup: rules.minimumGroup) }
}

extension Document {
  /// A column that is to be hidden and that there is not: most likely a slip, behind which another one would be shown.
  ///
  /// Columns are those of the files that the notebook read, and those that its code names.
  func misnamedPrivacy(_ session: Session) -> Diagnostic? {
    guard let rules = frontMatter.privacy, let place = frontMatter.places[.privacy] else { return nil }
    let known = session.inputs.flatMap(\.columns)
    let code = steps.map(\.code).joined(separator: "\n")
    guard let unknown = rules.hidden.first(where: { !known.contains($0) && !code.contains("\"\($0)\"") }) else {
      return nil
    }
    let hint = nearestName(to: unknown, among: known).map { "did you mean \"\($0)\"?" }
    return Diagnostic(
      "privacy hides the column \"\(unknown)\", which no data here has", in: source, at: place,
      hint: hint ?? "hide columns by the names that they have in the data")
  }
}
