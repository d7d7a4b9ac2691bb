import HCodeBase
import Testing

@Test(arguments: [
  "2026-11-28T08:00:00Z", "2026-11-28T08:00:00.0Z", "2026-11-28T08:00:00.000Z",
  "2026-11-28t08:00:00,123456789z",
  "2026-11-28 08:00:00Z", "2026-11-28T08:00Z", "2026-11-28T16:00:00.999999+08:00",
  "2026-11-28T16:00:00+0800", "2026-11-28T16:00:00+08", "2026-11-28 16:00:00 +08:00",
  "2026-11-28T16:00 +08", "2026-11-28 08:00:00 Z",
  "2026-11-28T02:30:00.5-05:30",
])
func `a time as programs write it is a time`(text: String) throws {
  #expect(try WrittenTime.read(text).get().rfc3339 == "2026-11-28T08:00:00Z")
}

@Test(arguments: [
  ("2026-11-28T08:00:00", WrittenTime.Fault.noZone), ("2026-11-28T08:00:00.5", .noZone),
  ("2026-11-28 08:00", .noZone), ("1969-12-31T23:59:59Z", .yearOutOfRange),
  ("2026-11-28T08:00:00:LAB7", .noZone), ("2026-11-28T08:00:00+08:99", .notATime),
  ("2026-02-30T08:00:00Z", .noSuchDay),
  ("2026-13-01T08:00:00Z", .noSuchDay),
  ("2026-11-28", .notATime), ("2026-11-28T24:00:00Z", .notATime),
  ("2026-11-28T08:00:60Z", .notATime),
  ("2026-11-28T08:00:00.Z", .notATime), ("2026-11-28T08:00:00.1234567890Z", .notATime),
  ("2026-11-28T08:00:00Z ", .notATime), ("2026-11-28T08:00:00+8", .notATime),
  ("28.11.2026 08:00", .notATime),
  ("", .notATime), ("2026-11-28T08:00:00 Europe/Berlin", .notATime),
])
func `what is not a time says why`(text: String, fault: WrittenTime.Fault) {
  #expect(WrittenTime.read(text) == .failure(fault))
}

@Test func `a time ends where its zone ends`() throws {
  let found = try WrittenTime.prefix(of: "2026-11-28T08:00:00.250Z:LAB7")
  #expect(found.time.rfc3339 == "2026-11-28T08:00:00Z")
  #expect(found.rest == ":LAB7")
  for end in ["+08", "+0800", " +08:00"] {
    let found = try WrittenTime.prefix(of: "2026-11-28T16:00:00\(end):7-ELEVEN")
    #expect(found.time.rfc3339 == "2026-11-28T08:00:00Z")
    #expect(found.rest == ":7-ELEVEN")
  }
  #expect(throws: WrittenTime.Fault.noZone) { try WrittenTime.prefix(of: "2026-11-28T08:00:LAB7") }
  #expect(throws: WrittenTime.Fault.notATime) { try WrittenTime.prefix(of: "2026-11-28:LAB7") }
}
