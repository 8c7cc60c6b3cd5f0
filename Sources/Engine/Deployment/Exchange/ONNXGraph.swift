/// A graph of operators as an ONNX file holds it (onnx.proto3 of ONNX 1.14: IR version 8, opsets 15 and ai.onnx.ml 3).
///
/// Every value is a matrix of a row for each row that is asked.
struct ONNXGraph {
  enum Attribute {
    case int(Int)
    case float(Float)
    case text(String)
    case ints([Int])
    case floats([Double])
    case texts([String])
    case doubles([Double])
  }

  enum Element: Int {
    case int64 = 7
    case text = 8
    case double = 11
  }

  private var nodes: [[UInt8]] = []
  private var initializers: [[UInt8]] = []
  private var inputs: [[UInt8]] = []
  private var outputs: [[UInt8]] = []
  private var count = 0

  private mutating func fresh() -> String {
    count += 1
    return "daybook:\(count)"
  }

  // MARK: Ends

  mutating func input(_ name: String, _ type: Element) { inputs.append(Self.value(name, type, width: 1)) }
  mutating func output(_ name: String, _ type: Element, width: Int) {
    outputs.append(Self.value(name, type, width: width))
  }

  private static func value(_ name: String, _ type: Element, width: Int) -> [UInt8] {
    var info = ProtobufWriter()
    info.write(1, name)
    info.write(2) { kind in
      kind.write(1) { tensor in
        tensor.write(1, type.rawValue)
        tensor.write(2) { shape in
          shape.write(1) { $0.write(2, "rows") }
          shape.write(1) { $0.write(1, width) }
        }
      }
    }
    return info.bytes
  }

  // MARK: Constants

  mutating func constant(_ numbers: [Double], shape: [Int]) -> String {
    let name = fresh()
    initializers.append(Self.tensor(numbers, shape, name))
    return name
  }

  mutating func constant(_ numbers: [Int]) -> String {
    let name = fresh()
    var tensor = ProtobufWriter()
    tensor.write(1, packed: [numbers.count])
    tensor.write(2, Element.int64.rawValue)
    tensor.write(7, packed: numbers)
    tensor.write(8, name)
    initializers.append(tensor.bytes)
    return name
  }

  private static func tensor(_ numbers: [Double], _ shape: [Int], _ name: String) -> [UInt8] {
    var tensor = ProtobufWriter()
    tensor.write(1, packed: shape)
    tensor.write(2, Element.double.rawValue)
    tensor.write(8, name)
    tensor.write(9, numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } })
    return tensor.bytes
  }

  // MARK: Operators

  /// Adds an operator.
  ///
  /// - Parameter output: what its result is called; nil for a name of its own.
  /// - Returns: the result's name.
  @discardableResult
  mutating func add(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [], domain: String = "",
    as output: String? = nil
  ) -> String {
    let result = output ?? fresh()
    var node = ProtobufWriter()
    for input in inputs { node.write(1, input) }
    node.write(2, result)
    node.write(3, "\(operation)_\(result)")
    node.write(4, operation)
    for (name, attribute) in attributes { node.write(5) { Self.write(attribute, name, to: &$0) } }
    if !domain.isEmpty { node.write(7, domain) }
    nodes.append(node.bytes)
    return result
  }

  static let machineLearning = "ai.onnx.ml"

  private static func write(_ attribute: Attribute, _ name: String, to writer: inout ProtobufWriter) {
    writer.write(1, name)
    switch attribute {
    case .float(let number):
      writer.write(2, number)
      writer.write(20, 1)
    case .int(let number):
      writer.write(3, number)
      writer.write(20, 2)
    case .text(let text):
      writer.write(4, text)
      writer.write(20, 3)
    case .doubles(let numbers):
      writer.write(5, tensor(numbers, [numbers.count], name))
      writer.write(20, 4)
    case .floats(let numbers):
      for number in numbers { writer.write(7, Float(number)) }
      writer.write(20, 6)
    case .ints(let numbers):
      for number in numbers { writer.write(8, number) }
      writer.write(20, 7)
    case .texts(let texts):
      for text in texts { writer.write(9, text) }
      writer.write(20, 8)
    }
  }

  // MARK: The file

  func file(named name: String, note: String) -> [UInt8] {
    var model = ProtobufWriter()
    model.write(1, 8)
    model.write(2, "daybook")
    model.write(6, note)
    model.write(7) { graph in
      for node in nodes { graph.write(1, node) }
      graph.write(2, name)
      for tensor in initializers { graph.write(5, tensor) }
      for input in inputs { graph.write(11, input) }
      for output in outputs { graph.write(12, output) }
    }
    model.write(8) { $0.write(2, 15) }
    model.write(8) {
      $0.write(1, Self.machineLearning)
      $0.write(2, 3)
    }
    return model.bytes
  }
}
