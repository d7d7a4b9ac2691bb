import HCodeCore

/// Why a share, a notice or a diary was not used.
enum VenueUseError: Error, Equatable {
  /// The share is the office's where the keeper's is needed, or the other way round.
  case otherRole
  /// The keeper has not finished yet.
  case noPoster
  case dayNotOver(Int64)
  /// As many days as the poster allows were opened.
  case everyDayOpened(Int)
  case notLogged
  /// The diary was last written so many days before.
  case longGap(days: Int64)
}

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

extension VenueRefusal: ReportedError {
  var exitStatus: ExitStatus { .data }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension VenueUseError: ReportedError {
  var exitStatus: ExitStatus {
    if case .everyDayOpened = self { .noPermission } else { .data }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}
