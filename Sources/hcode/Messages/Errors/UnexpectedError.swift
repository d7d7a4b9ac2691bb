/// An error that nobody foresaw, by its type alone: its contents may be a secret, such as a password in an address.
struct UnexpectedError: ReportedError {
  let detail: String

  init(_ error: any Error) { detail = "\(type(of: error))" }

  var exitStatus: ExitStatus { .software }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }

  /// An error that can be told: the error itself if it can.
  static func telling(_ error: any Error) -> any ReportedError {
    error as? any ReportedError ?? UnexpectedError(error)
  }
}
