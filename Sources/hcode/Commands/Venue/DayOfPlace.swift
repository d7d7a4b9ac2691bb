import ArgumentParser
import HCodeBase

/// A day at a place, `2026-11-20`.
struct DayOfPlace: ExpressibleByArgument {
  let day: Int64

  init?(argument: String) {
    guard let date = CalendarDate(iso8601: argument), date.daysSince1970 >= 0 else { return nil }
    day = Int64(date.daysSince1970)
  }

  init(_ day: Int64) { self.day = day }

  var date: CalendarDate { CalendarDate(daysSince1970: Int(day)) }
}
