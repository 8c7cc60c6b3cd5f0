import Engine
import Interpreter

extension Registry {
  /// Words about the notebook itself: parameters, remarks, numbers in sentences, and the members of plain values.
  mutating func addTextWords(_ session: Session) {
    for type in [ValueType.int, .double, .bool, .string] {
      word(
        .free, "parameter",
        [
          Parameter(unlabelled: "name", .string), Parameter("default", type),
          Parameter("help", .string, default: .string("")),
        ], gives: type, "a value that the command line can set: daybook render -P name=value"
      ) { call in
        try session.parameter(call.string("name"), default: call["default"], help: call.string("help"))
      }
    }
    word(
      .free, "show", [Parameter(unlabelled: "value", .any), Parameter("caption", .string)],
      gives: .of(Captioned.self), "shows a value under a caption of its own"
    ) { call in .object(Captioned(value: call["value"], caption: try call.string("caption"))) }
    word(.free, "note", [Parameter(unlabelled: "text", .string)], gives: .of(Note.self), "a remark in the report") {
      call in .object(Note(text: try call.string("text")))
    }
    word(
      .free, "percent",
      [Parameter(unlabelled: "share", .double), Parameter("decimals", .int, default: .int(1))], gives: .string,
      "a share from 0 to 1 in per cent: 0.237 is 23.7%"
    ) { call in .string(NumberText.percent(try call.double("share"), decimals: try call.int("decimals"))) }
    word(
      .free, "number",
      [
        Parameter(unlabelled: "value", .either([.double, .int])), Parameter("decimals", .optional(.int), default: .nil),
      ],
      gives: .string, "a number with commas between thousands, and so many decimals"
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
