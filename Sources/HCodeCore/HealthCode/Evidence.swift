package import HCodeBase

/// A fact on which the colour rests: what was found or given, and when (docs/format.md §3).
///
/// The time is kept as its age in minutes before the code was issued, three bytes instead of five.
package enum Evidence: Hashable, Sendable {
  /// A test and its result.
  case test(TestKind, result: TestResult, age: EvidenceAge, place: String?, product: String?)
  /// One dose of a vaccination, `dose` of `of`.
  case vaccination(dose: UInt64, of: UInt64, age: EvidenceAge, place: String?, product: String?)
  /// A recovery, dated by the first positive test.
  case recovery(age: EvidenceAge, place: String?)

  /// Kinds of test.
  package enum TestKind: UInt64, Sendable, CaseIterable {
    case pcr = 1
    case antigen = 2
    case antibody = 3

    /// `pcr`, `antigen`, `antibody`.
    package var word: String {
      switch self {
      case .pcr: "pcr"
      case .antigen: "antigen"
      case .antibody: "antibody"
      }
    }
  }

  /// Results of a test.
  package enum TestResult: UInt64, Sendable, CaseIterable {
    case negative = 0
    case positive = 1
    case undetermined = 2

    /// `negative`, `positive`, `undetermined`.
    package var word: String {
      switch self {
      case .negative: "negative"
      case .positive: "positive"
      case .undetermined: "undetermined"
      }
    }
  }

  /// How old it was when the code was issued.
  package var age: EvidenceAge {
    switch self {
    case .test(_, _, let age, _, _), .vaccination(_, _, let age, _, _), .recovery(let age, _): age
    }
  }

  /// Refuses numbers and texts outside docs/format.md §3.
  func check() throws(MalformedCode) {
    let place: String?
    var product: String?
    switch self {
    case .test(_, _, _, let testPlace, let testProduct): (place, product) = (testPlace, testProduct)
    case .vaccination(let dose, let of, _, let vaccinationPlace, let vaccinationProduct):
      guard (1...20).contains(dose), (1...20).contains(of) else {
        throw MalformedCode(.malformedEvidence, "a dose or number of doses is not 1 to 20")
      }
      (place, product) = (vaccinationPlace, vaccinationProduct)
    case .recovery(_, let recoveryPlace): place = recoveryPlace
    }
    if product != nil, place == nil {
      throw MalformedCode(.malformedEvidence, "a product is named, but no place")
    }
    for (word, text) in [("place", place), ("product", product)] {
      if let text, let fault = HealthText.fault(in: text, maximumBytes: 64) {
        throw MalformedCode(.malformedEvidence, "the \(word) \(fault)")
      }
    }
  }
}

/// Whole minutes from a piece of evidence to the minute in which the code was issued.
package struct EvidenceAge: Hashable, Sendable {
  /// The most that may be stated, a hundred years.
  package static let maximumMinutes: UInt64 = 52_560_000
  /// 0 to `maximumMinutes`.
  package let minutes: UInt64

  /// Refuses more than a hundred years.
  package init?(minutes: UInt64) {
    guard minutes <= Self.maximumMinutes else { return nil }
    self.minutes = minutes
  }

  /// The age of a time when a code is issued then; nil when it lies after that minute.
  package init?(of time: Timestamp, issuedAt: Timestamp) {
    let minutes = issuedAt.seconds / 60 - time.seconds / 60
    guard minutes >= 0 else { return nil }
    self.init(minutes: UInt64(minutes))
  }

  /// The evidence's time, to the minute.
  package func time(issuedAt: Timestamp) -> Timestamp {
    let minute = issuedAt.seconds / 60 * 60
    return issuedAt.advanced(bySeconds: minute - issuedAt.seconds - Int64(minutes) * 60)
  }
}
