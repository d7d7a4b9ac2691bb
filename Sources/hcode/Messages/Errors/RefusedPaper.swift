import HCodeCore

/// A poster or list that a visitor's device refuses: the exit status is the verdict of docs/venue.md §9.
struct RefusedPaper: Error {
  let refusal: VenueRefusal
  private let isList: Bool

  init(_ refusal: VenueRefusal, isList: Bool = false) {
    self.refusal = refusal
    self.isList = isList
  }
}

extension RefusedPaper: ReportedError {
  var exitStatus: ExitStatus {
    switch refusal.name {
    case .unknownFormat: .none
    case .unknownVersion, .unknownIssuer, .wrongUse: .undecided
    case .expired: isList ? .undecided : .refused
    case .beforeKey, .keyExpired, .notYetValid: .refused
    case .tooLarge, .rollback: .data
    default: .forged
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(refusal) }
}
