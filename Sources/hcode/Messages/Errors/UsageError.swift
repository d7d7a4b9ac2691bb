/// Wrong use, in the words of the argument parser, which are English.
struct UsageError: ReportedError {
  let message: String
  /// The command that was given, if it is one.
  let command: String?

  var exitStatus: ExitStatus { .usage }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}
