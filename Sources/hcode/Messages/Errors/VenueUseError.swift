import HCodeBase
import HCodeCore

/// Why a share, a notice or a diary was not used.
enum VenueUseError: Error, Equatable {
  /// The share is the office's where the keeper's is needed, or the other way round.
  case otherRole
  /// The keeper has not finished yet.
  case noPoster
  case dayNotOver(CalendarDate)
  /// As many days as the poster allows were opened.
  case everyDayOpened(Int)
  case notLogged
  /// The diary was last written so many days before.
  case longGap(days: Int64)
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
