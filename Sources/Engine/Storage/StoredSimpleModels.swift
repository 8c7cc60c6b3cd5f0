extension GaussianNaiveBayes: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(kind, logPriors, laws) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(kind: reader.read(), logPriors: reader.read(), laws: reader.read())
  }

  func fits(_ schema: FeatureSchema, _ kind: TargetKind) -> Bool {
    let classes = Self.classes(kind)
    guard kind == self.kind, kind != .number, logPriors.count == classes, laws.count == schema.features.count else {
      return false
    }
    return zip(laws, schema.features).allSatisfy { law, feature in
      switch (law, feature.kind) {
      case (.normal(_, _, let means, let variances), .number): means.count == classes && variances.count == classes
      case (.frequencies(let frequencies, let count), .category(let categories)):
        count == categories.count && frequencies.count == count * classes
      default: false
      }
    }
  }
}

extension GaussianNaiveBayes.Law: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .normal(let mean, let deviation, let means, let variances):
      writer.write(tag: 0)
      try writer.write(mean, deviation, means, variances)
    case .frequencies(let frequencies, let count):
      writer.write(tag: 1)
      try writer.write(frequencies, count)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0:
      self = .normal(
        mean: try reader.read(), deviation: try reader.read(), means: try reader.read(), variances: try reader.read())
    case 1: self = .frequencies(try reader.read(), count: try reader.read())
    default: throw .damaged("a feature's law is of no known kind")
    }
  }
}

extension NearestNeighbours: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) {
    try writer.write(kind, neighbours, scaling, columns, values, unit, weights)
  }

  public init(from reader: inout StorageReader) throws(StorageError) {
    try self.init(
      kind: reader.read(), neighbours: reader.read(), scaling: reader.read(), columns: reader.read(),
      values: reader.read(), unit: reader.read(), weights: reader.read())
  }

  func fits(_ schema: FeatureSchema, _ kind: TargetKind) -> Bool {
    guard kind == self.kind, neighbours > 0, scaling.fits(schema), columns.count == schema.features.count,
      !values.isEmpty, weights.map({ $0.count == values.count && $0.allSatisfy { $0 > 0 } }) ?? true
    else { return false }
    if case .multiclass(let classes) = kind {
      guard values.allSatisfy({ $0 >= 0 && $0 < Double(classes.count) && $0 == $0.rounded() }) else { return false }
    }
    return zip(columns, schema.features).allSatisfy { column, feature in
      switch (column, feature.kind) {
      case (.numbers(let numbers), .number): numbers.count == values.count
      case (.codes(let codes), .category): codes.count == values.count
      default: false
      }
    }
  }
}

extension NearestNeighbours.Column: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .numbers(let numbers):
      writer.write(tag: 0)
      try writer.write(numbers)
    case .codes(let codes):
      writer.write(tag: 1)
      try writer.write(codes)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .numbers(try reader.read())
    case 1: self = .codes(try reader.read())
    default: throw .damaged("a neighbour's values are of no known kind")
    }
  }
}

extension ConstantModel: Storable {
  public func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(values) }

  public init(from reader: inout StorageReader) throws(StorageError) {
    self.init(values: try reader.read())
    guard !values.isEmpty else { throw .damaged("a constant has no value") }
  }
}

extension ProbabilityCorrection: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) {
    switch self {
    case .curves(let curves):
      writer.write(tag: 0)
      try writer.write(curves)
    case .lines(let lines):
      writer.write(tag: 1)
      try writer.write(lines)
    case .temperature(let temperature):
      writer.write(tag: 2)
      try writer.write(temperature)
    }
  }

  init(from reader: inout StorageReader) throws(StorageError) {
    switch try reader.readTag() {
    case 0: self = .curves(try reader.read())
    case 1: self = .lines(try reader.read())
    case 2: self = .temperature(try reader.read())
    default: throw .damaged("a calibration is of no known kind")
    }
  }
}

extension IsotonicRegression: Storable {
  func write(to writer: inout StorageWriter) throws(StorageError) { try writer.write(arguments, values) }

  init(from reader: inout StorageReader) throws(StorageError) {
    let arguments: [Double] = try reader.read()
    let values: [Double] = try reader.read()
    guard let function = IsotonicRegression(arguments: arguments, values: values) else {
      throw .damaged("a calibration's curve falls")
    }
    self = function
  }
}
