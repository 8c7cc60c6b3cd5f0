import Engine
import Interpreter
import Report
import Steps

extension Presentation {
  /// A value as a report shows it; nil for values that mean nothing by themselves.
  ///
  /// - Parameter type: what the checker knows of it: the labels of tuples, which values do not carry, and what an empty
  ///   list would be a list of.
  init?(of value: Value, as type: ValueType = .unknown) {
    switch value {
    case .object(let object):
      switch object.payload {
      case let captioned as Captioned:
        guard let inner = Presentation(of: captioned.value, as: type) else { return nil }
        self = inner.captioned(captioned.caption)
      case let note as Note:
        self = Presentation(note: note.text)
      case let result as any Presentable: self = result.presentation
      default:
        guard let text = value.inSentence else { return nil }
        self = Presentation(kind: "value", headline: nil, components: [.paragraph(text)], record: text)
      }
    case .dictionary(let entries):
      let texts = entries.compactMap { key, value in
        key.inSentence.flatMap { key in value.plainText.map { (name: key, value: $0) } }
      }
      guard texts.count == entries.count else { return nil }
      self = Presentation(entries: texts)
    case .array(let values) where (values.first?.type ?? type.listed) == .object("Alert"):
      self = Presentation(alerts: values.alerts)
    case .tuple(let values), .array(let values):
      let texts = values.compactMap(\.inSentence)
      guard texts.count == values.count else { return nil }
      self =
        Presentation(ofLabelled: value, as: type)
        ?? Presentation(kind: "list", headline: nil, components: [.list(texts)], record: texts)
    default:
      guard let text = value.inSentence else { return nil }
      self = Presentation(kind: "value", headline: nil, components: [.paragraph(text)], record: text)
    }
  }

  /// A tuple with labels, or an array of them, as a table; nil for anything else.
  private init?(ofLabelled value: Value, as type: ValueType) {
    switch (value, type.withoutOptional) {
    case (.tuple(let parts), let type):
      guard let labels = type.labels, labels.count == parts.count else { return nil }
      self.init(entries: zip(labels, parts.compactMap(\.plainText)).map { (name: $0, value: $1) })
    case (.array(let elements), .array(let element)):
      guard let labels = element.labels, !elements.isEmpty else { return nil }
      let rows = elements.compactMap { element -> [PlainText]? in
        guard case .tuple(let parts) = element, parts.count == labels.count else { return nil }
        return parts.compactMap(\.plainText)
      }
      guard rows.count == elements.count else { return nil }
      self.init(titles: labels, rows: rows)
    default: return nil
    }
  }
}

extension [Value] {
  fileprivate var alerts: [Alert] {
    compactMap { if case .object(let object) = $0 { object.payload as? Alert } else { nil } }
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
    case .range(let range): range.numbers.isEmpty ? "none" : "\(range.lowerBound) to \(range.numbers.upperBound - 1)"
    case .tuple(let values):
      values.allSatisfy { $0.inSentence != nil } ? values.compactMap(\.inSentence).joined(separator: ", ") : nil
    case .object(let object):
      (object.payload as? Duration).map { "\(NumberText.short($0 / .seconds(1))) s" }
        ?? (object.payload as? Instant)?.description ?? (object.payload as? Alert)?.description
    case .void, .nil, .array, .dictionary, .decimalRange, .function: nil
    }
  }
}

extension Value {
  /// The value as a table writes it; nil for what is no number and no text.
  fileprivate var plainText: PlainText? {
    inSentence.map { text in
      switch self {
      case .int, .double: PlainText(text, isNumber: true)
      default: PlainText(text, isNumber: false)
      }
    }
  }
}

extension ValueType {
  fileprivate var withoutOptional: ValueType { if case .optional(let wrapped) = self { wrapped } else { self } }

  /// The labels of a tuple that has one for each of its values.
  fileprivate var labels: [String]? {
    guard case .tuple(let elements) = self else { return nil }
    let labels = elements.compactMap(\.label)
    return labels.count == elements.count ? labels : nil
  }
  /// What an array holds.
  fileprivate var listed: ValueType? { if case .array(let element) = self { element } else { nil } }

  /// Whether values of the type can stand in a report by themselves.
  var canBeShown: Bool {
    switch self {
    case .array(let element): element.fitsSentence
    case .tuple(let elements): elements.allSatisfy(\.type.fitsSentence)
    case .dictionary(let key, let value): key.fitsSentence && value.fitsSentence
    case .optional(let wrapped): wrapped.canBeShown
    case .object(let name):
      fitsSentence
        || Words.type(named: name).map { $0 is any Presentable.Type || $0 == Note.self || $0 == Captioned.self }
          ?? false
    default: fitsSentence
    }
  }

  /// Whether values of the type can stand in a sentence.
  var fitsSentence: Bool {
    switch self {
    case .int, .double, .bool, .string, .character, .range, .unknown, .any: true
    case .optional(let wrapped): wrapped.fitsSentence
    case .tuple(let elements): elements.allSatisfy(\.type.fitsSentence)
    case .object(let name):
      Words.type(named: name).map { $0 == Duration.self || $0 == Instant.self || $0 == Alert.self } ?? false
    default: false
    }
  }
}
