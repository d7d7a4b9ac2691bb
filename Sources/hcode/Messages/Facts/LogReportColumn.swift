import HCodeBase
import HCodeCore

/// A column of the table of issuers.
enum LogReportColumn: CaseIterable {
  case issuer
  case red
  case raised
  case yellow
  case busiestDay
  case reds
  case suspended
  case revoked
  case oneOfficer

  /// How wide it is, however short its title.
  var width: Int {
    switch self {
    case .issuer: 20
    case .red, .reds: 7
    case .raised, .yellow, .revoked: 8
    case .busiestDay: 13
    case .suspended: 10
    case .oneOfficer: 9
    }
  }
}
