import HCodeCore

/// The parts of a code that are not printed, so that a gate keeps no list of names. The verdict stays the same.
struct Withheld: Equatable {
  /// Names, birth date, the end of the document's number, and the identifier that some formats give a certificate.
  var holder = false
  /// Tests, vaccinations and the like, and the reason of a colour.
  var evidence = false
  /// Where the holder was; with the evidence it is left out anyway.
  var itinerary = false

  /// The words of `--without` and of the JSON member `withheld`.
  enum Part: String, CaseIterable {
    case holder, evidence, itinerary
  }

  init() {}

  /// From the values of `--without`, each one word or several with commas; nil when one of them is none.
  init?(_ values: [String]) {
    for word in values.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      switch Part(rawValue: String(word)) {
      case .holder?: holder = true
      case .evidence?: evidence = true
      case .itinerary?: itinerary = true
      case nil: return nil
      }
    }
  }

  /// What is left out, in a fixed order.
  var words: [String] {
    Part.allCases.filter { part in
      switch part {
      case .holder: holder
      case .evidence: evidence
      case .itinerary: itinerary
      }
    }.map(\.rawValue)
  }

  /// The evidence that is printed.
  func shown(_ all: [Evidence]) -> [Evidence] {
    evidence ? [] : all.filter { !itinerary || $0.kind != .itinerary }
  }
}
