/// Writes the few kinds of fields that ONNX files are made of (Protocol Buffers, encoding of version 3).
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ field: Int, _ number: Int) {
    tag(field, 0)
    varint(UInt64(bitPattern: Int64(number)))
  }

  mutating func write(_ field: Int, _ text: String) { write(field, Array(text.utf8)) }

  mutating func write(_ field: Int, _ content: [UInt8]) {
    tag(field, 2)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func write(_ field: Int, _ number: Float) {
    tag(field, 5)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  /// A message inside of this one.
  mutating func write(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    body(&inner)
    write(field, inner.bytes)
  }

  mutating func write(_ field: Int, packed numbers: [Int]) {
    var inner = ProtobufWriter()
    for number in numbers { inner.varint(UInt64(bitPattern: Int64(number))) }
    write(field, inner.bytes)
  }

  private mutating func tag(_ field: Int, _ type: Int) { varint(UInt64(field << 3 | type)) }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
