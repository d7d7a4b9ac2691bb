import ArgumentParser

/// How verdicts are told.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "One JSON object per line, for programs (docs/json.md).")
  var json = false

  @Flag(name: [.short, .long], help: "Print nothing; the exit status is the answer.")
  var quiet = false

  @OptionGroup var languageOptions: LanguageOptions

  var language: Language { languageOptions.language }

  func style(without withheld: Withheld = Withheld()) -> ReportStyle {
    ReportStyle(json: json, quiet: quiet, withheld: withheld, namedLanguage: language)
  }
}
