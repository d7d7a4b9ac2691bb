import ArgumentParser
import HCodeCore

/// `--use`: what a key signs.
enum KeyUse: String, ExpressibleByArgument, CaseIterable {
  case codes
  case statusLists = "status-lists"
  case countersign
  case venues
  case exposures

  /// As an agreement names it.
  var agreed: KeyAgreement.Use {
    switch self {
    case .codes: .codes
    case .statusLists: .statusLists
    case .countersign: .countersign
    case .venues: .venues
    case .exposures: .exposures
    }
  }
}
