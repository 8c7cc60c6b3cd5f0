import Engine
import Interpreter
import OrderedCollections
import Report

// What a tangled notebook shows: an expression that stands alone is given to `Notebook.show`, a value in a sentence to
// `Notebook.sentence`.

extension Presentation: Presentable {
  public var presentation: Presentation { self }
}

/// A value under a caption of its own, where it stands alone.
public func show(_ value: some Presentable, caption: String) -> Presentation { value.presentation.captioned(caption) }
public func show(_ value: Int, caption: String) -> Presentation { captioned(value, caption) }
public func show(_ value: Double, caption: String) -> Presentation { captioned(value, caption) }
public func show(_ value: Bool, caption: String) -> Presentation { captioned(value, caption) }
public func show(_ value: String, caption: String) -> Presentation { captioned(value, caption) }
public func show(_ value: Date, caption: String) -> Presentation { captioned(value, caption) }
public func show(_ value: Duration, caption: String) -> Presentation { captioned(value, caption) }
public func show<T>(_ values: [T], caption: String) -> Presentation { captioned(values, caption) }
public func show(_ alerts: [Alert], caption: String) -> Presentation { Presentation(alerts: alerts).captioned(caption) }
public func show<Key, Value>(_ entries: [Key: Value], caption: String) -> Presentation { captioned(entries, caption) }

private func captioned(_ value: Any, _ caption: String) -> Presentation {
  Presentation(plain: value).captioned(caption)
}

extension Notebook {
  /// Shows a result in the report, in the block that runs.
  public static func show(_ value: some Presentable) { CompiledRun.current?.show(value.presentation) }
  public static func show(_ value: Int) { show(plain: value) }
  public static func show(_ value: Double) { show(plain: value) }
  public static func show(_ value: Bool) { show(plain: value) }
  public static func show(_ value: String) { show(plain: value) }
  public static func show(_ value: Character) { show(plain: value) }
  public static func show(_ value: Date) { show(plain: value) }
  public static func show(_ value: Duration) { show(plain: value) }
  public static func show(_ value: Range<Int>) { show(plain: value) }
  public static func show(_ value: ClosedRange<Int>) { show(plain: value) }
  /// Shows what may be nil.
  public static func show(_ value: Int?) { show(plain: value as Any) }
  public static func show(_ value: Double?) { show(plain: value as Any) }
  public static func show(_ value: Bool?) { show(plain: value as Any) }
  public static func show(_ value: String?) { show(plain: value as Any) }
  public static func show(_ value: Date?) { show(plain: value as Any) }
  public static func show(_ value: Duration?) { show(plain: value as Any) }
  public static func show(_ value: (some Presentable)?) { show(plain: value as Any) }
  /// Shows a list.
  public static func show<T>(_ values: [T]) { show(plain: values) }
  /// Shows the limits that were crossed.
  public static func show(_ alerts: [Alert]) { CompiledRun.current?.show(Presentation(alerts: alerts)) }
  /// Shows entries in the order of their keys, since a Swift dictionary has none of its own.
  public static func show<Key, Value>(_ entries: [Key: Value]) { show(plain: entries) }
  /// Shows the elements of a tuple as a list.
  public static func show<A, B, each T>(_ values: (A, B, repeat each T)) { show(plain: values) }
  /// A call without a result shows nothing, and neither does one that a nil left out.
  public static func show(_ nothing: Void?) {}
  public static func show(_ nothing: Void) {}
  @available(*, unavailable, message: "this has nothing to show: name it with let, or show what is made of it")
  public static func show<T>(_ value: T) {}

  private static func show(plain value: Any) { CompiledRun.current?.show(Presentation(plain: value)) }

  /// Puts a value into a sentence.
  ///
  /// - Parameter index: the expression's place among the notebook's, from zero.
  public static func sentence(_ index: Int, _ value: Int) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Double) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Bool) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: String) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Character) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Date) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Duration) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Alert) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: Range<Int>) { put(value, at: index) }
  public static func sentence(_ index: Int, _ value: ClosedRange<Int>) { put(value, at: index) }
  public static func sentence<A, B, each T>(_ index: Int, _ values: (A, B, repeat each T)) { put(values, at: index) }
  @available(*, unavailable, message: "this does not fit into a sentence: show it in a block of its own")
  public static func sentence<T>(_ index: Int, _ value: T) {}

  private static func put(_ plain: Any, at index: Int) {
    let value = Value(plain: plain)
    CompiledRun.current?.put(value.inSentence ?? value.description, inSentence: index)
  }
}

extension Presentation {
  /// A plain value as the interpreter shows it.
  fileprivate init(plain: Any) {
    // What may be nil and is not may be a result.
    if let result = plain as? any Presentable {
      self = result.presentation
      return
    }
    let value = Value(plain: plain)
    self = Presentation(of: value, as: ValueType(labelsOf: plain)) ?? Presentation(note: value.description)
  }
}

extension ValueType {
  /// As much of a value's type as its presentation asks for: the labels of a tuple, or of an array's tuples.
  fileprivate init(labelsOf plain: Any) {
    if let values = plain as? [Any] {
      self = .array(values.first.map { ValueType(labelsOf: $0) } ?? .unknown)
      return
    }
    let mirror = Mirror(reflecting: plain)
    guard mirror.displayStyle == .tuple else {
      self = .unknown
      return
    }
    // Swift calls the parts of a tuple without labels .0, .1 and so on.
    self = .tuple(
      mirror.children.map { part in TupleElement(part.label.flatMap { $0.hasPrefix(".") ? nil : $0 }, .unknown) })
  }
}

extension Value {
  /// A value of Swift's own types as the interpreter holds it.
  fileprivate init(plain: Any) {
    switch plain {
    case let value as Int: self = .int(value)
    case let value as Double: self = .double(value)
    case let value as Bool: self = .bool(value)
    case let value as String: self = .string(value)
    case let value as Character: self = .string(String(value))
    case let value as Range<Int>: self = .range(WholeRange(value))
    case let value as ClosedRange<Int>: self = .range(WholeRange(value))
    case let values as [Any]: self = .array(values.map { Value(plain: $0) })
    case let entries as [AnyHashable: Any]: self = Self(entries: entries)
    case let value as Date: self = .object(Object("Date", value))
    case let value as Duration: self = .object(Object("Duration", value))
    default: self = Self(mirrored: plain)
    }
  }

  private init(entries: [AnyHashable: Any]) {
    let pairs = entries.map { (key: Value(plain: $0.key.base), value: Value(plain: $0.value)) }
    let inOrder = pairs.sorted { $0.key.precedes($1.key) }
    self = .dictionary(OrderedDictionary(uniqueKeysWithValues: inOrder.map { ($0.key, $0.value) }))
  }

  /// Tuples, and what may be nil.
  private init(mirrored value: Any) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .tuple: self = .tuple(mirror.children.map { Value(plain: $0.value) })
    case .optional: self = mirror.children.first.map { Value(plain: $0.value) } ?? .nil
    default: self = .string("\(value)")
    }
  }
}
