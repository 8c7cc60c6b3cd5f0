/// The step of an ML project that a code block is: the word behind `swift` in its info string.
public enum StepWord: String, CaseIterable, Sendable {
  case scope, data, label, train, evaluate, errors, deploy, monitor, maintain
}
