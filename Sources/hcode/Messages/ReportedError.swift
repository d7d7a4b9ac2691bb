import HCodeSystem

/// An error that is told to people: the status that a process ends with and, in each language, what happened and what to do.
protocol ReportedError: Error {
  var exitStatus: ExitStatus { get }

  /// What is said of it where no file or address is to blame.
  func words(in catalogue: some ErrorCatalogue) -> ErrorWords

  /// The same of a file or address, which is named.
  func words(in catalogue: some ErrorCatalogue, of file: String) -> ErrorWords
}

extension ReportedError {
  func words(in catalogue: some ErrorCatalogue, of file: String) -> ErrorWords {
    var words = words(in: catalogue)
    words.message = "\(file): \(words.message)"
    return words
  }
}

extension InFile: ReportedError where Failure: ReportedError {
  var exitStatus: ExitStatus { failure.exitStatus }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords {
    failure.words(in: catalogue, of: file.description)
  }
}
