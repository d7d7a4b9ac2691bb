import Foundation
@testable import HCodeBase
import Testing

struct TimeEvidenceTests {
  private let signed: Timestamp
  private let seen: Timestamp
  private let evidence: TimeEvidence
  private let year: Int64 = 366 * 86_400

  init() throws {
    signed = try #require(Timestamp(rfc3339: "2030-01-01T00:00:00Z"))
    seen = signed.advanced(bySeconds: 86_400)
    evidence = TimeEvidence(signed: signed, seen: seen)
  }

  @Test func `the release is a date, and is not to come`() throws {
    let released = try #require(TimeEvidence.release)
    #expect(Double(released.seconds) <= Date().timeIntervalSince1970)
  }

  @Test func `a clock is bound by the latest date, with 300 seconds to spare`() throws {
    #expect(evidence.contradiction(of: seen.advanced(bySeconds: -300), from: .clock) == nil)
    let found = try #require(
      evidence.contradiction(of: seen.advanced(bySeconds: -301), from: .clock))
    #expect(found == (.seen, seen))
    let other = TimeEvidence(signed: seen, seen: signed)
    #expect(other.contradiction(of: signed, from: .clock)?.bound == .signed)
  }

  @Test func `without anything else the release binds a clock`() throws {
    let released = try #require(TimeEvidence.release)
    let found = TimeEvidence().contradiction(
      of: released.advanced(bySeconds: -301), from: .clock)
    #expect(found?.bound == .release)
    #expect(
      TimeEvidence().contradiction(of: released.advanced(bySeconds: -300), from: .clock) == nil)
  }

  @Test func `a question is bound by what was signed alone`() {
    #expect(evidence.contradiction(of: signed, from: .question) == nil)
    #expect(
      evidence.contradiction(of: signed.advanced(bySeconds: -301), from: .question)?.bound
        == .signed)
    #expect(TimeEvidence(seen: seen).contradiction(of: signed, from: .question) == nil)
  }

  @Test func `a change comes within the gap after the last`() {
    let last = seen.advanced(bySeconds: year)
    #expect(throws: Never.self) { try self.evidence.check(last, from: .clock, gap: self.year) }
    for source in [TimeEvidence.Source.clock, .question] {
      #expect(throws: ImplausibleTime.self) {
        try self.evidence.check(last.advanced(bySeconds: 1), from: source, gap: self.year)
      }
    }
  }

  @Test func `the repair of a store gets in although something was signed later`() {
    let ahead = TimeEvidence(signed: seen.advanced(bySeconds: year), seen: signed)
    #expect(throws: ImplausibleTime.self) {
      try ahead.check(self.seen, from: .clock, gap: self.year)
    }
    #expect(throws: Never.self) {
      try ahead.check(self.seen, from: .clock, signedBinds: false, gap: self.year)
    }
  }

  @Test
  func
    `what is noted never goes back, and no further than the clock, unless somebody vouches for it`()
  {
    let later = seen.advanced(bySeconds: 60)
    #expect(evidence.noting(later, clock: later, isRight: false) == later)
    #expect(evidence.noting(signed, clock: later, isRight: false) == seen)
    #expect(evidence.noting(later.advanced(bySeconds: year), clock: later, isRight: false) == later)
    #expect(TimeEvidence().noting(later, clock: signed, isRight: false) == signed)
    #expect(evidence.noting(signed, clock: later, isRight: true) == signed)
  }
}
