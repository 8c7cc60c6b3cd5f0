import Interpreter
import Steps

/// What a part of the language explains under one heading: a function, or a type with all that belongs to it.
struct HelpSection {
  let title: String
  let isType: Bool
  let groups: [HelpGroup]
}

/// Words that are explained together: they share their documentation and their example.
struct HelpGroup: Equatable {
  let entries: [HelpEntry]

  var details: String { entries.first?.details ?? "" }
  var example: String { entries.first?.example ?? "" }
  /// `filter(_:)`, or `.low`, `.medium`, `.high`; overloads that look alike are named once.
  var names: [String] {
    var seen: Set<String> = []
    return entries.map(\.shortForm).filter { seen.insert($0).inserted }
  }
}

extension HelpGroup {
  /// Puts neighbours that share their documentation together.
  static func groups(of entries: [HelpEntry]) -> [HelpGroup] {
    var groups: [[HelpEntry]] = []
    for entry in entries {
      let fits = groups.last?.last.map { last in
        last.owner == entry.owner && last.kind == entry.kind && last.details == entry.details
          && last.example == entry.example && last.arguments.map(\.name) == entry.arguments.map(\.name)
          || last.owner == entry.owner && last.name == entry.name && last.details == entry.details
            && last.example == entry.example
      }
      if fits ?? false { groups[groups.count - 1].append(entry) } else { groups.append([entry]) }
    }
    return groups.map(HelpGroup.init)
  }

  /// The lines about the arguments; of overloads, an argument that all of them have stands once.
  var arguments: [HelpEntry.Argument] {
    var seen: [HelpEntry.Argument] = []
    for argument in entries.flatMap(\.arguments) where !seen.contains(argument) { seen.append(argument) }
    return seen
  }
}

extension Help.Part {
  /// The functions and the types of the part, in the order of their first word.
  var sections: [HelpSection] {
    var titles: [(title: String, isType: Bool)] = []
    var entries: [String: [HelpEntry]] = [:]
    for entry in self.entries {
      let title = entry.owner ?? entry.name
      if entries[title] == nil { titles.append((title, entry.owner != nil)) }
      entries[title, default: []].append(entry)
    }
    return titles.map { title, isType in
      HelpSection(title: title, isType: isType, groups: HelpGroup.groups(of: entries[title] ?? []))
    }
  }
}

extension String {
  /// A summary as a sentence of its own.
  var asSentence: String { prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".") }
}
