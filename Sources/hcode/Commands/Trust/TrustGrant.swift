import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeTrust

struct TrustGrant: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    abstract: "Change what the codes of a key may say.",
    discussion: """
      What is said replaces what was granted; what is not said stays. An issuer's name stands for all its keys that sign \
      codes. Nothing changes for a checkpoint before the next list is built, signed and imported.

      EXAMPLE
        hcode trust grant CN-HA-ZZ --status green,yellow,red --evidence pcr:72h,vaccination:any --longest-validity 7d
      """)

  @Argument(help: ArgumentHelp("A key id or an issuer.", valueName: "kid|issuer"))
  var name: String

  @OptionGroup var grant: GrantOptions
  @OptionGroup var source: TrustSourceOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if grant.isEmpty {
      throw ValidationError(.nothingToGrant)
    }
  }

  func run() throws {
    var lines: [String] = []
    try source.edit { content in
      let places = try keys(of: try EntryName.entry(name, in: content, source.source), in: content)
      for (issuer, index) in places {
        guard case .codes(let old, let uri) = content.issuers[issuer].keys[index].use else {
          continue
        }
        content.issuers[issuer].keys[index].use = .codes(try grant.changed(old), statusList: uri)
        let key = content.issuers[issuer].keys[index]
        lines.append(
          [
            content.issuers[issuer].identifier.description,
            languageOptions.language.texts.key(key.publicKey.identifier),
            TrustListText(language: languageOptions.language).use(key),
          ].joined(separator: "  ")
        )
      }
    }
    for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
  }

  private func keys(
    of entry: TrustListSource.Entry, in content: TrustListSource
  ) throws -> [(issuer: Int, key: Int)] {
    let places: [(issuer: Int, key: Int)] =
      switch entry {
      case .key(let issuer, let key): [(issuer, key)]
      case .issuer(let number): content.issuers[number].keys.indices.map { (number, $0) }
      case .recognition: []
      }
    let codeKeys = places.filter { content.issuers[$0.issuer].keys[$0.key].grant != nil }
    guard !codeKeys.isEmpty else {
      throw TrustUseError.noCodeKey(name, path: content.path(of: entry))
    }
    return codeKeys
  }
}
