import Engine
import Interpreter

extension Registry {
  mutating func addModelingWords() {
    let learner = ValueType.of(Learner.self)
    word(
      .staticMember(of: "Learner"), "boostedTrees",
      [
        Parameter("rounds", .int, default: .int(200)), Parameter("leaves", .int, default: .int(31)),
        Parameter("learningRate", .double, default: .double(0.1)),
        Parameter("minimumRows", .int, default: .int(20)),
      ], gives: learner, "histogram gradient boosting of decision trees"
    ) { call in
      .object(
        Learner.boostedTrees(
          rounds: try call.int("rounds"), leaves: try call.int("leaves"),
          learningRate: try call.double("learningRate"), minimumRows: try call.int("minimumRows")))
    }
    word(
      .staticMember(of: "Learner"), "logistic",
      [Parameter("inverseRegularization", .double, default: .double(1))], gives: learner,
      "logistic regression on standardised numbers and one indicator a category"
    ) { call in .object(Learner.logistic(inverseRegularization: try call.double("inverseRegularization"))) }
    word(
      .free, "train",
      [
        Parameter(unlabelled: "learner", learner), Parameter("on", .of(Table.self)), Parameter("predicting", .string),
        Parameter("from", .array(.string)),
      ], gives: .of(Model.self), "learns to predict a column from others"
    ) { call in
      .object(
        try train(
          call.object("learner"), on: call.object("on"), predicting: call.string("predicting"),
          from: call.objects("from")))
    }
    property("featureNames", of: Model.self, gives: .array(.string), "the columns that the model learned from") {
      .array($0.featureNames.map { .string($0) })
    }
  }
}
