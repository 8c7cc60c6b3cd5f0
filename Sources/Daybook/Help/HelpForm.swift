import Notebook
import Steps

/// How a notebook is written around its Swift.
extension Lesson {
  static let form = [
    Lesson(
      "A notebook", names: ["notebook", "notebooks", "prose", "markdown", "Markdown"],
      """
      A notebook is a text file such as `notebooks/late.md`: front matter between two `---` lines, prose in CommonMark, \
      and blocks of Swift between fences. The files that it reads are named from its own folder. `daybook render \
      notebooks/late.md` runs it and writes `reports/late.html`; `daybook check` finds its mistakes without running it, \
      and `daybook preview` shows the report while you write.
      """,
      notebook: whole),
    Lesson(
      "Front matter", names: ["front matter", "front-matter", "title", "subtitle", "author", "lang"],
      """
      What a notebook says about itself, between two `---` lines at its top, one `key: value` a line; none of them has \
      to be there. Without a `title`, the first `#` heading is the title. `{name}` in the title and the subtitle is the \
      value of the parameter of that name. A text with a colon in it needs quotes.
      """,
      terms: FrontMatter.Key.allCases.map { ($0.rawValue, $0.help) },
      notebook: """
        ---
        title: "Late flights from {airport}"
        subtitle: What a week of departures looked like
        author: Airport analytics
        date: 2026-11-22
        ---

        ```swift data
        let airport = parameter("airport", default: "LGA", help: "where they leave")
        let flights = Table(csv: "data/flights.csv").filter(col("origin") == airport)
        flights
        ```
        """),
    Lesson(
      "Blocks", names: ["block", "blocks", "steps", "fence", "fences"],
      """
      A fenced block whose info string starts with `swift` runs. The word behind it names the step of the project: \
      \(StepWord.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")); bare `swift` belongs to none. Blocks run \
      from top to bottom, and what one declares the later ones see.

      An expression that stands alone is shown, in branches, loops and the bodies of functions too; a `let`, a `var` \
      and an assignment are silent. Blocks of other languages are shown as code and do not run.
      """,
      notebook: """
        ```swift data
        let flights = Table(csv: "data/flights.csv")
        flights.profile()
        ```

        ```swift
        let share = flights.share(where: col("dep_delay") > 15)
        percent(share)
        ```
        """),
    Lesson(
      "Options", names: ["option", "options", "label", "caption", "echo", "eval"],
      "Lines at a block's top that start with `//|` are options, one `key: value` a line.",
      terms: BlockOptions.Key.allCases.map { ($0.rawValue, $0.help) },
      notebook: """
        ```swift data
        //| label: columns
        //| caption: What the flights are told by.
        //| echo: false
        Table(csv: "data/flights.csv").profile()
        ```
        """),
    Lesson(
      "Values in sentences", names: ["inline", "sentence", "sentences", "values"],
      """
      `` `{swift} expression` ``, backticks included, puts a number, a text or a day into a sentence, from any block of \
      the notebook, later ones included. `percent` and `number` write numbers for readers. In a block, a text takes \
      values as `\\(…)`.
      """,
      notebook: #"""
        Of `{swift} flights.rowCount` flights, `{swift} percent(late)` left late.

        ```swift data
        let flights = Table(csv: "data/flights.csv")
        let late = flights.share(where: col("dep_delay") > 15)
        note("\(percent(1 - late)) left on time.")
        ```
        """#),
    Lesson(
      "References",
      names: [
        "reference", "references", "cross references", "figure", "figures", "@fig", "@tbl", "tbl", "table number",
      ],
      """
      `@fig-name` in prose links to the first figure of the block whose label is `name`, or to its first table where it \
      shows no figure, and is written as its number: "Figure 2" or "Table 1". Tables have no mark of their own. A block \
      that shows neither has no number to refer to.
      """,
      notebook: """
        Which columns there are, @fig-columns tells.

        ```swift data
        //| label: columns
        Table(csv: "data/flights.csv").profile()
        ```
        """),
    Lesson(
      "Parameters", names: ["parameters", "for-each", "-P", "params"],
      """
      `parameter` declares a value that the command line can set: `daybook render -P airport=EWR …` for one report, \
      `--for-each airport=EWR,JFK,LGA` for one of each, `--for-each week=2013-W27...2013-W30` for a range. `daybook \
      inspect` lists them. A parameter is declared once; `{airport}` in the title is its value.
      """,
      notebook: #"""
        ---
        title: Flights from {airport}
        ---

        ```swift data
        let airport = parameter("airport", default: "LGA", help: "where they leave")
        let leaving = Table(csv: "data/flights.csv").filter(col("origin") == airport)
        "\(leaving.rowCount) flights left."
        ```
        """#),
  ]

  /// The notebook that the help begins with.
  static let whole = """
    ---
    title: Late flights in {year}
    ---

    ## The data

    Of `{swift} flights.rowCount` flights, `{swift} percent(late)` left late; @fig-columns has more.

    ```swift data
    //| label: columns
    //| caption: What is known of each flight.
    let year = parameter("year", default: 2013, help: "the year to report")
    let flights = Table(csv: "data/flights.csv").filter(col("year") == year)
    let late = flights.share(where: col("dep_delay") > 15)
    flights.profile()
    ```
    """
}

extension FrontMatter.Key {
  fileprivate var help: String {
    switch self {
    case .title: "what the report is called"
    case .subtitle: "one line below the title"
    case .author: "who answers for the report"
    case .date: "the day that stands above the title, as `2026-11-22`"
    case .lang:
      "the language of the prose, as `en`, `de` or `pt-BR`: numbers and dates of results are written in its form"
    case .theme: "the look of the page: `plain`, `memo`, or a folder of templates of your own"
    case .accent: "the colour of links and lines, as `\"#1d5b94\"`"
    case .logo: "a picture at the page's head: PNG, JPEG, GIF, WebP or SVG, at most 200 KB"
    case .footer: "a line at the page's foot"
    case .privacy: "what the report must not show: `hide: [name, email]` columns, `minimumGroup: 10` rows of a group"
    }
  }
}

extension BlockOptions.Key {
  fileprivate var help: String {
    switch self {
    case .label: "a name that `@fig-name` in prose refers to: lowercase letters, digits and hyphens"
    case .caption: "what stands under the block's first figure or table"
    case .echo: "whether the page shows the code: `true`, `false` or `fold`, which is usual"
    case .show: "whether the page shows the results: `true` or `false`"
    case .eval: "whether the block runs: `true` or `false`"
    }
  }
}
