import HCodeSystem
/// Tells errors on standard error. Which language is decided once, by the arguments and the environment.
enum ErrorReport {
  /// One line, and one more with what to do.
  static func tell(_ error: any ReportedError) {
    let words = words(of: error, in: Language.forErrors.texts)
    StandardError.write("hcode: error: " + words.message)
    if let hint = words.hint { StandardError.write("hcode: hint: " + hint) }
  }

  /// What is said of an error in a language.
  static func words(
    of error: any ReportedError, in catalogue: any ErrorCatalogue = English()
  ) -> ErrorWords {
    error.words(in: catalogue)
  }
}

extension Language {
  /// That of errors: as `--lang` says, wherever it stands, else that of the environment.
  static let forErrors = Language(arguments: FileName.encodedArguments()) ?? .ofEnvironment

  /// The value of the last `--lang`; nil without one that names a language. An error may come before arguments are understood,
  /// or be about them.
  private init?(arguments: [String]) {
    var said: Substring?
    for (place, argument) in arguments.enumerated() {
      if argument.hasPrefix("--lang=") {
        said = argument.dropFirst("--lang=".count)
      } else if argument == "--lang", place + 1 < arguments.count {
        said = arguments[place + 1][...]
      }
    }
    guard let said, let language = Language(String(said)) else { return nil }
    self = language
  }
}
