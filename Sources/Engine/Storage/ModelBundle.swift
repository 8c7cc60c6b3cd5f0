import Foundation

extension Model {
  /// How the name of a model's file ends.
  public static let bundleEnding = ".daybookmodel"

  /// Writes the model with all that it needs to predict into one file: its form has a version, and a checksum. The rows
  /// that it learned from are not in it.
  ///
  /// - Throws: `DataError.cannotWrite`; what was there before is then still there.
  public func write(bundle path: String, displayPath: String? = nil) throws(DataError) {
    let bytes: [UInt8]
    do { bytes = try withoutLearnedRows.storedBytes() } catch {
      throw .cannotWrite(path: displayPath ?? path, reason: "\(error)")
    }
    let file = try WholeFile(path: path, displayPath: displayPath ?? path)
    try file.append(bytes)
    try file.finish()
  }

  /// The same model, which no longer knows its rows.
  var withoutLearnedRows: Model {
    var copy = self
    copy.learnedRows = nil
    return copy
  }

  /// SHA-256 of all that the model predicts by, in hexadecimal: two models of one fingerprint are the same.
  public var fingerprint: String {
    get throws(StorageError) { FileBytes.fingerprint(of: try withoutLearnedRows.storedBytes()) }
  }

  /// Reads a model that was written to a file; it predicts the same bits.
  ///
  /// - Throws: `DataError.cannotRead` where there is no file, it is damaged, or another version wrote it.
  public init(bundle path: String, displayPath: String? = nil) throws(DataError) {
    let name = displayPath ?? path
    let bytes = try FileBytes(path: path, displayPath: name).contents
    do { self = try Model(storedBytes: bytes) } catch {
      guard case StorageError.otherVersion = error else {
        throw .cannotRead(path: name, reason: "it holds no model, or is damaged")
      }
      throw .cannotRead(
        path: name, reason: "another version of Daybook wrote it; train the model anew, and write it again")
    }
  }
}
