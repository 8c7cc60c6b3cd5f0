/// What people write who come from Swift's libraries, from Python, pandas, R or SQL, and what a notebook has instead.
///
/// What helps depends on the type before the dot. No hint is given that names a member or a function which is not
/// there. `$` in a hint stands for the text of the value before the dot.
enum ForeignNames {
  // MARK: Names

  /// What to write instead of a name that stands alone.
  static func hint(for name: String, in registry: Registry) -> String? {
    names[name].flatMap { isTrue($0, [], registry) ? $0 : nil }
  }

  private static let readsData = "read data with Table(csv: …)"
  private static let drawsTable = "write .chart(…) or .histogram(of: …) behind the table"
  private static let showsValues = "write the value in a line of its own, or note(\"…\")"
  private static let isRepeatable = "results are the same in every run"
  private static let runsInOrder = "blocks run one after the other"

  static let names: [String: String] = [
    "print": showsValues, "println": showsValues, "printf": showsValues, "console": showsValues, "cat": showsValues,
    "display": "write the value in a line of its own, or show(…, caption: \"…\")",
    "fatalError": "return nil, or a text", "precondition": "use validate { … } for data, if for the rest",
    "assert": "use validate { … } for data", "DispatchQueue": runsInOrder, "Task": runsInOrder,
    "FileManager": readsData, "URL": readsData, "pd": readsData, "read_csv": readsData, "readCSV": readsData,
    "readcsv": readsData, "DataFrame": readsData, "open": readsData,
    "np": "compute over columns of a Table",
    "Set": "use an array or a dictionary", "Float": "write Double", "CGFloat": "write Double", "Int64": "write Int",
    "UInt": "write Int", "random": isRepeatable, "arc4random": isRepeatable, "randint": isRepeatable,
    "len": "write .count behind the values", "sum": "of numbers, write .reduce(0, +) behind them",
    "nrow": "write .rowCount behind the table", "ncol": "write .columnNames.count behind the table",
    "summary": "write .profile() behind the table", "enumerate": "write .enumerated() behind the values",
    "train_test_split": "write .split(on: …, at: …) behind the table",
    "LogisticRegression": "write .logistic() in train(…)",
    "XGBClassifier": "write .boostedTrees() in train(…)", "LGBMClassifier": "write .boostedTrees() in train(…)",
    "GradientBoostingClassifier": "write .boostedTrees() in train(…)",
    "RandomForestClassifier": "write .randomForest() in train(…)",
    "range": "write 0..<count", "str": "write \"\\(…)\"", "paste": "write \"\\(…)\"", "int": "write Int(…)",
    "float": "write Double(…)", "list": "write Array(…), or [1, 2]", "c": "write [1, 2]", "dict": "write [key: value]",
    "None": "write nil", "null": "write nil", "NULL": "write nil", "True": "write true", "TRUE": "write true",
    "False": "write false", "FALSE": "write false", "inf": "write Double.infinity", "M_PI": "write Double.pi",
    "math": "write sqrt(…), log(…) and their like by themselves", "pass": "leave it out", "this": "leave it out",
    "Week": "a week is a text, such as \"2013-W27\"", "DateInterval": "compare dates: >= and <=",
    "Alert": "in monitor { … }, write Watch(…)",
    "drift": "write .drift behind what monitor(…) gives", "plot": drawsTable, "Plot": drawsTable,
    "chart": drawsTable, "Chart": drawsTable, "table": showsValues, "figure": drawsTable, "hist": drawsTable,
    "histogram": drawsTable, "plt": drawsTable, "ggplot": drawsTable,
    "BoostedTrees": "write .boostedTrees(…) in train(…)", "LogisticRegressor": "write .logistic() in train(…)",
    "BoostedTreeClassifier": "write .boostedTrees(…) in train(…)",
    "accuracy_score": "write .accuracy behind what evaluate(…) gives",
    "roc_auc_score": "write .rocAUC behind what evaluate(…) gives",
    "Calendar": "use Date(iso: …) and its members", "DateFormatter": "write Date(iso: …)",
    "datetime": "write Date(iso: …)",
  ]

  /// What to write instead of a type's name.
  static let types: [String: String] = [
    "Float": "write Double", "CGFloat": "write Double", "Decimal": "write Double", "float": "write Double",
    "double": "write Double", "Int64": "write Int", "Int32": "write Int", "UInt": "write Int", "Int8": "write Int",
    "UInt8": "write Int", "int": "write Int", "str": "write String", "Text": "write String", "_": "leave the type out",
    "DataFrame": "write Table", "Dictionary": "write [Key: Value]", "Any": "give the value a type of its own",
    "AnyObject": "give the value a type of its own", "Array": "write [Element] or Range<Int>",
    "Range": "write [Element] or Range<Int>", "ClosedRange": "write [Element] or Range<Int>",
    "Set": "use an array or a dictionary",
  ]

  // MARK: Members

  /// What to write instead of a member that values of a type do not have.
  ///
  /// - Parameters:
  ///   - receiver: the text of the value before the dot, where there is one that is short.
  ///   - members: the members that values of the type have.
  static func hint(
    forMember name: String, of type: ValueType, _ receiver: String?, _ members: Set<String>, in registry: Registry
  ) -> String? {
    for holder in holders(of: type) {
      guard let hint = self.members[holder]?[name], isTrue(hint, members, registry) else { continue }
      return hint.replacing("$", with: receiver ?? "…")
    }
    return nil
  }

  /// What a type is called in the table of members, the closest name first.
  private static func holders(of type: ValueType) -> [String] {
    switch type {
    case .array(let element): ["[\(element)]", "Array", "value"]
    case .dictionary: ["Dictionary", "value"]
    case .int, .double: ["number", "value"]
    case .object(let name): [name, "value"]
    default: [type.description, "value"]
    }
  }

  private static let shownByProfile = "write .profile(), which says what each column holds"
  private static let readsNoRows = "write .profile(): a table's rows are not read one by one"

  private static let measuredByGoal = "a goal measures it: Goal(.calibrationError, atMost: …)"
  private static let showsImportance = "write $ in a line of its own: it shows what it relies on"

  static let members: [String: [String: String]] = [
    "Table": [
      "plot": "write .chart(.lines, of: […], over: …)", "line": "write .chart(.lines, of: […], over: …)",
      "bar": "write .chart(.bars, of: […], over: …)", "barChart": "write .chart(.bars, of: […], over: …)",
      "lineChart": "write .chart(.lines, of: […], over: …)", "hist": "write .histogram(of: …)",
      "count": "write .rowCount", "size": "write .rowCount", "length": "write .rowCount", "len": "write .rowCount",
      "nrow": "write .rowCount", "numRows": "write .rowCount", "isEmpty": "write $.rowCount == 0",
      "empty": "write $.rowCount == 0", "shape": "write .rowCount and .columnNames.count",
      "columns": "write .columnNames", "names": "write .columnNames", "colnames": "write .columnNames",
      "describe": shownByProfile, "summary": shownByProfile, "info": shownByProfile, "dtypes": shownByProfile,
      "nunique": shownByProfile, "isnull": shownByProfile, "isna": shownByProfile,
      "median": "write .profile(), or .mean(\"…\")", "std": shownByProfile,
      "average": "write .mean(\"…\")", "avg": "write .mean(\"…\")",
      "sum": "there is .mean(\"…\"), and .share(where: …) for conditions",
      "head": "write .prefix(…)", "tail": "write .sorted(by: […], descending: true).prefix(…)",
      "suffix": "write .sorted(by: […], descending: true).prefix(…)", "first": "write .prefix(…)",
      "rows": readsNoRows, "iloc": readsNoRows, "loc": readsNoRows, "sample": "write .sampled(…)", "show": readsNoRows,
      "where": "write .filter(…)", "query": "write .filter(…)", "rows_where": "write .filter(…)",
      "dropna": "write .filter(col(\"…\").isPresent)", "dropNA": "write .filter(col(\"…\").isPresent)",
      "dropNulls": "write .filter(col(\"…\").isPresent)", "dropMissing": "write .filter(col(\"…\").isPresent)",
      "rename": "write .renaming(\"…\", to: \"…\")", "renamed": "write .renaming(\"…\", to: \"…\")",
      "sort": "write .sorted(by: […])", "sort_values": "write .sorted(by: […])",
      "arrange": "write .sorted(by: […])", "orderBy": "write .sorted(by: […])",
      "drop_na": "write .filter(col(\"…\").isPresent)", "drop": "write .removing([…])",
      "dropping": "write .removing([…])",
      "select": "write .selecting(…)", "withColumn": "write .adding(\"…\", …)", "assign": "write .adding(\"…\", …)",
      "mutate": "write .adding(\"…\", …)", "with_columns": "write .adding(\"…\", …)",
      "map": "compute over columns: .adding(\"…\", …)", "apply": "compute over columns: .adding(\"…\", …)",
      "forEach": "compute over columns: .adding(\"…\", …)", "groupby": "write .grouped(by: […]) { … }",
      "groupBy": "write .grouped(by: […]) { … }",
      "group_by": "write .grouped(by: […]) { … }",
      "merge": "write .joined(with: …, on: \"…\")", "join": "write .joined(with: …, on: \"…\")",
      "leftJoin": "write .joined(with: …, on: \"…\", kind: .left)", "merge_asof": "write .joined(asOf: \"…\", with: …)",
      "concat": "write .stacked(with: …)", "append": "write .stacked(with: …)", "union": "write .stacked(with: …)",
      "vstack": "write .stacked(with: …)", "pivot": "write .pivoted(…)", "pivot_table": "write .pivoted(…)",
      "crosstab": "write .pivoted(…)", "unique": "write .distinct()", "drop_duplicates": "write .distinct()",
    ],
    "Expression": [
      "isNull": "write .isMissing", "isnull": "write .isMissing", "isna": "write .isMissing",
      "isNil": "write .isMissing", "isNA": "write .isMissing", "notnull": "write .isPresent",
      "notna": "write .isPresent", "isNotNull": "write .isPresent", "isin": "write .isOne(of: […])",
      "isIn": "write .isOne(of: […])",
      "between": "write $ >= … && $ <= …", "isBetween": "write $ >= … && $ <= …", "week": "write .isoWeek",
      "shift": "write .lag(…)", "fillna": "write .filled(with: …)", "abs": "write .magnitude",
      "round": "write .rounded(decimals: …)",
      "rolling": "write .rollingMean(rows: …)", "cumsum": "write .cumulativeSum()", "lower": "write .lowercased()",
      "upper": "write .uppercased()", "strip": "write .trimmed()", "startswith": "write .hasPrefix(\"…\")",
      "endswith": "write .hasSuffix(\"…\")", "mean": "of a table, write table.mean(\"…\")",
      "sum": "of a table, write table.mean(\"…\")",
    ],
    "Date": [
      "isoWeek": "write .week", "weekOfYear": "write .week", "dayOfWeek": "write .weekday",
      "dayofweek": "write .weekday", "addingTimeInterval": "write .adding(days: …)",
      "timeIntervalSince": "write .days(since: …)", "formatted": "write \"\\($)\"", "strftime": "write \"\\($)\"",
    ],
    "Evaluation": [
      "auc": "write .rocAUC", "AUC": "write .rocAUC", "roc_auc": "write .rocAUC", "roc": "write .rocCurve",
      "confusionMatrix": "write .confusion", "f1Score": "write .f1", "brierScore": "write .brier",
      "logloss": "write .logLoss", "log_loss": "write .logLoss", "crossEntropy": "write .logLoss",
      "prAUC": "write .averagePrecision", "auprc": "write .averagePrecision",
      "calibrationError": measuredByGoal, "ece": measuredByGoal, "ECE": measuredByGoal,
      "expectedCalibrationError": measuredByGoal, "calibrationCurve": "write .calibration",
      "map": "write $ in a line of its own, or one of its figures: .rocAUC",
      "metrics": "write $ in a line of its own, or one of its figures: .rocAUC",
    ],
    "Model": [
      "predict": "write evaluate($, on: …)", "evaluate": "write evaluate($, on: …)",
      "score": "write evaluate($, on: …)", "test": "write evaluate($, on: …)", "monitor": "write monitor($, …)",
      "featureImportance": showsImportance, "featureImportances": showsImportance, "importance": showsImportance,
      "importances": showsImportance, "feature_importances_": showsImportance, "coefficients": showsImportance,
      "features": "write .featureNames", "columns": "write .featureNames", "fit": "write train(…), which gives a model",
    ],
    "MonitorReport": [
      "psi": "write .drift", "timelines": "write .timeline(.rocAUC)", "isEmpty": "write .alerts.isEmpty",
      "count": "write .alerts.count", "hasAlerts": "write !$.alerts.isEmpty", "warnings": "write .alerts",
    ],
    "Alert": [
      "name": "write .subject, .feature, or \"\\($)\" for all of it", "metric": "write .subject",
      "column": "write .feature", "value": "write .worst", "window": "write .worstWindow",
      "threshold": "write .limit", "message": "write \"\\($)\"",
    ],
    "[Int]": [
      "mean": "write Double($.reduce(0, +)) / Double($.count)",
      "average": "write Double($.reduce(0, +)) / Double($.count)", "sum": "write .reduce(0, +)",
    ],
    "[Double]": [
      "mean": "write $.reduce(0, +) / Double($.count)", "average": "write $.reduce(0, +) / Double($.count)",
      "sum": "write .reduce(0, +)",
    ],
    "Array": [
      "length": "write .count", "size": "write .count", "lenght": "write .count", "len": "write .count",
      "push": "write .append(…)", "add": "write .append(…)", "extend": "write .append(contentsOf: …)",
      "concat": "write + between two arrays", "pop": "write .removeLast()", "head": "write .prefix(…)",
      "tail": "write .suffix(…)", "indices": "write 0..<$.count", "index": "write .firstIndex(of: …)",
      "indexOf": "write .firstIndex(of: …)", "find": "write .first(where: …)", "any": "write .contains(where: …)",
      "some": "write .contains(where: …)", "all": "write .allSatisfy { … }", "every": "write .allSatisfy { … }",
      "where": "write .filter { … }", "select": "write .map { … }", "each": "write .forEach { … }",
      "shuffle": isRepeatable,
    ],
    "Dictionary": [
      "items": "a loop runs over it: for (key, value) in $", "get": "write $[…] ?? …",
      "merging": "set its entries: $[key] = value", "merge": "set its entries: $[key] = value",
      "update": "set its entries: $[key] = value", "has_key": "write $[…] != nil", "containsKey": "write $[…] != nil",
      "has": "write $[…] != nil", "length": "write .count", "size": "write .count", "len": "write .count",
      "pop": "write .removeValue(forKey: …)",
    ],
    "String": [
      "length": "write .count", "size": "write .count", "len": "write .count", "toUpper": "write .uppercased()",
      "upper": "write .uppercased()", "toUpperCase": "write .uppercased()", "toLower": "write .lowercased()",
      "lower": "write .lowercased()", "toLowerCase": "write .lowercased()",
      "strip": "write .trimmingCharacters(in: .whitespaces)", "trim": "write .trimmingCharacters(in: .whitespaces)",
      "trimmed": "write .trimmingCharacters(in: .whitespaces)", "startsWith": "write .hasPrefix(…)",
      "startswith": "write .hasPrefix(…)", "starts": "write .hasPrefix(…)", "endsWith": "write .hasSuffix(…)",
      "endswith": "write .hasSuffix(…)", "replace": "write .replacing(…, with: …)",
      "replacingOccurrences": "write .replacing(…, with: …)", "includes": "write .contains(…)",
      "format": "put values into the text: \"\\(…)\"",
    ],
    "number": [
      "formatted": "write number($), or number($, decimals: 2)", "toFixed": "write number($, decimals: 2)",
      "format": "write number($), or number($, decimals: 2)",
    ],
    "value": [
      "description": "write \"\\($)\"", "toString": "write \"\\($)\"", "random": isRepeatable, "shuffled": isRepeatable,
      "randomElement": isRepeatable, "lazy": "leave it out", "isNil": "write == nil",
    ],
  ]

  // MARK: Members of types

  /// What to write instead of `.name` where one of the types is asked for.
  static func hint(forStaticMember name: String, of types: [String], in registry: Registry) -> String? {
    let members = Set(types.flatMap { registry.names(.staticMember(of: $0)) })
    let hints = types.compactMap { staticMembers[$0]?[name] } + [staticMembers["value"]?[name]].compactMap { $0 }
    return hints.first { isTrue($0, members, registry) }
  }

  private static let runsOnNoDay = "results are the same in every run: use a parameter"

  static let staticMembers: [String: [String: String]] = [
    "Measure": [
      "auc": "write .rocAUC", "AUC": "write .rocAUC", "roc": "write .rocAUC", "logloss": "write .logLoss",
      "calibration": "write .calibrationError", "ece": "write .calibrationError", "ECE": "write .calibrationError",
      "brierScore": "write .brier", "prAUC": "write .averagePrecision", "f1Score": "write .f1()",
      "missing": "in monitor { … }, write Watch(.missing, above: …)",
    ],
    "WatchSubject": [
      "auc": "write .rocAUC", "AUC": "write .rocAUC", "roc": "write .rocAUC", "logloss": "write .logLoss",
      "ks": "write .kolmogorovSmirnov", "KS": "write .kolmogorovSmirnov", "brierScore": "write .brier",
      "prAUC": "write .averagePrecision", "nulls": "write .missing", "PSI": "write .psi", "drift": "write .psi",
    ],
    "Learner": [
      "gradientBoosting": "write .boostedTrees()", "xgboost": "write .boostedTrees()",
      "lightgbm": "write .boostedTrees()", "trees": "write .boostedTrees()",
      "decisionTree": "write .boostedTrees()", "logisticRegression": "write .logistic()",
      "regression": "write .linear() for a number, .logistic() for true or false",
    ],
    "Baseline": [
      "constant": "write .majority", "mostFrequent": "write .majority",
      "dummy": "write .majority", "random": "write .majority", "logistic": "write .model(\"logistic\", train(…))",
    ],
    "Priority": ["high": "write .must", "low": "write .should", "could": "write .should", "medium": "write .should"],
    "Duration": [
      "ms": "write .milliseconds(…)", "millis": "write .milliseconds(…)", "s": "write .seconds(…)",
      "sec": "write .seconds(…)", "min": "write .minutes(…)", "weeks": "write .days(7 * …)",
    ],
    "value": [
      "random": isRepeatable, "now": runsOnNoDay, "today": runsOnNoDay, "some": "write the value itself",
      "none": "write nil",
    ],
  ]

  // MARK: Arguments

  /// What to write instead of a label that a word does not have. `@` in a hint stands for the argument.
  static func hint(
    forLabel label: String, of word: String, _ receiver: String?, _ argument: String, in registry: Registry
  ) -> String? {
    guard let hint = labels["\(word)(\(label):"], isTrue(hint, [], registry) else { return nil }
    let isShort = argument.count <= 30 && !argument.contains("\n")
    return hint.replacing("$", with: receiver.flatMap { $0.count <= 30 ? $0 : nil } ?? "…")
      .replacing("@", with: isShort ? argument : "…")
  }

  /// What to write where an argument without a label is nothing that the word takes.
  static func hint(forUnlabelled word: String, in registry: Registry) -> String? {
    unlabelled[word].flatMap { isTrue($0, [], registry) ? $0 : nil }
  }

  static let labels: [String: String] = [
    "reduce(into:": "write a var, and a for loop that changes it", "within(week:": "write $.isoWeek == @",
    "Project(goals:": "write them inside { … }, each in a line of its own",
    "Project(stakeholders:": "write them inside { … }, each in a line of its own",
    "Date(year:": "write Date(iso: \"2013-07-01\")", "Date(from:": "write Date(iso: …)",
    "Date(string:": "write Date(iso: @)", "adding(weeks:": "write .adding(days: 7 * …)",
    "rounded(toPlaces:": "write number($, decimals: @)",
    "Table(rows:": readsData, "Table(columns:": readsData, "Table(json:": readsData,
  ]

  static let unlabelled: [String: String] = ["Table": "a table is read from a file: Table(csv: \"…\")"]

  // MARK: What is shown alone

  /// What to do with a type that has no members.
  static func onlyShown(_ type: String, in registry: Registry) -> String {
    let hint = shownAlone[type].flatMap { isTrue($0, [], registry) ? $0 : nil }
    return hint ?? "it can only be shown: write it in a line of its own"
  }

  static let shownAlone: [String: String] = [
    "DriftReport": "it can only be shown: decide by the .alerts of a monitor",
    "Timeline": "it can only be shown: decide by the .alerts of a monitor",
    "RateTimeline": "it can only be shown: decide by the .alerts of a monitor",
    "SliceReport": "it can only be shown: for one group, filter its rows and evaluate those",
  ]

  // MARK: Operators

  /// What to write instead of an operator that the language does not have.
  static let operators = [
    "===": "write ==", "!==": "write !=", "&": "write && between two truth values",
    "|": "write || between two truth values", "**": "write pow(…, …)", "^": "write pow(…, …)", "<>": "write !=",
    "~=": "write contains, or a case of a switch", "&+": "write +", "&-": "write -", "&*": "write *",
    "=>": "write >= to compare; a closure is { x in … }", "=<": "write <=", "=!": "write !=",
    "<-": "write let name = …", ":=": "write let name = …", "|>": "write .name(…)", "%>%": "write .name(…)",
  ]

  // MARK: Truth

  /// Whether every word that a hint names is there: a dot behind `$`, or behind no value at all, stands before a member
  /// of the value that is spoken of.
  static func isTrue(_ hint: String, _ members: Set<String>, _ registry: Registry) -> Bool {
    var before: Character = " "
    var depth = 0
    var rest = Substring(hint)
    while let character = rest.first {
      let name = rest.prefix { $0.isLetter || $0.isNumber }
      guard !name.isEmpty else {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        // A member of the value itself is marked, that of anything else is not.
        before = character == "." && (before == "$" || before == " " && depth == 0) ? "$" : character
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(name.count)
      let word = String(name)
      if before == "$", !members.isEmpty {
        guard members.contains(word) else { return false }
      } else if before == "." || before == "$" || rest.first == "(" {
        guard registry.functions.contains(where: { $0.name == word }) else { return false }
      }
      before = name.last ?? " "
    }
    return true
  }
}
