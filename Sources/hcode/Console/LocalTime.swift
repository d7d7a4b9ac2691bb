import HCodeBase
import Glibc
import HCodeCore

/// Times on the clock of the place.
enum LocalTime {
  /// `2026-11-25 18:00 +08:00`.
  static func text(_ time: Timestamp) -> String {
    var seconds = time_t(time.seconds)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let offset = parts.tm_gmtoff
    let (date, clock) = time.local(offsetSeconds: offset)
    let minutes = abs(offset) / 60
    let padded = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return date + " " + clock.prefix(5) + " " + (offset < 0 ? "-" : "+")
      + padded.joined(separator: ":")
  }
}
