import Foundation
@testable import HCodeBase
import Testing

struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2024-02-29T23:59:59Z", 1_709_251_199),
    ("2026-11-24T08:00:00+08:00", 1_795_478_400),
    ("2026-11-23T19:00:00-05:00", 1_795_478_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func `RFC 3339 is read to the second`(text: String, seconds: Int) {
    #expect(Timestamp(rfc3339: text)?.seconds == Int64(seconds))
  }

  @Test(arguments: [
    "", "2026-11-24", "2026-11-24 08:00:00Z", "2026-11-24T08:00:00", "2026-11-24T24:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-11-24T08:00:60Z", "2026-11-24T08:00:00.5Z",
    "1969-12-31T23:59:59Z", "2026-11-24T08:00:00+0800",
    "２026-11-24T08:00:00Z", "2026-11-24T08:00:00+24:00", "-026-11-24T08:00:00Z",
  ])
  func `any other spelling is refused`(text: String) { #expect(Timestamp(rfc3339: text) == nil) }

  @Test func `days agree with another calendar over 400 years`() throws {
    let formatter = ISO8601DateFormatter()
    for day in stride(from: 0, to: 146_097, by: 13) {
      let time = try #require(Timestamp(seconds: Int64(day) * 86_400 + 12_345))
      #expect(
        time.rfc3339 == formatter.string(from: Date(timeIntervalSince1970: Double(time.seconds))))
      #expect(Timestamp(rfc3339: time.rfc3339) == time)
    }
  }

  @Test func `a time in another zone is shown on its own day`() throws {
    let time = try #require(Timestamp(rfc3339: "2026-11-24T20:30:00Z"))
    #expect(time.local(offsetSeconds: 8 * 3600) == ("2026-11-25", "04:30:00"))
    #expect(
      try #require(Timestamp(seconds: 0)).local(offsetSeconds: -3600) == ("1969-12-31", "23:00:00"))
  }
}
