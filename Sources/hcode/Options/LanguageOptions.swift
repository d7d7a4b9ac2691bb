import ArgumentParser

/// `--lang`: the language of what people read.
struct LanguageOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "\(Language.all.map(\.tag).joined(separator: " or ")), also as zh-CN or zh_CN.UTF-8; by default from LC_ALL, LC_MESSAGES or LANG.",
      valueName: "lang"),
    completion: .list(Language.allValueStrings))
  var lang: Language?

  var language: Language { lang ?? Language.ofEnvironment }
}
