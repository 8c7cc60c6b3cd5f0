import Charts
import Engine
import Mustache
import Templates

/// Writes a page as one HTML file that needs nothing else: no script, no request.
public struct PageWriter {
  public init() {}

  /// - Parameter overlay: what a preview shows with the report; a report that is sent has none.
  public func html(_ page: Page, overlay: PageOverlay? = nil) throws -> String {
    let page = page.inReadersNumbers
    let (library, look) = (page.look.theme.library, page.look)
    let numbers = FigureNumbers(page)
    var figures = try ComponentWriter(page, library: library)
    var body = ""
    for item in page.items {
      switch item {
      case .prose(let prose): body += prose.html(numbers)
      case .section(let section): body += section.html
      case .step(let step):
        body += overlay?.beforeStep[step.anchor] ?? ""
        body += try figures.html(step)
        body += overlay?.afterStep[step.anchor] ?? ""
      }
    }
    let briefs = page.briefs.map { ["lead": $0.lead, "text": $0.text] }
    let kicker = [page.author, page.spelledDate].compactMap(\.self)
    var context: [String: Any] = [
      "language": page.language,
      "title": page.title,
      "style": look.theme.style + look.style,
      "hasStages": page.steps.contains { $0.stage != nil },
      "stages": Stage.allCases.map { stage(of: $0, page) },
      "contents": contents(page),
      "hasBriefs": !briefs.isEmpty,
      "briefs": briefs,
      "hasGoals": !page.goals.isEmpty,
      "goals": page.goals.enumerated().map { goal($1, number: $0 + 1, page) },
      "body": body,
      "provenance": provenance(page),
    ]
    // A template asks for what may be missing by its name alone, so that an empty text must not be there at all.
    context["overlay"] = overlay.map { ["head": $0.head, "banner": $0.banner, "isStale": $0.isStale] as [String: Any] }
    context["subtitle"] = page.subtitle
    context["logo"] = look.logo
    context["footer"] = look.footer
    context["author"] = page.author
    context["date"] = page.spelledDate
    context["kicker"] = kicker.isEmpty ? nil : kicker.joined(separator: " · ")
    guard let html = library.render(context, withTemplate: "page") else { throw MissingTemplate(name: "page") }
    return html.withoutControlCharacters
  }

  private func contents(_ page: Page) -> [[String: Any]] {
    let sections = page.items.compactMap { item -> [String: Any]? in
      if case .section(let section) = item { ["title": section.title, "anchor": section.anchor] } else { nil }
    }
    return (page.goals.isEmpty ? [] : [["title": "Goals", "anchor": "goals"]]) + sections
  }

  private func stage(of stage: Stage, _ page: Page) -> [String: Any] {
    let notes = page.steps.filter { $0.stage == stage }.flatMap(\.results).compactMap(\.stageNote)
    let isTouched = page.steps.contains { $0.stage == stage }
    // What was said last of a stage is what holds; what was said twice is said once.
    let texts = notes.map(\.text)
    let shown = texts.indices.filter { !texts[..<$0].contains(texts[$0]) }.suffix(2).map { texts[$0] }
      .joined(separator: ", ")
    let isAlarming = notes.contains(where: \.isAlarming)
    return [
      "name": stage.rawValue,
      "state": isTouched ? (isAlarming ? "bad" : "ok") : "open",
      "stateText": isTouched ? (isAlarming ? "needs a look" : "done") : "open",
      "note": shown.isEmpty ? (isTouched ? "done" : stage.absence) : shown,
    ]
  }

  private func goal(_ status: GoalStatus, number: Int, _ page: Page) -> [String: Any] {
    var context: [String: Any] = [
      "state": status.state.rawValue,
      "stateText": status.state.text,
      "goal": page.localised(status.goal.text),
      "value": page.localised(status.valueText),
    ]
    context["priority"] = status.goal.priority == .must ? nil : status.goal.priority.rawValue
    context["place"] = status.measurement?.place.map(page.localised)
    if let step = status.step { context["step"] = ["word": step.word, "anchor": step.anchor] }
    if let value = status.measurement?.value {
      let limit = status.goal.bound.limit
      let end: Double =
        if case .metric(let metric) = status.goal.measure, metric.isBetterHigher { 1 } else { max(limit, value) * 1.5 }
      let chart = BulletChart(
        title: page.localised(status.goal.text), summary: "\(page.localised(status.valueText)) measured", value: value,
        goal: limit,
        range: 0...max(end, .leastNormalMagnitude), isMet: status.state == .met)
      context["chart"] = chart.svg(id: "goal-\(number)")
    }
    return context
  }

  private func provenance(_ page: Page) -> [[String: Any]] {
    let provenance = page.provenance
    func file(_ name: String, _ file: Provenance.File) -> [String: Any] {
      [
        "name": name, "text": file.path + (file.rows.map { ", \(page.localised(counted($0, "row")))" } ?? ""),
        "fingerprint": file.sha256,
      ]
    }
    let parameters = provenance.parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    return [file("Notebook", provenance.notebook)] + provenance.inputs.map { file("Data", $0) }
      + [
        ["name": "Parameters", "text": parameters.isEmpty ? "none" : parameters],
        ["name": "Made by", "text": "Daybook \(provenance.version)"],
      ]
      + (provenance.namesNotebook
        ? [["name": "Make it again", "code": "daybook render \(provenance.notebook.path)"]] : [])
  }
}

/// A template that the page needs is not there.
public struct MissingTemplate: Error, CustomStringConvertible {
  let name: String

  /// - Parameter name: without its ending.
  public init(name: String) { self.name = name }

  public var description: String { "the template \(name).mustache is missing" }
}

extension Page {
  /// `31 December 2013`; in another language in its own order of digits, since the months are English.
  fileprivate var spelledDate: String? {
    guard let date else { return nil }
    return NumberForm(language: language) == nil ? Instant(date)?.spelled : localised(date)
  }
}

extension Instant {
  /// `31 December 2013`
  fileprivate var spelled: String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    let (year, month, day) = civil
    return "\(day) \(months[month - 1]) \(year)"
  }
}

extension String {
  /// HTML knows no control characters but tabs and line breaks, whatever data and texts hold.
  public var withoutControlCharacters: String {
    var kept: [UInt8] = []
    kept.reserveCapacity(utf8.count)
    var bytes = Array(utf8)[...]
    while let byte = bytes.popFirst() {
      // The controls of two bytes, U+0080 to U+009F, begin with C2.
      if byte == 0xC2, let next = bytes.first, next < 0xA0 {
        bytes.removeFirst()
      } else if byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        kept.append(byte)
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// Safe between tags and inside quoted attributes.
  public var escapedForHTML: String {
    guard utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22, 0x27].contains($0) }) else { return self }
    var result = ""
    for character in unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
