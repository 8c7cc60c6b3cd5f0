import Engine
import Interpreter
import Report
import Steps

extension Presentation {
  /// A value as a report shows it; nil for values that mean nothing by themselves.
  init?(of value: Value) {
    switch value {
    case .object(let object):
      switch object.payload {
      case let captioned as Captioned:
        guard let inner = Presentation(of: captioned.value) else { return nil }
        self = inner.captioned(captioned.caption)
      case let note as Note:
        self = Presentation(note: note.text)
      case let result as any Presentable: self = result.presentation
      default: return nil
      }
    case .array(let values):
      let texts = values.compactMap(\.inSentence)
      guard texts.count == values.count else { return nil }
      self = Presentation(kind: "list", headline: nil, components: [.list(texts)], record: texts)
    default:
      guard let text = value.inSentence else { return nil }
      self = Presentation(kind: "value", headline: nil, components: [.paragraph(text)], record: text)
    }
  }
}

extension Value {
  /// The value as a sentence writes it; nil for what is no number and no text.
  var inSentence: String? {
    switch self {
    case .int(let value): NumberText.whole(value)
    case .double(let value): NumberText.short(value)
    case .bool(let value): value ? "yes" : "no"
    case .string(let value): value
    case .void, .nil, .array, .range, .object: nil
    }
  }
}
