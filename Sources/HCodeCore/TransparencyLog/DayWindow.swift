/// Days in a row.
struct DayWindow: Hashable {
  /// The last day.
  let last: Int
  /// How many days.
  let days: Int

  /// The first day.
  var first: Int { last - days + 1 }

  /// The window of that length so many windows later, or earlier where negative.
  func moved(by windows: Int) -> DayWindow { DayWindow(last: last + windows * days, days: days) }

  /// The lengths of windows in which acts are counted, and with how many windows before each it is compared.
  static let lengths = [(days: 1, before: 28), (days: 7, before: 8), (days: 28, before: 4)]
}
