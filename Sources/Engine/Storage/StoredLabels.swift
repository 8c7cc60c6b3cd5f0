extension LabelReport.LabelClass: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, rows, share, isSmall)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), rows: reader.read(), share: reader.read(), isSmall: reader.read())
  }
}

extension LabelReport.Contradiction: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(values, rows, counts)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(values: reader.read(), rows: reader.read(), counts: reader.read())
  }
}

extension LabelReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, rows, missing, classes, compared, contradictions, contradictoryRows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      target: reader.read(), rows: reader.read(), missing: reader.read(), classes: reader.read(),
      compared: reader.read(), contradictions: reader.read(), contradictoryRows: reader.read())
  }
}

extension AnnotatorReport.Pair: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(first, second, rows, agreement, cohenKappa)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      first: reader.read(), second: reader.read(), rows: reader.read(), agreement: reader.read(),
      cohenKappa: reader.read())
  }
}

extension AnnotatorReport.PersonalAgreement: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, rows, agreement)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), rows: reader.read(), agreement: reader.read())
  }
}

extension AnnotatorReport.Confusion: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(first, second, rows)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(first: reader.read(), second: reader.read(), rows: reader.read())
  }
}

extension AnnotatorReport: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(
      annotators, rows, comparedRows, agreedRows, pairs, fleissKappa, krippendorffAlpha, againstOthers, confusions)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      annotators: reader.read(), rows: reader.read(), comparedRows: reader.read(), agreedRows: reader.read(),
      pairs: reader.read(), fleissKappa: reader.read(), krippendorffAlpha: reader.read(), againstOthers: reader.read(),
      confusions: reader.read())
  }
}

extension SuspectLabels.Suspect: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(row, given, suggested, selfConfidence)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(row: reader.read(), given: reader.read(), suggested: reader.read(), selfConfidence: reader.read())
  }
}

extension SuspectLabels.DoubtedClass: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(name, rows, doubted)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(name: reader.read(), rows: reader.read(), doubted: reader.read())
  }
}

extension SuspectLabels: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(target, rowCount, suspects, classes)
  }
  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(target: reader.read(), rowCount: reader.read(), suspects: reader.read(), classes: reader.read())
  }
}
