extension Model {
  /// How the name of an ONNX file ends.
  public static let onnxEnding = ".onnx"
  private static let onnxOutput = "prediction"

  /// Writes the model with its encodings as an ONNX file, for other programs to predict with: onnxruntime, for one.
  ///
  /// Each column is an input of its own, a matrix of one column: numbers as doubles, missing ones as NaN; truth values as
  /// 0 and 1; texts as strings, missing ones empty. The output `prediction` is a double: the chance of true, a chance for
  /// each class, or the number. Predictions are within 1e-5 of the model's own: the sums of trees are floats there.
  ///
  /// - Throws: `DataError.invalid` where the kind of model or an encoding has no such form; `.cannotWrite`.
  public func write(onnx path: String, displayPath: String? = nil) throws(DataError) {
    let bytes = try onnxBytes()
    let file = try WholeFile(path: path, displayPath: displayPath ?? path)
    try file.append(bytes)
    try file.finish()
  }

  func onnxBytes() throws(DataError) -> [UInt8] {
    guard !featureNames.contains(Self.onnxOutput) else {
      throw .invalid(
        "a feature is called \"\(Self.onnxOutput)\", as the file's output is; rename it before the model is trained")
    }
    var graph = ONNXGraph()
    var features: [ONNXFeature] = []
    for column in schema.columns { features += try graph.features(of: column) }
    let scores: String
    switch predictor {
    case let trees as BoostedTrees:
      scores = graph.finish(try graph.trees(trees.ensemble, from: trees.start, features), trees.objective.form)
    case let forest as RandomForest:
      scores = graph.shares(try graph.trees(forest.ensemble, from: forest.startSums, features), kind)
    case let logistic as LogisticRegression:
      let sums = graph.linear(logistic.scaling, logistic.coefficients, logistic.intercepts, features)
      scores =
        logistic.intercepts.count > 1 ? graph.add("Softmax", [sums], [("axis", .int(1))]) : graph.add("Sigmoid", [sums])
    case let linear as LinearRegression: scores = graph.linear(linear, features)
    case let net as ElasticNet: scores = graph.linear(net.regression, features)
    case let poisson as PoissonRegression:
      let sums = graph.linear(
        poisson.function.scaling, poisson.function.coefficients, [poisson.function.intercept], features)
      scores = graph.add("Mul", [graph.add("Exp", [sums]), graph.constant([poisson.unit], shape: [1])])
    default:
      throw .invalid(
        calibration == nil
          ? "\(learner.name) cannot be written as ONNX: trees and linear models can"
          : "a calibrated model cannot be written as ONNX: write the model that was calibrated")
    }
    graph.add("Identity", [scores], as: Self.onnxOutput)
    graph.output(Self.onnxOutput, .double, width: kind.outputs)
    return graph.file(named: "daybook", note: "predicts \(target)")
  }
}

/// A feature as the graph has it: numbers (NaN where missing), or places of categories (the count where it is none).
struct ONNXFeature {
  enum Content {
    case number
    case category(count: Int)
  }

  let value: String
  let content: Content
}

extension ONNXGraph {
  // MARK: Columns

  fileprivate mutating func features(of column: FeatureSchema.CodedColumn) throws(DataError) -> [ONNXFeature] {
    func texts() { input(column.name, .text) }
    switch column.coding {
    case .plain(.number):
      input(column.name, .double)
      return [ONNXFeature(value: column.name, content: .number)]
    case .plain(.category(let categories)):
      texts()
      return [ONNXFeature(value: places(column.name, categories), content: .category(count: categories.count))]
    case .encoded(.imputedNumber(let median)):
      input(column.name, .double)
      return [ONNXFeature(value: filled(column.name, median), content: .number)]
    case .encoded(.standardised(let mean, let deviation)):
      input(column.name, .double)
      let centred = add("Sub", [column.name, constant([mean], shape: [1])])
      return [ONNXFeature(value: add("Div", [centred, constant([deviation], shape: [1])]), content: .number)]
    case .encoded(.imputedCategory(let categories)):
      texts()
      let known = places(column.name, categories)
      // What is missing or unknown is the first.
      let last = constant([Double(categories.count)], shape: [1])
      let isNone = add("Equal", [known, last])
      return [
        ONNXFeature(
          value: add("Where", [isNone, constant([0], shape: [1]), known]), content: .category(count: categories.count))
      ]
    case .encoded(.oneHot(let categories)):
      texts()
      let known = places(column.name, categories)
      return categories.indices.map { place in
        let isIt = add("Equal", [known, constant([Double(place)], shape: [1])])
        return ONNXFeature(
          value: add("Cast", [isIt], [("to", .int(Element.double.rawValue))]), content: .number)
      }
    case .encoded(.target(let categories, let outputs, let values)):
      texts()
      // The last two rows are those of the missing and of the unknown; an empty text is the missing one, unless it is a
      // category.
      let keys = categories.contains("") ? categories : categories + [""]
      let known = add(
        "LabelEncoder", [column.name],
        [
          ("keys_strings", .texts(keys)), ("values_floats", .floats(keys.indices.map(Double.init))),
          ("default_float", .float(Float(categories.count + 1))),
        ], domain: Self.machineLearning)
      let rows = add("Cast", [known], [("to", .int(Element.int64.rawValue))])
      let flat = add("Reshape", [rows, constant([-1])])
      return outputs.indices.map { output in
        let table = constant(
          (0..<categories.count + 2).map { values[$0 * outputs.count + output] }, shape: [categories.count + 2, 1])
        return ONNXFeature(value: add("Gather", [table, flat], [("axis", .int(0))]), content: .number)
      }
    case .encoded(.hashed), .encoded(.words), .encoded(.dateParts):
      throw .invalid("the encoding of \"\(column.name)\" cannot be written as ONNX, which has no such operator")
    }
  }

  /// Of each text the place of its category, as a double; their number where it is none.
  private mutating func places(_ input: String, _ categories: [String]) -> String {
    let found = add(
      "LabelEncoder", [input],
      [
        ("keys_strings", .texts(categories)), ("values_floats", .floats(categories.indices.map(Double.init))),
        ("default_float", .float(Float(categories.count))),
      ], domain: Self.machineLearning)
    return add("Cast", [found], [("to", .int(Element.double.rawValue))])
  }

  private mutating func filled(_ value: String, _ number: Double) -> String {
    add("Where", [add("IsNaN", [value]), constant([number], shape: [1]), value])
  }

  /// Places as indices into a table's rows.
  private mutating func indices(_ value: String, atMost last: Int) -> String {
    let bounded = add("Min", [value, constant([Double(last)], shape: [1])])
    let whole = add("Cast", [bounded], [("to", .int(Element.int64.rawValue))])
    return add("Reshape", [whole, constant([-1])])
  }

  // MARK: Linear models

  fileprivate mutating func linear(_ regression: LinearRegression, _ features: [ONNXFeature]) -> String {
    let function = regression.function
    let sums = linear(function.scaling, function.coefficients, [function.intercept], features)
    return add("Mul", [sums, constant([regression.unit], shape: [1])])
  }

  /// Intercepts plus coefficients by the design's columns.
  fileprivate mutating func linear(
    _ scaling: FeatureScaling, _ coefficients: [Double], _ intercepts: [Double], _ features: [ONNXFeature]
  ) -> String {
    let outputs = intercepts.count
    let width = coefficients.count / outputs
    func row(_ column: Int) -> [Double] { (0..<outputs).map { coefficients[$0 * width + column] } }
    var sums = ""
    var column = 0
    for (feature, scale) in zip(features, scaling.scales) {
      let part: String
      switch scale {
      case .number(let mean, let deviation):
        let centred = add("Sub", [filled(feature.value, mean), constant([mean], shape: [1])])
        let scaled = add("Div", [centred, constant([deviation], shape: [1])])
        let bounded = add("Clip", [scaled, scalar(-1e6), scalar(1e6)])
        part = add("MatMul", [bounded, constant(row(column), shape: [1, outputs])])
        column += 1
      case .category(let count):
        // Behind the categories with an indicator stand those without.
        let table = (0..<count).flatMap { row(column + $0) } + [Double](repeating: 0, count: outputs)
        part = add(
          "Gather", [constant(table, shape: [count + 1, outputs]), indices(feature.value, atMost: count)],
          [("axis", .int(0))])
        column += count
      }
      sums = sums.isEmpty ? part : add("Add", [sums, part])
    }
    return add("Add", [sums, constant(intercepts, shape: [1, outputs])])
  }

  private mutating func scalar(_ number: Double) -> String { constant([number], shape: []) }

  // MARK: Trees

  /// The sums of the trees' leaves.
  ///
  /// A split on categories asks whether one is in a set. The operator knows no sets, so that each set is a column of its
  /// own, looked up by the category.
  fileprivate mutating func trees(
    _ ensemble: TreeEnsemble, from start: [Double], _ features: [ONNXFeature]
  ) throws(DataError) -> String {
    var table = ONNXTreeTable(ensemble)
    guard table.asksSetsOfCategoriesAlone else {
      throw .invalid("a tree of this model splits numbers otherwise than by a bound, which ONNX cannot say")
    }
    var columns: [String] = features.map(\.value)
    for (place, sets) in table.sets.enumerated() where !sets.isEmpty {
      let binning = ensemble.binnings[place]
      let rows = (0...binning.valueBins).flatMap { bin in sets.map { $0.bit(UInt8(bin)) == 1 ? 1.0 : 0 } }
      // Categories without a bin of their own share the last one with what is missing.
      let looked = add(
        "Gather",
        [
          constant(rows, shape: [binning.valueBins + 1, sets.count]),
          indices(features[place].value, atMost: binning.valueBins),
        ],
        [("axis", .int(0))])
      columns.append(looked)
    }
    table.place(behind: features.count)
    let all = add("Concat", columns, [("axis", .int(1))])
    let outputs = ensemble.outputs
    let sums = add(
      "TreeEnsembleRegressor", [all],
      [
        ("n_targets", .int(outputs)), ("aggregate_function", .text("SUM")), ("post_transform", .text("NONE")),
        ("base_values_as_tensor", .doubles(start)), ("nodes_treeids", .ints(table.trees)),
        ("nodes_nodeids", .ints(table.nodes)), ("nodes_featureids", .ints(table.columns)),
        ("nodes_modes", .texts(table.modes)), ("nodes_values_as_tensor", .doubles(table.values)),
        ("nodes_truenodeids", .ints(table.yes)), ("nodes_falsenodeids", .ints(table.no)),
        ("nodes_missing_value_tracks_true", .ints(table.missing)), ("target_treeids", .ints(table.leafTrees)),
        ("target_nodeids", .ints(table.leafNodes)), ("target_ids", .ints(table.leafTargets)),
        ("target_weights_as_tensor", .doubles(table.leafValues)),
      ], domain: Self.machineLearning)
    return add("Cast", [sums], [("to", .int(Element.double.rawValue))])
  }

  fileprivate mutating func finish(_ sums: String, _ form: BoostingObjective.Form) -> String {
    switch form {
    case .logistic: add("Sigmoid", [sums])
    case .poisson: add("Exp", [sums])
    case .squared, .quantile: sums
    case .softmax: add("Softmax", [sums], [("axis", .int(1))])
    }
  }

  /// What a forest makes of its sums.
  fileprivate mutating func shares(_ sums: String, _ kind: TargetKind) -> String {
    switch kind {
    case .number: return sums
    case .binary: return add("Clip", [sums, scalar(0), scalar(1)])
    case .multiclass:
      let positive = add("Max", [sums, constant([0], shape: [1])])
      let total = add("ReduceSum", [positive, constant([1])], [("keepdims", .int(1))])
      return add("Div", [positive, total])
    }
  }
}
