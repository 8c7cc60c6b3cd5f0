/// The variables of one running function, closure or block.
///
/// Numbers and truth values lie in `words`, everything else in `values`; what closures share lies in boxes.
final class Frame {
  let words: UnsafeMutablePointer<Int>
  let values: UnsafeMutablePointer<Value>
  private let valueCount: Int
  var boxes: [Box]
  /// What `return` gave.
  var returned = Value.void
  let machine: Machine

  init(_ shape: FrameShape, boxes: [Box] = [], _ machine: Machine) {
    words = UnsafeMutablePointer.allocate(capacity: shape.words)
    words.initialize(repeating: 0, count: shape.words)
    values = UnsafeMutablePointer.allocate(capacity: shape.values)
    values.initialize(repeating: .void, count: shape.values)
    valueCount = shape.values
    self.boxes = boxes
    while self.boxes.count < shape.boxes { self.boxes.append(Box()) }
    self.machine = machine
  }

  deinit {
    words.deallocate()
    values.deinitialize(count: valueCount)
    values.deallocate()
  }
}

/// How many variables of each kind a frame holds; known when all of the code is lowered.
final class FrameShape {
  var words = 0
  var values = 0
  var boxes = 0
}

/// A variable that closures share.
final class Box {
  var value: Value

  init(_ value: Value = .void) { self.value = value }
}

/// A global variable, at a place that stays.
final class Cell {
  let word: UnsafeMutablePointer<Int>
  let value: UnsafeMutablePointer<Value>

  init() {
    word = UnsafeMutablePointer.allocate(capacity: 1)
    word.initialize(to: 0)
    value = UnsafeMutablePointer.allocate(capacity: 1)
    value.initialize(to: .void)
  }

  deinit {
    word.deallocate()
    value.deinitialize(count: 1)
    value.deallocate()
  }
}

/// The code of a function, ready to run.
final class FunctionCode {
  let shape: FrameShape
  let run: StatementCode
  /// Puts a call's values into the frame, in the order of the parameters.
  let stores: [ValueStore]

  init(shape: FrameShape, run: @escaping StatementCode, stores: [ValueStore]) {
    self.shape = shape
    self.run = run
    self.stores = stores
  }
}

/// What a statement does to the code around it.
enum Flow { case next, `break`, `continue`, `return` }

typealias IntCode = (Frame) throws -> Int
typealias DoubleCode = (Frame) throws -> Double
typealias BoolCode = (Frame) throws -> Bool
typealias ValueCode = (Frame) throws -> Value
typealias StatementCode = (Frame) throws -> Flow
typealias ValueStore = (Frame, Value) -> Void

/// An expression, ready to run, in the representation of its type.
enum Code {
  case int(IntCode)
  case double(DoubleCode)
  case bool(BoolCode)
  case value(ValueCode)

  var asValue: ValueCode {
    switch self {
    case .int(let code): { .int(try code($0)) }
    case .double(let code): { .double(try code($0)) }
    case .bool(let code): { .bool(try code($0)) }
    case .value(let code): code
    }
  }
}

extension Double {
  /// A number as a frame's word holds it.
  @inline(__always) var word: Int { Int(bitPattern: UInt(bitPattern)) }

  @inline(__always) init(word: Int) { self.init(bitPattern: UInt64(UInt(bitPattern: word))) }
}
