extension LearnedEncoding: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .target(let categories, let outputs, let values):
      writer.write(tag: 0)
      try writer.write(categories, outputs, values)
    case .hashed(let buckets):
      writer.write(tag: 1)
      try writer.write(buckets)
    case .oneHot(let categories):
      writer.write(tag: 2)
      try writer.write(categories)
    case .dateParts: writer.write(tag: 3)
    case .words(let buckets):
      writer.write(tag: 4)
      try writer.write(buckets)
    case .imputedNumber(let value):
      writer.write(tag: 5)
      try writer.write(value)
    case .imputedCategory(let categories):
      writer.write(tag: 6)
      try writer.write(categories)
    case .standardised(let mean, let deviation):
      writer.write(tag: 7)
      try writer.write(mean, deviation)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .target(categories: try reader.read(), outputs: try reader.read(), values: try reader.read())
    case 1: self = .hashed(buckets: try reader.read())
    case 2: self = .oneHot(try reader.read())
    case 3: self = .dateParts
    case 4: self = .words(buckets: try reader.read())
    case 5: self = .imputedNumber(try reader.read())
    case 6: self = .imputedCategory(try reader.read())
    case 7: self = .standardised(mean: try reader.read(), deviation: try reader.read())
    default: throw .damaged("a column is encoded in no known way")
    }
    guard isSound else { throw .damaged("what an encoding has learned does not fit together") }
  }
}

extension FeatureEncoding: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .target(let folds, let smoothing):
      writer.write(tag: 0)
      try writer.write(folds, smoothing)
    case .hashed(let buckets):
      writer.write(tag: 1)
      try writer.write(buckets)
    case .oneHot(let categories):
      writer.write(tag: 2)
      try writer.write(categories)
    case .dateParts: writer.write(tag: 3)
    case .words(let buckets):
      writer.write(tag: 4)
      try writer.write(buckets)
    case .imputed: writer.write(tag: 5)
    case .standardised: writer.write(tag: 6)
    }
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .target(folds: try reader.read(), smoothing: try reader.read())
    case 1: self = .hashed(buckets: try reader.read())
    case 2: self = .oneHot(categories: try reader.read())
    case 3: self = .dateParts
    case 4: self = .words(buckets: try reader.read())
    case 5: self = .imputed
    case 6: self = .standardised
    default: throw .damaged("an encoding is of no known kind")
    }
  }
}
