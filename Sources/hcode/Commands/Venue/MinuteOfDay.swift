import ArgumentParser
import HCodeBase
import HCodeCore

/// A minute of a day, `18:40`; 24:00 is its end.
struct MinuteOfDay: ExpressibleByArgument {
  let minute: Int

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { $0.isASCIIDigit } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      hour * 60 + minute <= VenueDay.minutes
    else { return nil }
    self.minute = hour * 60 + minute
  }

  init(minute: Int) { self.minute = minute }

  /// `18:40`.
  var text: String {
    [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
