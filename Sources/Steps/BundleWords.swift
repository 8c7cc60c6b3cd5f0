import Engine
import Interpreter

/// Models kept in files.
extension Registry {
  mutating func addBundleWords(_ session: Session) {
    let example = """
      model.write(bundle: "late.daybookmodel")
      let again = Model(bundle: "../reports/late.daybookmodel")
      note("ROC AUC: \\(number(evaluate(again, on: split.test).rocAUC))")
      """
    word(
      .method(of: .of(Model.self)), "write",
      [Parameter("bundle", .string, "the file's name in the folder of reports", synonyms: ["path", "to", "file"])],
      gives: .void, "writes a model with all that it needs to predict into one file",
      details: """
        Into the project's `reports/`; its name ends in `.daybookmodel`. Encodings and a calibration are part of it. The \
        file's form has a version, and a checksum.
        """, example: example
    ) { call in
      let model = try call.receiver(as: Model.self)
      try session.write(call.string("bundle"), of: model.trainingRows, endings: [Model.bundleEnding]) {
        try model.write(bundle: $0, displayPath: $1)
      }
      return .void
    }
    word(
      .method(of: .of(Model.self)), "write",
      [Parameter("onnx", .string, "the file's name in the folder of reports", synonyms: ["ONNX"])],
      gives: .void, "writes a model as an ONNX file, for other programs to predict with",
      details: """
        Into the project's `reports/`; its name ends in `.onnx`. Trees and linear models can be written, with their encodings \
        but for `.hashed`, `.words` and `.dateParts`; a calibrated model cannot. Each column is an input of its own, a matrix \
        of one column: numbers as doubles, missing ones as NaN, truth values as 0 and 1, texts as strings, missing ones empty. \
        The output `prediction` is within 1e-5 of the model's own.
        """,
      example: """
        model.write(onnx: "late.onnx")
        note("onnxruntime can serve it.")
        """
    ) { call in
      let model = try call.receiver(as: Model.self)
      try session.write(call.string("onnx"), of: model.trainingRows, endings: [Model.onnxEnding]) {
        try model.write(onnx: $0, displayPath: $1)
      }
      return .void
    }
    word(
      .initializer, "Model",
      [Parameter("bundle", .string, "the file's path, from the notebook's own folder", synonyms: ["path", "file"])],
      gives: .of(Model.self), "reads a model that was written to a file",
      details: "It predicts the same bits. A file of another version of Daybook is an error that says so.",
      example: example
    ) { call in .object(try session.model(bundle: call.string("bundle"))) }
  }
}
