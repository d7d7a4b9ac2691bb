/// Why there is nothing to appeal against.
enum AppealError: Error, Equatable {
  /// The code is green here.
  case green
  /// The office did not write it.
  case forged(detail: String)
  /// No health code of this program.
  case notOurs(detail: String)
}
