import Interpreter
import Report

// What a tangled notebook shows: an expression that stands alone is given to `Notebook.show`, a value in a sentence to
// `Notebook.sentence`.

extension Presentation: Presentable {
  public var presentation: Presentation { self }
}

/// A value under a caption of its own, where it stands alone.
public func show(_ value: some Presentable, caption: String) -> Presentation { value.presentation.captioned(caption) }
public func show(_ value: Int, caption: String) -> Presentation { Presentation(number: value).captioned(caption) }
public func show(_ value: Double, caption: String) -> Presentation { Presentation(number: value).captioned(caption) }
public func show(_ value: Bool, caption: String) -> Presentation { Presentation(truth: value).captioned(caption) }
public func show(_ value: String, caption: String) -> Presentation { Presentation(text: value).captioned(caption) }

extension Notebook {
  /// Shows a result in the report, in the block that runs.
  public static func show(_ value: some Presentable) { CompiledRun.current?.show(value.presentation) }
  public static func show(_ value: Int) { show(Presentation(number: value)) }
  public static func show(_ value: Double) { show(Presentation(number: value)) }
  public static func show(_ value: Bool) { show(Presentation(truth: value)) }
  public static func show(_ value: String) { show(Presentation(text: value)) }
  public static func show(_ values: [Int]) { show(Presentation(list: values.map { .int($0) })) }
  public static func show(_ values: [Double]) { show(Presentation(list: values.map { .double($0) })) }
  public static func show(_ values: [Bool]) { show(Presentation(list: values.map { .bool($0) })) }
  public static func show(_ values: [String]) { show(Presentation(list: values.map { .string($0) })) }
  /// A call without a result shows nothing.
  public static func show(_ nothing: Void) {}
  @available(*, unavailable, message: "this has nothing to show: name it with let, or show what is made of it")
  public static func show<T>(_ value: T) {}

  /// Puts a value into a sentence.
  ///
  /// - Parameter index: the expression's place among the notebook's, from zero.
  public static func sentence(_ index: Int, _ value: Int) { put(.int(value), at: index) }
  public static func sentence(_ index: Int, _ value: Double) { put(.double(value), at: index) }
  public static func sentence(_ index: Int, _ value: Bool) { put(.bool(value), at: index) }
  public static func sentence(_ index: Int, _ value: String) { put(.string(value), at: index) }
  @available(*, unavailable, message: "this does not fit into a sentence: show it in a block of its own")
  public static func sentence<T>(_ index: Int, _ value: T) {}

  private static func put(_ value: Value, at index: Int) {
    CompiledRun.current?.put(value.inSentence ?? value.description, inSentence: index)
  }
}

extension Presentation {
  fileprivate init(number value: Int) { self.init(plain: .int(value)) }
  fileprivate init(number value: Double) { self.init(plain: .double(value)) }
  fileprivate init(truth value: Bool) { self.init(plain: .bool(value)) }
  fileprivate init(text value: String) { self.init(plain: .string(value)) }
  fileprivate init(list values: [Value]) { self.init(plain: .array(values)) }

  /// A plain value as the interpreter shows it.
  private init(plain value: Value) { self = Presentation(of: value) ?? Presentation(note: value.description) }
}
