import Engine
import Interpreter

/// Kinds of models that weigh features one by one.
extension Registry {
  mutating func addLearners() {
    let learner = ValueType.of(Learner.self)
    word(
      .staticMember(of: "Learner"), "logistic",
      [
        Parameter(
          "inverseRegularization", .double, default: .double(1), unit: "weight",
          "of the data against the penalty, above 0: scikit-learn's C",
          rules: [.within(LogisticRegression.Settings.validInverseRegularization, "inverseRegularization")],
          synonyms: ["C", "c", "regularization"])
      ], gives: learner, "logistic regression: simple, quick, a good baseline",
      details: """
        Over standardised numbers and an indicator for each category. Minimises ½‖w‖² + C Σ log loss by Newton's method, the intercept unpenalised, as scikit-learn does. Missing \
        numbers stand at the mean; categories past the 255 most frequent ones of a column share the intercept.
        """,
      example: """
        let simple = train(
          .logistic(inverseRegularization: 0.5), on: split.train, predicting: "late",
          from: features)
        note("ROC AUC: \\(number(evaluate(simple, on: split.test).rocAUC))")
        """
    ) { call in .object(Learner.logistic(inverseRegularization: try call.double("inverseRegularization"))) }
  }
}
