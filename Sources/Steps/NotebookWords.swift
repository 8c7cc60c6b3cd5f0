import Engine
import Interpreter

/// Words about the notebook itself: parameters, remarks, captions, numbers in sentences.
extension Registry {
  mutating func addNotebookWords(_ session: Session) {
    for type in [ValueType.int, .double, .bool, .string] {
      word(
        .free, "parameter",
        [
          Parameter(unlabelled: "name", .string, "what the command line calls it"),
          Parameter(
            "default", type, unit: type == .int || type == .double ? "any unit" : nil,
            "its value where the command line gives none", synonyms: ["value", "defaultValue", "initial"]),
          Parameter(
            "help", .string, default: .string(""), "what it is, in a few words",
            synonyms: ["description", "label", "title", "text"]),
        ], gives: type, "a value that the command line can set: -P name=value",
        details: """
          Declared where it is used; `daybook render -P farAway=2000 …` sets it. The command line's text is read as the default's type; one that does not fit is an \
          error, and so is a name that no block declares. The report's footer lists every parameter with its value.
          """,
        example: """
          let farAway = parameter("farAway", default: 1500, help: "miles of a long trip")
          percent(flights.share(where: col("distance") >= farAway))
          """
      ) { call in
        try session.parameter(call.string("name"), default: call["default"], help: call.string("help"))
      }
    }
    word(
      .free, "show",
      [
        Parameter(unlabelled: "value", .any, "anything that can be shown by itself"),
        Parameter(
          "caption", .string, "what stands under its first figure or table",
          synonyms: ["title", "label", "as", "name"]),
      ],
      gives: .of(Captioned.self), "shows a value under a caption of its own",
      details: """
        Without it, a value that stands alone is shown under a caption made from its numbers. For the first result of \
        a block, the option `//| caption: …` does the same.
        """,
      example: """
        show(quality.confusion, caption: "Flights that were called late")
        """
    ) { call in .object(Captioned(value: call["value"], caption: try call.string("caption"))) }
    word(
      .free, "note", [Parameter(unlabelled: "text", .string, "one or a few sentences; `\\(…)` puts values in")],
      gives: .of(Note.self), "a remark in the report, set off from the text",
      details: "For what depends on the results: inside `if`, where prose could not know which branch is taken.",
      example: """
        if quality.rocAUC > 0.8 {
          note("The model ranks well enough for a trial.")
        }
        """
    ) { call in .object(Note(text: try call.string("text"))) }
    addNumberTexts()
  }

  private static let placesBehindThePoint = ["digits", "places", "precision", "fractionDigits", "fractionLength"]

  private mutating func addNumberTexts() {
    word(
      .free, "percent",
      [
        Parameter(unlabelled: "share", .double, unit: "share, 1 is the whole", "what to write"),
        Parameter(
          "decimals", .int, default: .int(1), unit: "digits", "how many behind the point, 0 to 12",
          synonyms: Self.placesBehindThePoint),
      ], gives: .string, "a share in per cent: 0.237 is 23.7%",
      details: "Rounded half away from zero. What is no number, as `Double.nan`, is written as a dash.",
      example: """
        percent(flights.mean("late"))
        """
    ) { call in .string(NumberText.percent(try call.double("share"), decimals: try call.int("decimals"))) }
    word(
      .free, "number",
      [
        Parameter(unlabelled: "value", .either([.double, .int]), "what to write"),
        Parameter(
          "decimals", .optional(.int), default: .nil, unit: "digits",
          "how many behind the point, 0 to 12; nil for as many as the size asks for",
          synonyms: Self.placesBehindThePoint),
      ],
      gives: .string, "a number as sentences write it: 1,344.26",
      details: """
        With commas between thousands and a true minus sign, rounded half away from zero. Without `decimals:`, large \
        numbers have none and small ones up to eight, none of them but zeros: 1,040 and 12.6 and 0.901 and 0.00012.
        """,
      example: """
        number(flights.mean("distance"), decimals: 0)
        """
    ) { call in
      let decimals: Int? = try call.optional("decimals")
      if case .int(let whole) = call["value"] {
        return .string(decimals.map { NumberText.decimal(Double(whole), decimals: $0) } ?? NumberText.whole(whole))
      }
      let value = try call.double("value")
      return .string(decimals.map { NumberText.decimal(value, decimals: $0) } ?? NumberText.short(value))
    }
  }
}
