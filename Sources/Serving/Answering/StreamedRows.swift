import Engine
import NIOCore

/// Rows that come one a line, in pieces of any size, and their answers, one a line in the same order.
///
/// What a line says wrong is told in its place, and the others are answered all the same. Memory holds a few hundred rows
/// however many come.
struct StreamedRows {
  private static let mostLineBytes = 1 << 20
  private static let rowsAtOnce = 500

  private let answerer: Answerer
  private let chosen: LiveModel.Choice
  private let id: String
  private var rest = ByteBuffer()
  private var lineNumber = 0
  /// Each line that waits: a row, or what is wrong with it.
  private var waiting: [(line: Int, row: Result<RowValues, Problem>)] = []
  /// Whether the stream cannot be followed any more.
  private(set) var isBroken = false

  init(_ answerer: Answerer, _ chosen: LiveModel.Choice, id: String) {
    self.answerer = answerer
    self.chosen = chosen
    self.id = id
  }

  private var version: ServedVersion { chosen.version }

  /// Takes more of the stream.
  ///
  /// - Returns: answers, where lines are complete.
  mutating func take(_ part: ByteBuffer) -> ByteBuffer? {
    var part = part
    rest.writeBuffer(&part)
    var answer = ByteBuffer()
    while let length = rest.readableBytesView.firstIndex(of: 10).map({ $0 - rest.readerIndex }) {
      read(rest.readSlice(length: length) ?? ByteBuffer())
      rest.moveReaderIndex(forwardBy: 1)
      if waiting.count >= Self.rowsAtOnce { write(to: &answer) }
    }
    rest.discardReadBytes()
    if rest.readableBytes > Self.mostLineBytes {
      lineNumber += 1
      waiting.append(
        (lineNumber, .failure(Problem(413, "The line is too long", "A line may have \(Self.mostLineBytes) bytes."))))
      rest.clear()
      isBroken = true
    }
    write(to: &answer)
    return answer.readableBytes > 0 ? answer : nil
  }

  /// The answer to a last line that no newline ends.
  mutating func finish() -> ByteBuffer? {
    var answer = ByteBuffer()
    if rest.readableBytes > 0 { read(rest) }
    rest.clear()
    write(to: &answer)
    return answer.readableBytes > 0 ? answer : nil
  }

  private mutating func read(_ line: ByteBuffer) {
    lineNumber += 1
    let isBlank = line.readableBytesView.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
    guard !isBlank else { return }
    var row = RowValues(fieldCount: version.reader.fields.count)
    let outcome = line.withUnsafeReadableBytes { bytes in
      Result { () throws(RowFault) in try version.reader.read(bytes.bindMemory(to: UInt8.self), into: &row) }
    }
    do {
      try outcome.get()
      waiting.append((lineNumber, .success(row)))
    } catch { waiting.append((lineNumber, .failure(Problem(error)))) }
  }

  private mutating func write(to answer: inout ByteBuffer) {
    guard !waiting.isEmpty else { return }
    defer { waiting.removeAll(keepingCapacity: true) }
    var rows: [RowValues] = []
    var lines: [Int] = []
    for case (let line, .success(let row)) in waiting {
      rows.append(row)
      lines.append(line)
    }
    let predictions: [Double]
    do { predictions = try answerer.score(rows, by: chosen, Answerer.Arrival()) { "\(id)-\(lines[$0])" } } catch {
      for line in waiting {
        let problem = if case .failure(let own) = line.row { own } else { error }
        Self.write(problem, line.line, to: &answer)
      }
      return
    }
    let width = version.scorer.outputs
    var place = 0
    predictions.withUnsafeBufferPointer { predictions in
      for line in waiting {
        switch line.row {
        case .failure(let problem): Self.write(problem, line.line, to: &answer)
        case .success(let row):
          answer.writeStaticString("{")
          Answerer.write(predictions.row(place, of: width), version, to: &answer)
          answer.writeString(version.ending)
          answer.writeString("\(id)-\(line.line)\"")
          Answerer.writeWarnings(of: row, version, to: &answer)
          answer.writeStaticString("}\n")
          place += 1
        }
      }
    }
  }

  private static func write(_ problem: Problem, _ line: Int, to answer: inout ByteBuffer) {
    var error: [(String, JSONValue)] = [("line", .number(Double(line)))]
    if let field = problem.field { error.append(("field", .text(field))) }
    error.append(("detail", .text(problem.detail)))
    JSONValue.object([("error", .object(error))]).write(to: &answer)
    answer.writeInteger(UInt8(ascii: "\n"))
  }
}
