extension ChangeKind: Storable {}
extension Diagnosis.Finding.Subject: Storable {}

extension Diagnosis: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, period, findings, consequences, cost, windowCount, questions, uncompared)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), period: reader.read(), findings: reader.read(), consequences: reader.read(),
      cost: reader.read(), windowCount: reader.read(), questions: reader.read(), uncompared: reader.read())
  }
}

extension Diagnosis.Finding: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(subject, column, kind, since, until, isLatest, returnsEvery, slice)
    try writer.write(what, pValue, strength, addedError, isCostly)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      subject: reader.read(), column: reader.read(), kind: reader.read(), since: reader.read(), until: reader.read(),
      isLatest: reader.read(), returnsEvery: reader.read(), slice: reader.read(), what: reader.read(),
      pValue: reader.read(), strength: reader.read(), addedError: reader.read(), isCostly: reader.read())
  }
}

extension Diagnosis.Cost: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(metric, before, since, beforeText, sinceText, isReal)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      metric: reader.read(), before: reader.read(), since: reader.read(), beforeText: reader.read(),
      sinceText: reader.read(), isReal: reader.read())
  }
}
