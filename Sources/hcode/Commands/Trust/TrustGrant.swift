import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeTrust

struct TrustGrant: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    abstract: "Change what the codes of a key may say, or which status lists a key may sign.",
    discussion: """
      The options replace what was granted; what they leave out stays. An issuer's name stands for all its keys that sign codes or, with \
      --for-status-list, for all that sign status lists. Checkpoints notice nothing until the next list is built, signed and imported.

      EXAMPLE
        hcode trust grant CN-HA-ZZ --status green,yellow,red --evidence pcr:72h,vaccination:any --longest-validity 7d
        hcode trust grant CN-HA-ZZ --for-status-list https://zz.example/codes.status
      """)

  @Argument(help: ArgumentHelp("A key id or an issuer.", valueName: "kid|issuer"))
  var name: String

  @OptionGroup var grant: GrantOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A status list that the key may sign, for a key of status lists. May be repeated.",
      valueName: "uri"))
  var forStatusList: [String] = []

  @OptionGroup var source: TrustSourceOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    guard grant.isEmpty != forStatusList.isEmpty else {
      throw ValidationError(.nothingToGrant)
    }
    _ = try StatusListNames.uris(forStatusList)
  }

  func run() throws {
    var lines: [String] = []
    try source.edit { content in
      let places = try keys(of: try EntryName.entry(name, in: content, source.source), in: content)
      for (issuer, index) in places {
        switch content.issuers[issuer].keys[index].use {
        case .codes(let old, let uri):
          content.issuers[issuer].keys[index].use = .codes(try grant.changed(old), statusList: uri)
        case .statusLists:
          content.issuers[issuer].keys[index].use = .statusLists(
            try StatusListNames.uris(forStatusList))
        case .countersign, .venues, .exposures: continue
        }
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
    let signsCodes = forStatusList.isEmpty
    let found = places.filter {
      switch content.issuers[$0.issuer].keys[$0.key].use {
      case .codes: signsCodes
      case .statusLists: !signsCodes
      case .countersign, .venues, .exposures: false
      }
    }
    guard !found.isEmpty else {
      throw signsCodes
        ? TrustUseError.noCodeKey(name, path: content.path(of: entry))
        : TrustUseError.noStatusKey(name, path: content.path(of: entry))
    }
    return found
  }
}
