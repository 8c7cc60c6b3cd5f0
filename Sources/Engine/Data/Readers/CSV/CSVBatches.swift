/// A CSV file as a series of tables, a few thousand rows each: memory holds one of them, however long the file is.
///
/// Every column is read as texts, exactly as they are written, so that they can be written again.
struct CSVBatches {
  let names: [String]
  private let path: String
  private let plan: CSVLoad.Plan
  private var cutter: CSVCutter
  private var pending: CSVText?
  private var start: Int
  /// Lines of the file that earlier tables came from.
  private var linesBefore = 0

  /// - Throws: `DataError.cannotRead` where the file is not there, empty or unreadable.
  init(path: String, displayPath: String) throws(DataError) {
    var reader = CSVReader()
    reader.nullWords = []
    reader.isEmptyMissing = false
    let format = try reader.format(of: path)
    self.path = displayPath
    cutter = CSVCutter(
      try FileStream(path: path, displayPath: displayPath).contents(), format: format, path: displayPath)
    guard let first = try cutter.next() else { throw .cannotRead(path: displayPath, reason: "the file is empty") }
    let header = try CSVHeader.read(first, format: format, path: displayPath, namesColumns: true)
    names = header.names
    pending = first
    start = header.bodyStart
    plan = CSVLoad.Plan(
      path: displayPath, format: format, names: names, nullWords: NullWords([], empty: false),
      types: names.map { _ in CSVColumnType(.string) })
  }

  /// The next rows; nil behind the last.
  mutating func next() throws(DataError) -> Table? {
    let read: CSVText? = if let pending { pending } else { try cutter.next() }
    guard let text = read else { return nil }
    pending = nil
    var none = CSVCutter(MemoryStream([]), format: plan.format, path: path)
    _ = try none.next()
    let columns: [Column]
    do throws(DataError) { columns = try CSVLoad(plan, none).columns(first: text, from: start).columns } catch {
      guard case .malformed(let path, let line, let column, let reason) = error else { throw error }
      throw .malformed(path: path, line: line + linesBefore, column: column, reason: reason)
    }
    linesBefore += text.lineBreaks(before: text.count)
    start = 0
    return try Table(label: CSVHeader.label(ofFile: path), columns: zip(names, columns).map { ($0, $1) })
  }
}
