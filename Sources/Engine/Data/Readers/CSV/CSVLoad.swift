import Foundation

/// One reading of a CSV file, on all cores: while one thread reads and cuts the file, the others parse what it cut.
///
/// Each text is parsed into chunks of its own, with the types that the texts before allowed; a value that contradicts
/// its column's type widens the column from there on, and in the end the texts that came before are parsed again. So
/// what comes out depends neither on which rows came first nor on the number of threads.
final class CSVLoad: @unchecked Sendable {
  /// How a file is read, once its header is known.
  struct Plan: Sendable {
    let path: String
    let format: CSVFormat
    let names: [String]
    let nullWords: NullWords
    /// The types that columns are declared to have; nil for those that are inferred.
    let types: [CSVColumnType?]
  }

  /// A text and what has been made of it.
  private final class Piece: @unchecked Sendable {
    /// Nil once its values need no second look.
    private(set) var text: CSVText?
    let start: Int
    var rowCount = 0
    var chunks: [CSVChunk] = []
    /// How many lines end in the text; counted where some column's type is declared.
    var lineCount = 0

    init(_ text: CSVText, from start: Int) {
      self.text = text
      self.start = start
    }

    func dropText() { text = nil }
  }

  private let plan: Plan
  private var cutter: CSVCutter
  private let condition = NSCondition()
  // All below is touched only under the condition's lock, except each piece by the thread that parses it.
  private var pieces: [Piece] = []
  private var waiting: ArraySlice<Int> = []
  private var types: [CSVColumnType]
  private var isCutting = false
  private var isCut = false
  /// The first fault found so far, and the number of the piece it is in.
  private var failure: (piece: Int, error: DataError)?

  /// So many texts may wait: enough that nobody runs dry, few enough to be still in the cache.
  private static let depth = 4

  init(_ plan: Plan, _ cutter: CSVCutter) {
    self.plan = plan
    self.cutter = cutter
    types = plan.types.map { $0 ?? .int }
  }

  // MARK: Reading

  /// The columns of the file, of whose first text the header has been read, and what did not fit declared types.
  func columns(
    first: CSVText, from start: Int
  ) throws(DataError) -> (columns: [Column], misfits: [CSVMisfitReport]) {
    pieces.append(Piece(first, from: start))
    // Alone, so that the others start with types that are likely to hold.
    parse(0, Parser(plan.names.count))
    if failure == nil, !cutter.isAtEnd {
      inParallel(ProcessInfo.processInfo.activeProcessorCount) { _ in work() }
    }
    if let failure {
      // Of a damaged file, what was wrong with its bytes comes before what they led to.
      try cutter.finish()
      throw failure.error
    }
    try parseNarrowAgain()
    let misfits = misfits()
    for piece in pieces { piece.dropText() }
    return (assembled(), misfits)
  }

  /// What one thread keeps from text to text.
  private final class Parser {
    let index = CSVFieldIndex()
    var arena = PageArena()
    private var dictionaries: [ByteDictionary?]

    init(_ columns: Int) { dictionaries = [ByteDictionary?](repeating: nil, count: columns) }

    func dictionary(_ column: Int) -> ByteDictionary {
      if let known = dictionaries[column] { return known }
      let new = ByteDictionary()
      dictionaries[column] = new
      return new
    }
  }

  /// Cuts and parses until there is nothing left.
  private func work() {
    let parser = Parser(plan.names.count)
    condition.lock()
    defer { condition.unlock() }
    while true {
      if !isCut, !isCutting, waiting.count < Self.depth {
        cut()
      } else if let number = waiting.popFirst() {
        condition.unlock()
        parse(number, parser)
        condition.lock()
      } else if isCut {
        return
      } else {
        condition.wait()
      }
    }
  }

  /// Cuts one more text off; the lock is held before and after.
  private func cut() {
    isCutting = true
    condition.unlock()
    let text = Result { () throws(DataError) in try cutter.next() }
    condition.lock()
    isCutting = false
    switch text {
    case .success(let text?):
      waiting.append(pieces.count)
      pieces.append(Piece(text, from: 0))
    case .success(nil): isCut = true
    case .failure(let error): fail(error, at: pieces.count)
    }
    condition.broadcast()
  }

  /// The lock is held.
  private func fail(_ error: DataError, at piece: Int) {
    isCut = true
    guard piece < failure?.piece ?? .max else { return }
    failure = (piece, error)
    // Those before may hold an earlier fault.
    waiting = ArraySlice(waiting.filter { $0 < piece })
  }

  private func parse(_ number: Int, _ parser: Parser) {
    let (piece, guesses) = condition.withLock { (pieces[number], types) }
    guard let text = piece.text else { return }
    do throws(CSVFormat.Fault) {
      try text.check()
      try parser.index.find(in: text, from: piece.start, columns: plan.names.count, format: plan.format)
    } catch {
      condition.withLock { fail(located(error, in: number), at: number) }
      return
    }
    piece.rowCount = parser.index.rowCount
    if plan.types.contains(where: { $0 != nil }) { piece.lineCount = text.lineBreaks(before: text.count) }
    do throws(DataError) {
      var chunks: [CSVChunk] = []
      chunks.reserveCapacity(guesses.count)
      for column in guesses.indices {
        chunks.append(try chunk(column, of: text, number: number, atLeast: guesses[column], parser))
      }
      piece.chunks = chunks
      condition.withLock { for column in types.indices { types[column] = max(types[column], chunks[column].type) } }
    } catch {
      condition.withLock { fail(error, at: number) }
    }
  }

  /// The column's chunk, of the narrowest type from a given one on that holds all its values.
  private func chunk(
    _ column: Int, of text: CSVText, number: Int, atLeast guess: CSVColumnType, _ parser: Parser
  ) throws(DataError) -> CSVChunk {
    let fields = CSVFields(
      parser.index, column: column, columns: plan.names.count, text: text, format: plan.format)
    var type = guess
    while true {
      let chunk = try CSVChunk(
        type, isDeclared: plan.types[column] != nil, count: fields.count,
        dictionary: type == .string ? parser.dictionary(column) : nil, in: &parser.arena)
      if chunk.parse(fields, number: number, nullWords: plan.nullWords) { return chunk }
      type = type.wider
    }
  }

  /// Parses those columns of each text again that later texts have widened.
  private func parseNarrowAgain() throws(DataError) {
    while pieces.contains(where: { piece in zip(piece.chunks, types).contains { $0.type != $1 } }) {
      let cores = ProcessInfo.processInfo.activeProcessorCount
      let all = pieces
      let wanted = types
      let next = Counter()
      inParallel(min(cores, all.count)) { _ in
        let parser = Parser(plan.names.count)
        while let number = next.take(below: all.count) {
          let piece = all[number]
          let narrow = wanted.indices.filter { piece.chunks[$0].type != wanted[$0] }
          if !narrow.isEmpty { parseAgain(piece, number, narrow, as: wanted, parser) }
        }
      }
      if let failure { throw failure.error }
      for piece in pieces {
        for column in types.indices { types[column] = max(types[column], piece.chunks[column].type) }
      }
    }
  }

  private func parseAgain(
    _ piece: Piece, _ number: Int, _ columns: [Int], as types: [CSVColumnType], _ parser: Parser
  ) {
    guard let text = piece.text else { return }
    do throws(CSVFormat.Fault) {
      try parser.index.find(in: text, from: piece.start, columns: types.count, format: plan.format)
    } catch {
      condition.withLock { fail(located(error, in: number), at: number) }
      return
    }
    do throws(DataError) {
      for column in columns {
        piece.chunks[column] = try chunk(column, of: text, number: number, atLeast: types[column], parser)
      }
    } catch {
      condition.withLock { fail(error, at: number) }
    }
  }

  /// Hands out numbers, each once and in order.
  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var next = 0

    func take(below end: Int) -> Int? {
      lock.withLock {
        guard next < end else { return nil }
        next += 1
        return next - 1
      }
    }
  }

  // MARK: Faults

  /// A fault with its line in the file and the name of its column. The lock is held.
  private func located(_ fault: CSVFormat.Fault, in number: Int) -> DataError {
    var line = 1
    for piece in pieces[..<number] { line += piece.text.map { $0.lineBreaks(before: $0.count) } ?? 0 }
    var column: Int?
    if let text = pieces[number].text {
      let offset = fault.place - UnsafePointer(text.bytes)
      line += text.lineBreaks(before: offset)
      if fault.isInField { column = plan.format.column(of: offset, in: text, from: pieces[number].start) }
    }
    return .malformed(
      path: plan.path, line: line,
      column: column.map { $0 < plan.names.count ? plan.names[$0] : "\($0 + 1)" }, reason: fault.reason)
  }

  /// What did not fit the declared types, column by column, with the line of the first of each.
  private func misfits() -> [CSVMisfitReport] {
    var reports: [CSVMisfitReport] = []
    for (column, type) in plan.types.enumerated() {
      guard let type else { continue }
      var all = CSVMisfits()
      var line = 1
      for piece in pieces {
        let found = piece.chunks[column].misfits
        let before = found.count > 0 ? piece.text?.lineBreaks(before: found.place) ?? 0 : 0
        all.add(found, line: line + before)
        line += piece.lineCount
      }
      if all.count > 0 { reports.append(CSVMisfitReport(column: plan.names[column], type: type, misfits: all)) }
    }
    return reports
  }

  // MARK: Columns

  private func assembled() -> [Column] {
    let counts = pieces.map(\.rowCount)
    let all = pieces
    return mapInParallel(plan.names.count) { column in
      CSVAssembly(all.map { $0.chunks[column] }, type: types[column], rowCount: counts.reduce(0, +)).column()
    }
  }
}
