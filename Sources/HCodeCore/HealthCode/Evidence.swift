import HCodeBase

/// A fact on which the colour rests: what was found or given, and when (docs/format.md §3).
package struct Evidence: Hashable, Sendable {
  /// What it is.
  package let kind: EvidenceKind
  /// What the kind's family states besides time, place and product.
  package let details: Details
  /// How old it was when the code was issued: three bytes in the code, where a time takes five.
  package let age: EvidenceAge
  /// Where it was found or given.
  package let place: String?
  /// The test or vaccine; only with a place.
  package let product: String?

  /// What is stated besides time, place and product.
  package enum Details: Hashable, Sendable {
    case result(TestResult)
    /// One dose of a vaccination, and how many there are to be.
    case doses(UInt64, of: UInt64)
    case timeOnly
    case stays(Itinerary)
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

  /// Refuses nothing: `HealthClaims` calls `check` on all its evidence.
  package init(
    _ kind: EvidenceKind, _ details: Details, age: EvidenceAge, place: String?, product: String?
  ) {
    self.kind = kind
    self.details = details
    self.age = age
    self.place = place
    self.product = product
  }

  /// A test and its result.
  package static func test(
    _ kind: EvidenceKind, result: TestResult, age: EvidenceAge, place: String?, product: String?
  ) -> Evidence {
    Evidence(kind, .result(result), age: age, place: place, product: product)
  }

  /// One dose of a vaccination, `dose` of `of`.
  package static func vaccination(
    dose: UInt64, of: UInt64, age: EvidenceAge, place: String?, product: String?
  ) -> Evidence {
    Evidence(.vaccination, .doses(dose, of: of), age: age, place: place, product: product)
  }

  /// A recovery, dated by the first positive test.
  package static func recovery(age: EvidenceAge, place: String?) -> Evidence {
    Evidence(.recovery, .timeOnly, age: age, place: place, product: nil)
  }

  /// Where the holder was, up to the time that this age gives.
  package static func itinerary(_ itinerary: Itinerary, age: EvidenceAge) -> Evidence {
    Evidence(.itinerary, .stays(itinerary), age: age, place: nil, product: nil)
  }

  /// The itinerary, if it is one.
  package var itinerary: Itinerary? { if case .stays(let stays) = details { stays } else { nil } }

  /// Whether it speaks for health: a test with the result that is hoped for, the last dose of a vaccination, a recovery.
  package var isFavourable: Bool {
    switch details {
    case .result(let result): result == kind.favourableResult
    case .doses(let dose, let of): dose >= of
    case .timeOnly: true
    case .stays: false
    }
  }

  /// Refuses details of another family, and numbers and texts outside docs/format.md §3.
  func check() throws(MalformedCode) {
    switch (kind.family.shape, details) {
    case (.result, .result), (.timeOnly, .timeOnly): break
    case (.stays, .stays):
      guard place == nil else {
        throw MalformedCode(.malformedEvidence, "an itinerary names areas and no place")
      }
    case (.doses, .doses(let dose, let of)):
      guard (1...20).contains(dose), (1...20).contains(of) else {
        throw MalformedCode(.malformedEvidence, "a dose or number of doses is not 1 to 20")
      }
    case (.result, _), (.doses, _), (.timeOnly, _), (.stays, _):
      throw MalformedCode(.malformedEvidence, "it states what is not of its kind")
    }
    guard product == nil || kind.family.hasProduct else {
      throw MalformedCode(.malformedEvidence, "a product is named where there is none")
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
