import Engine
import Foundation
import NIOCore

/// Answers rows: reads, scores, writes the answer, notes both in the log.
struct Answerer: Sendable {
  let live: LiveModel
  let settings: ServiceSettings
  let ids = RequestIDs()

  /// When a request was there as a whole.
  struct Arrival: Sendable {
    /// Microseconds since 1970, UTC.
    let time: Int64
    let monotonic: UInt64

    init() {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      time = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
      monotonic = DispatchTime.now().uptimeNanoseconds
    }

    /// Seconds since then.
    var elapsed: Double { Double(DispatchTime.now().uptimeNanoseconds &- monotonic) * 1e-9 }
  }

  // MARK: One row

  /// Answers a request of one row: `{"prediction":0.83,"version":"…","id":"…"}`.
  ///
  /// - Parameters:
  ///   - row: room for the row, of the version's fields.
  ///   - answer: is written to, in the end.
  func answer(
    one bytes: UnsafeBufferPointer<UInt8>, by chosen: LiveModel.Choice, id: String, _ arrival: Arrival,
    row: inout RowValues, to answer: inout ByteBuffer
  ) throws(Problem) {
    let version = chosen.version
    do { try version.reader.read(bytes, into: &row) } catch { throw Problem(error) }
    try write(&row, by: chosen, id: id, arrival, to: &answer)
    answer.writeString(version.ending)
    answer.writeString(id)
    answer.writeInteger(UInt8(ascii: "\""))
    Self.writeWarnings(of: row, version, to: &answer)
    answer.writeInteger(UInt8(ascii: "}"))
    live.figures.answered(row, by: version, latency: arrival.elapsed)
  }

  /// Writes `{"prediction":…` and notes the row.
  private func write(
    _ row: inout RowValues, by chosen: LiveModel.Choice, id: String, _ arrival: Arrival, to answer: inout ByteBuffer
  ) throws(Problem) {
    let version = chosen.version
    let failure: DataError? = withUnsafeTemporaryAllocation(of: Double.self, capacity: version.scorer.outputs) {
      prediction in
      do throws(DataError) { try version.scorer.score(row, into: prediction) } catch { return error }
      answer.writeStaticString("{")
      Self.write(UnsafeBufferPointer(prediction), version, to: &answer)
      let told = version.facts.answer.told(UnsafeBufferPointer(prediction))
      let latency = arrival.elapsed
      note(row, told, id: id, chosen, arrival, latency: latency)
      return nil
    }
    if let failure { throw Problem(422, "The model cannot predict the row", "\(failure.description).") }
  }

  /// Notes what a row was answered, for the log and for what is tried.
  private func note(
    _ row: borrowing RowValues, _ told: Double, id: String, _ chosen: LiveModel.Choice, _ arrival: Arrival,
    latency: Double
  ) {
    chosen.version.log?.append(
      row, id: id, time: arrival.time, version: chosen.version.number, prediction: told, latency: latency)
    chosen.trial?.figures.add(told, latency: latency, isCanary: chosen.isCanary)
  }

  /// `"prediction":0.83`, and of classes their chances.
  static func write(_ prediction: UnsafeBufferPointer<Double>, _ version: ServedVersion, to answer: inout ByteBuffer) {
    answer.writeStaticString("\"prediction\":")
    guard case .chances(let classes) = version.facts.answer else {
      JSONText.write(prediction[0], to: &answer)
      return
    }
    JSONText.write(classes[Int(version.facts.answer.told(prediction))], to: &answer)
    answer.writeStaticString(",\"chances\":{")
    for (place, name) in classes.enumerated() {
      if place > 0 { answer.writeInteger(UInt8(ascii: ",")) }
      JSONText.write(name, to: &answer)
      answer.writeInteger(UInt8(ascii: ":"))
      JSONText.write(prediction[place], to: &answer)
    }
    answer.writeInteger(UInt8(ascii: "}"))
  }

  /// What of the row is outside of what the model was trained on.
  static func writeWarnings(of row: RowValues, _ version: ServedVersion, to answer: inout ByteBuffer) {
    guard !row.unusual.isEmpty else { return }
    answer.writeStaticString(",\"warnings\":[")
    for (number, place) in row.unusual.enumerated() {
      if number > 0 { answer.writeInteger(UInt8(ascii: ",")) }
      let field = version.reader.fields[place]
      let seen = field.expected.map { " (\($0))" } ?? ""
      JSONValue.object([
        ("field", .text(field.name)),
        ("detail", .text("outside of what the model was trained on\(seen): the prediction is a guess")),
      ]).write(to: &answer)
    }
    answer.writeStaticString("]")
  }

  // MARK: Many rows

  /// Rows are scored in pieces, between which the deadline is looked at.
  private static let rowsAtOnce = 1000

  /// Predicts rows and notes them; row after row, their predictions.
  ///
  /// - Parameter ids: what each row is called in the log.
  func score(
    _ rows: [RowValues], by chosen: LiveModel.Choice, _ arrival: Arrival, ids: (Int) -> String
  ) throws(Problem) -> [Double] {
    let version = chosen.version
    var predictions: [Double] = []
    predictions.reserveCapacity(rows.count * version.scorer.outputs)
    for start in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
      guard .seconds(arrival.elapsed) < settings.deadline else { throw .late }
      let piece = Array(rows[start..<min(start + Self.rowsAtOnce, rows.count)])
      do { predictions += try version.scorer.scores(piece) } catch {
        throw Problem(422, "The model cannot predict the rows", "\(error.description).")
      }
    }
    let width = version.scorer.outputs
    let latency = arrival.elapsed
    predictions.withUnsafeBufferPointer { predictions in
      for (place, row) in rows.enumerated() {
        let told = version.facts.answer.told(predictions.row(place, of: width))
        live.figures.answered(row, by: version)
        note(row, told, id: ids(place), chosen, arrival, latency: latency)
      }
    }
    return predictions
  }
}

extension UnsafeBufferPointer<Double> {
  /// What is predicted of one row, where so many numbers stand for each.
  func row(_ place: Int, of width: Int) -> Self { Self(rebasing: self[place * width..<(place + 1) * width]) }
}
