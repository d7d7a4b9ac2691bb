/// How what was found is told.
struct ReportStyle {
  /// For programs: a JSON object a line.
  var json = false
  /// Not at all: the exit status is the answer.
  var quiet = false
  /// The parts of a code that are not printed.
  var withheld = Withheld()
  /// Of what people read; nil for that of the environment, which is not looked for where nobody reads.
  var namedLanguage: Language?

  var language: Language { namedLanguage ?? .ofEnvironment }
}
