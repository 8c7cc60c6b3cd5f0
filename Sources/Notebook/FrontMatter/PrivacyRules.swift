import Diagnostics
import Yams

/// What the front matter says that the report must not show.
///
/// ```yaml
/// privacy:
///   hide: [name, email]
///   minimumGroup: 10
/// ```
public struct PrivacyRules: Sendable, Equatable {
  /// Columns of which nothing is shown.
  public internal(set) var hidden: [String] = []
  /// The fewest rows that a group may have.
  public internal(set) var minimumGroup = 1

  static let misunderstood = (
    message: "privacy holds rules, not text", hint: "write below it, indented, hide: [name, email] or minimumGroup: 10"
  )
}

extension FrontMatterReader {
  /// Reads `privacy:` with its own keys.
  mutating func readPrivacy(_ value: Yams.Node, in yaml: YAMLSection) {
    guard let mapping = value.mapping else {
      let problem = PrivacyRules.misunderstood
      return report(problem.message, at: yaml.place(value.mark), hint: problem.hint)
    }
    var rules = PrivacyRules()
    for (keyNode, value) in mapping {
      switch keyNode.scalar?.string {
      case "hide":
        let names = value.sequence.map { $0.compactMap(\.scalar?.string) } ?? value.scalar.map { [$0.string] } ?? []
        guard !names.isEmpty, names.allSatisfy({ !$0.isEmpty }) else {
          report("hide names no column", at: yaml.place(value.mark), hint: "write hide: [name, email]")
          continue
        }
        rules.hidden = names
      case "minimumGroup":
        guard let count = value.scalar.flatMap({ Int($0.string) }), count >= 2 else {
          report(
            "minimumGroup must be a whole number of rows, at least 2", at: yaml.place(value.mark),
            hint: "write minimumGroup: 10")
          continue
        }
        rules.minimumGroup = count
      case let name:
        report(
          "unknown key \"\(name ?? "")\" of privacy", at: yaml.place(keyNode.mark),
          hint: "its keys are hide and minimumGroup")
      }
    }
    frontMatter.privacy = rules
  }
}
