/// A length of time in the unit in which people speak of it: days from three days on, hours from three hours on, else minutes.
enum TimeSpan {
  case days(Int64)
  case hours(Int64)
  case minutes(Int64)

  init(seconds: Int64) {
    self =
      seconds >= 3 * 86_400
      ? .days(seconds / 86_400)
      : seconds >= 3 * 3600 ? .hours(seconds / 3600) : .minutes(seconds / 60)
  }
}
