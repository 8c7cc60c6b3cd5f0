/// A moment, in microseconds since 1970-01-01T00:00:00Z, with the calendar a report needs: days and ISO weeks.
///
/// Days are proleptic Gregorian, in UTC (Howard Hinnant, "chrono-compatible low-level date algorithms").
public struct Instant: Sendable, Hashable, Comparable, Codable {
  public var microseconds: Int64

  static let microsecondsPerDay: Int64 = 86_400_000_000

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// The start of a day, or nil where the calendar has no such day or the year is not in 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else {
      return nil
    }
    microseconds = Int64(Self.daysSince1970(year: year, month: month, day: day)) * Self.microsecondsPerDay
  }

  /// Reads `yyyy-MM-dd`, with or without `THH:mm[:ss[.ffffff]]` (a blank may stand for the T) and `Z` or `±HH:mm`.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let value = bytes.withUnsafeBufferPointer({ Instant(iso8601: $0) }) else { return nil }
    self = value
  }

  init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
    func number(_ start: Int, _ length: Int) -> Int? {
      guard start + length <= bytes.count else { return nil }
      var value = 0
      for i in start..<start + length {
        guard bytes[i] >= 48, bytes[i] <= 57 else { return nil }
        value = value * 10 + Int(bytes[i] - 48)
      }
      return value
    }
    guard bytes.count >= 10, bytes[4] == 45, bytes[7] == 45, let year = number(0, 4), let month = number(5, 2),
      let day = number(8, 2), let midnight = Instant(year: year, month: month, day: day)
    else { return nil }
    var total = midnight.microseconds
    var at = 10
    if at < bytes.count {
      guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "), bytes.count >= 16, bytes[13] == 58,
        let hour = number(11, 2), let minute = number(14, 2), hour < 24, minute < 60
      else { return nil }
      total += Int64(hour * 3600 + minute * 60) * 1_000_000
      at = 16
      if at < bytes.count, bytes[at] == 58 {
        guard let second = number(17, 2), second < 60 else { return nil }
        total += Int64(second) * 1_000_000
        at = 19
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
          at += 1
          var unit: Int64 = 100_000
          let first = at
          while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
            total += Int64(bytes[at] - 48) * unit
            unit /= 10
            at += 1
          }
          guard at > first else { return nil }
        }
      }
      if at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "Z"): at += 1
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
          guard at + 6 == bytes.count, bytes[at + 3] == 58, let hours = number(at + 1, 2),
            let minutes = number(at + 4, 2), hours < 24, minutes < 60
          else { return nil }
          let shift = Int64(hours * 3600 + minutes * 60) * 1_000_000
          total += bytes[at] == UInt8(ascii: "+") ? -shift : shift
          at += 6
        default: return nil
        }
      }
      guard at == bytes.count else { return nil }
    }
    microseconds = total
  }

  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

  // MARK: Calendar

  /// Days since 1970-01-01, rounded down.
  public var dayNumber: Int {
    let days = microseconds / Self.microsecondsPerDay
    return Int(microseconds % Self.microsecondsPerDay < 0 ? days - 1 : days)
  }

  public var civil: (year: Int, month: Int, day: Int) {
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// Monday is 1, Sunday 7.
  public var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

  /// The ISO 8601 week: weeks start on Monday, and the first week of a year holds its first Thursday.
  public var isoWeek: ISOWeek {
    let thursday = Instant(microseconds: Int64(dayNumber - weekday + 4) * Self.microsecondsPerDay)
    let year = thursday.civil.year
    let firstDay = Self.daysSince1970(year: year, month: 1, day: 1)
    return ISOWeek(year: year, week: (thursday.dayNumber - firstDay) / 7 + 1)
  }

  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

extension Instant: CustomStringConvertible {
  /// `yyyy-MM-dd`, with the time of day behind it where it is not midnight.
  public var description: String {
    let (year, month, day) = civil
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let rest = microseconds &- Int64(dayNumber) &* Self.microsecondsPerDay
    guard rest != 0 else { return date }
    let seconds = Int(rest / 1_000_000)
    let fraction = rest % 1_000_000 == 0 ? "" : "." + padded(Int(rest % 1_000_000), 6)
    return "\(date)T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))\(fraction)Z"
  }
}

/// A week of ISO 8601, written `2013-W27`.
public struct ISOWeek: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let year: Int
  public let week: Int

  /// Reads `2013-W27`; nil where the year has no such week.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 3, parts[1].first == "W",
      let year = Int(parts[0]), let week = Int(parts[1].dropFirst()), (1...9999).contains(year), (1...53).contains(week)
    else { return nil }
    self.init(year: year, week: week)
    // A year of 52 weeks has no 53rd: its first day lies in the next year's first week.
    guard firstDay.isoWeek == self else { return nil }
  }

  init(year: Int, week: Int) {
    self.year = year
    self.week = week
  }

  public static func < (a: ISOWeek, b: ISOWeek) -> Bool { (a.year, a.week) < (b.year, b.week) }

  public var description: String { "\(padded(year, 4))-W\(padded(week, 2))" }

  /// The Monday on which the week starts.
  public var firstDay: Instant {
    let fourth = Instant.daysSince1970(year: year, month: 1, day: 4)
    let monday = fourth - ((fourth + 3) % 7 + 7) % 7
    return Instant(microseconds: Int64(monday + 7 * (week - 1)) * Instant.microsecondsPerDay)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
