import Diagnostics
import Engine

extension Diagnostic: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(severity == .error, path, message, hint, excerpt, place?.line, place?.column, place?.length)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    let isError: Bool = try reader.read()
    self.init("", severity: isError ? .error : .warning, path: try reader.read())
    message = try reader.read()
    hint = try reader.read()
    excerpt = try reader.read()
    let (line, column, length): (Int?, Int?, Int?) = (try reader.read(), try reader.read(), try reader.read())
    if let line, let column, let length { place = Place(line: line, column: column, length: length) }
  }

  /// The same some lines further down.
  func moved(by lines: Int) -> Diagnostic {
    var copy = self
    copy.place = place.map { Place(line: $0.line + lines, column: $0.column, length: $0.length) }
    return copy
  }
}
