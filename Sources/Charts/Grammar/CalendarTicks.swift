/// Marks along an axis of time: where minutes, hours, days, weeks, months or years begin, whichever fits.
struct CalendarTicks {
  /// In seconds since 1 January 1970, UTC.
  let places: [Double]
  let labels: [String]
  let domain: ClosedRange<Double>

  private static let day = 86_400.0

  /// How far apart marks are.
  private enum Unit {
    case seconds(Double)
    case days(Int)
    /// From Monday to Monday.
    case weeks
    case months(Int)
    case years(Int)

    var length: Double {
      switch self {
      case .seconds(let seconds): seconds
      case .days(let days): Double(days) * day
      case .weeks: 7 * day
      case .months(let months): Double(months) * 30.44 * day
      case .years(let years): Double(years) * 365.25 * day
      }
    }
  }

  private static let units: [Unit] =
    [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600].map(Unit.seconds) + [
      .days(1), .days(2), .weeks, .months(1), .months(3), .months(6), .years(1), .years(2), .years(5), .years(10),
      .years(20), .years(50), .years(100), .years(200), .years(500), .years(1000), .years(5000),
    ]

  /// - Parameter count: about how many intervals to make.
  init(_ range: ClosedRange<Double>, count: Int) {
    let most = CivilDate.farthest
    var low = max(-most, min(most, range.lowerBound))
    var high = max(-most, min(most, range.upperBound))
    // A single moment stands in the middle of two days.
    if high - low < 1 { (low, high) = (low - Self.day, low + Self.day) }
    let wish = (high - low) / Double(max(1, count))
    let unit = Self.units.first { $0.length >= wish * 0.8 } ?? .years(5000)
    places = Self.starts(of: unit, from: low, to: high)
    domain = low...high
    labels = Self.labels(places, unit)
  }

  private static func starts(of unit: Unit, from low: Double, to high: Double) -> [Double] {
    switch unit {
    case .seconds(let length):
      return Array(stride(from: (low / length).rounded(.up) * length, through: high, by: length))
    case .days(let days):
      // Every second day of a month, not of all time.
      let all = stride(from: (low / day).rounded(.up) * day, through: high, by: day)
      return days == 1
        ? Array(all)
        : all.filter {
          (CivilDate(secondsSince1970: $0).day - 1) % days == 0 && CivilDate(secondsSince1970: $0).day < 31
        }
    case .weeks:
      // 5 January 1970 was a Monday.
      let first = ((low / day - 4) / 7).rounded(.up) * 7 + 4
      return Array(stride(from: first * day, through: high, by: 7 * day))
    case .months(let step):
      var date = CivilDate(secondsSince1970: low)
      var months = date.year * 12 + date.month - 1
      months -= ((months % step) + step) % step
      var found: [Double] = []
      while true {
        let year = (months - (((months % 12) + 12) % 12)) / 12
        date = CivilDate(year: year, month: months - year * 12 + 1, day: 1)
        let place = date.secondsSince1970
        if place > high { return found }
        if place >= low { found.append(place) }
        months += step
      }
    case .years(let step):
      let first = CivilDate(secondsSince1970: low).year
      var year = first - ((first % step) + step) % step
      var found: [Double] = []
      while true {
        let place = CivilDate(year: year, month: 1, day: 1).secondsSince1970
        if place > high { return found }
        if place >= low { found.append(place) }
        year += step
      }
    }
  }

  /// Each says what is new since the one before, the first one all.
  private static func labels(_ places: [Double], _ unit: Unit) -> [String] {
    var last: CivilDate?
    return places.map { place in
      let date = CivilDate(secondsSince1970: place)
      defer { last = date }
      switch unit {
      case .years: return "\(date.year)"
      case .months:
        return last?.year == date.year ? date.monthName : "\(date.monthName) \(date.year)"
      case .weeks, .days:
        let day = last?.month == date.month && last?.year == date.year ? "\(date.day)" : "\(date.day) \(date.monthName)"
        return last == nil || last?.year != date.year ? "\(date.day) \(date.monthName) \(date.year)" : day
      case .seconds(let length):
        let clock = date.clock(withSeconds: length < 60)
        return last?.isSameDay(as: date) == true ? clock : "\(date.day) \(date.monthName) \(clock)"
      }
    }
  }
}

extension AxisMarks {
  init(_ ticks: CalendarTicks) { self.init(places: ticks.places, labels: ticks.labels, domain: ticks.domain) }
}

/// A day of the Gregorian calendar, also before it was in use, with the second of the day.
struct CivilDate: Equatable {
  let year: Int
  let month: Int
  let day: Int
  let secondOfDay: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
    secondOfDay = 0
  }

  /// Beyond some ten thousand years, in seconds, there are no dates that anyone reads.
  static let farthest = 4e11

  /// Days are counted from 1 March 0000, so that leap days come last (Hinnant 2013, "chrono-compatible low-level date
  /// algorithms"); moments beyond `farthest` are taken for it.
  init(secondsSince1970 seconds: Double) {
    let whole = (seconds.isNaN ? 0 : max(-Self.farthest, min(Self.farthest, seconds))).rounded(.down)
    let days = Int((whole / 86_400).rounded(.down))
    secondOfDay = Int(whole - Double(days) * 86_400)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The beginning of the day.
  var secondsSince1970: Double {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Double(era * 146_097 + dayOfEra - 719_468) * 86_400
  }

  static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  var monthName: String { Self.monthNames[month - 1] }

  func clock(withSeconds: Bool) -> String {
    let minutes = "\(Self.two(secondOfDay / 3600)):\(Self.two(secondOfDay / 60 % 60))"
    return withSeconds ? "\(minutes):\(Self.two(secondOfDay % 60))" : minutes
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  func isSameDay(as other: CivilDate) -> Bool { (year, month, day) == (other.year, other.month, other.day) }

  /// As ISO 8601 writes it, the time of day only where there is one.
  var text: String {
    let date = "\(year)-\(Self.two(month))-\(Self.two(day))"
    return secondOfDay == 0 ? date : "\(date) \(clock(withSeconds: secondOfDay % 60 != 0))"
  }
}
