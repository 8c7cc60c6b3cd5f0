import Daybook
import Diagnostics
import Foundation
import Interpreter
import Report
import Steps
import Testing

enum URLs { static let nowhere = URL(fileURLWithPath: "/nowhere") }

/// Code and notebooks with random changes: whatever they say, the answer is a page or a diagnostic, and soon.
///
/// DAYBOOK_FUZZ sets how many are tried, DAYBOOK_FUZZ_SEED where the changes start (`make fuzz` tries 100,000).
@Suite("Anything at all", .serialized)
struct FuzzTests {
  private static let count = Int(ProcessInfo.processInfo.environment["DAYBOOK_FUZZ"] ?? "") ?? 600
  private static let seed = UInt64(ProcessInfo.processInfo.environment["DAYBOOK_FUZZ_SEED"] ?? "") ?? 1

  @Test func `changed blocks end with values or a diagnostic`() throws {
    var mutations = Mutations(seed: Self.seed)
    let workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
    let seeds = Self.blocks + ReferenceSetting.blocks.map(\.code)
    let session = Session(
      notebookFolder: workshop.root.appendingPathComponent("notebooks"), projectFolder: workshop.root)
    let registry = Words.registry(for: session)
    var ran = 0
    for _ in 0..<(Self.count * 9 / 10) {
      let code = mutations.mutant(of: seeds)
      Self.note(code)
      if try Self.run(code, registry) { ran += 1 }
    }
    // Changes that break everything would test the parser alone.
    #expect(ran > Self.count / 50)
  }

  /// - Returns: whether the code was well-formed enough to run.
  private static func run(_ text: String, _ registry: Registry) throws -> Bool {
    let source = SourceText(path: "fuzz.md", text: text)
    let unit = CodeUnit(code: text, source: source) { line, column, length in
      source.place(line: line, utf8Column: column - 1, utf8Length: length)
    }
    let interpreter = Interpreter(
      registry: registry, limits: Limits(seconds: 0.25, bytes: 4 << 30))
    let started = ContinuousClock.now
    let code = interpreter.parse(unit)
    interpreter.announce([code])
    let block = interpreter.check(code)
    for diagnostic in block.diagnostics { #expect(isPlain(diagnostic.description), "\(text)") }
    if !block.hasErrors {
      do {
        for value in try interpreter.run(block) { _ = value.value.description }
      } catch {
        #expect(isPlain(error.description), "\(text)")
      }
    }
    // Far over the limit, for machines that do other things as well: a hundred brackets that are never closed make the
    // parser, which a debug build does not optimise, look for seconds for a place to go on.
    #expect(started.duration(to: .now) < .seconds(30), "took too long: \(text)")
    return !block.hasErrors
  }

  @Test func `changed notebooks end with a page or a diagnostic`() throws {
    var mutations = Mutations(seed: Self.seed ^ 0xDA7B00C)
    let workshop = try Workshop()
    try workshop.write(weather, to: "notebooks/data/weather.csv")
    let seeds = [weatherNotebook] + Self.notebooks
    for _ in 0..<(Self.count / 10) {
      let text = mutations.mutant(of: seeds)
      Self.note(text)
      let path = try workshop.write(text, to: "notebooks/fuzz.md")
      var run = NotebookRun(path: path)
      run.limits = Limits(seconds: 1, bytes: 4 << 30)
      do {
        let page = try PageWriter().html(run.run().page)
        #expect(Self.leak(in: page) == nil, "\(text)")
      } catch let failure as RunFailure {
        #expect(failure.diagnostics.allSatisfy { Self.isPlain($0.description) }, "\(text)")
      }
    }
  }

  /// What of a mutant stands unescaped in a page; nil where nothing does.
  private static func leak(in page: String) -> String? {
    for text in ["<script", "<img src=x", "' onload='x", "<b>&\"", "=\"javascript:", "='javascript:", "src=\"http"] {
      if page.contains(text),
        text != "' onload='x" || page.range(of: "='[^']*' onload='x", options: .regularExpression) != nil
      {
        return text
      }
    }
    let isControl = page.unicodeScalars.contains { $0.value < 0x20 && !["\n", "\t"].contains($0) || $0.value == 0x7F }
    return isControl ? "a control character" : nil
  }

  /// Whether a text can be printed: nothing in it commands a terminal.
  private static func isPlain(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 && !["\n", "\t"].contains($0) || (0x7F...0x9F).contains($0.value) }
  }

  /// Leaves the mutant where it is found when the process dies of it.
  private static func note(_ text: String) {
    guard let path = ProcessInfo.processInfo.environment["DAYBOOK_FUZZ_LAST"] else { return }
    try? text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  private static let blocks = [
    """
    var sum = 0
    for i in 0..<100 where i.isMultiple(of: 3) { sum += i * 2 }
    sum
    """,
    """
    func half(_ n: Int, by d: Int = 2) -> Int? {
      guard d != 0 else { return nil }
      return n / d
    }
    if let x = half(7) { note("\\(x)") } else { note("none") }
    half(1, by: 0) ?? -1
    """,
    """
    var groups: [String: [Int]] = [:]
    for (n, name) in ["a", "b", "a"].enumerated() { groups[name, default: []].append(n) }
    groups.map { "\\($0.key): \\($0.value.count)" }.joined(separator: ", ")
    let t = (name: "x", size: 2)
    t.size + groups.count
    """,
    """
    let words = "the quick brown fox".split(separator: " ")
    let kind = switch words.count {
    case 0: "none"
    case 1...3: "few"
    case let n where n > 9: "many \\(n)"
    default: "some"
    }
    kind.uppercased()
    words.map { $0.count }.reduce(0, +)
    """,
    """
    var total = 1.0
    while total < 1000 { total *= 1.5 }
    total.rounded(.up)
    let makers = (1...3).map { i in { (x: Int) in x * i } }
    makers[1](10)
    [3, 1, 2].sorted(by: >).prefix(2)
    """,
    """
    let all = Table(csv: "data/weather.csv")
    let windy = all.filter(col("wind") > 11 && col("station") != "east")
    percent(windy.mean("wet"))
    all.validate {
      Expect("wind").isBetween(0, 22)
      Expect(unique: ["day", "station"])
    }
    """,
    """
    var a = [[1, 2], [3]]
    a[0][1] += 5
    a.append([Int]())
    a[2].append(contentsOf: a[0])
    var d = ["x": 1]
    d["y"] = 2
    d["x"] = nil
    d["y"]! += 1
    d.keys
    let s: String? = d["z"].map { "\\($0)" }
    s?.count ?? 0
    """,
  ]

  private static let notebooks = [
    """
    # Notes <b>&"

    Sums: `{swift} 1 + 1` and [a link](https://example.org) and ![a picture](x.png) and <i>raw</i>.

    ```swift
    //| label: one
    //| caption: "A <b> caption"
    [1, 2, 3].map { $0 * 2 }
    note("<script>alert(1)</script>")
    ["<b>&\\"": 1]
    ```

    See @fig-one.

    > - a list
    >   in a quote
    """
  ]
}
