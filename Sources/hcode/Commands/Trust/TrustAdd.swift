import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

struct TrustAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add an issuer, or another key of an issuer.",
    discussion: """
      The issuer, its name and the validity come from the key file. Unless more is granted, the key may sign green codes without \
      evidence: grant what the issuer needs and no more. The file has to have the key's agreement with this authority for that use \
      ('hcode keygen --for', 'hcode key agree').

      EXAMPLE
        hcode trust add CN-HA-ZZ.pub --status green,yellow --evidence pcr:72h --longest-validity 7d \
      --status-list https://zz.example/codes.status
        hcode trust add CN-HA-ZZ-status.pub --use status-lists --for-status-list https://zz.example/codes.status
        hcode trust add CN-HA-ZZ-officer-2.pub --use countersign
      """)

  @Argument(
    help: ArgumentHelp("The public key file.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      What the key signs: codes, status-lists, countersign for a second officer or, experimental, venues or exposures.
      """,
      valueName: "use"))
  var use = KeyUse.codes

  @OptionGroup var grant: GrantOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The status list of the key's codes; without one they cannot be revoked.", valueName: "uri"))
  var statusList: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A status list that it may sign, with --use status-lists; may be repeated.", valueName: "uri")
  )
  var forStatusList: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the holder of a code may turn: address, telephone, page.", valueName: "text"))
  var appeal: String?

  @OptionGroup var names: NameOptions
  @OptionGroup var source: TrustSourceOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    switch use {
    case .codes:
      if !forStatusList.isEmpty {
        throw ValidationError(.statusListOfCodeKey)
      }
    case .statusLists:
      if !grant.isEmpty || statusList != nil {
        throw ValidationError(.grantOfStatusKey)
      }
      if forStatusList.isEmpty {
        throw ValidationError(.noStatusList)
      }
      _ = try StatusListNames.uris(forStatusList)
    case .countersign, .venues, .exposures:
      if !grant.isEmpty || statusList != nil || !forStatusList.isEmpty {
        throw ValidationError(.grantOfCountersigner)
      }
    }
    _ = try StatusListNames.uris(statusList.map { [$0] } ?? [])
    if let appeal {
      guard !FileName.holdsRawBytes(appeal) else { throw ValidationError(.notUTF8("--appeal")) }
      if let fault = HealthText.fault(in: appeal, maximumBytes: 200) {
        throw ValidationError(.badText("--appeal", fault))
      }
    }
  }

  func run() throws {
    let file = try PublicKey.read(key)
    var new = TrustListSource.Key(
      publicKey: file.publicKey, notBefore: WithOriginalText(file.created),
      until: WithOriginalText(file.expires),
      use: try purpose())
    try source.edit { content in
      // A source of an earlier version has keys without agreements.
      if let place = content.path(of: file.publicKey), !content.lacksAgreement(file.publicKey) {
        throw TrustUseError.keyInSource(file.publicKey.identifier, path: place, asRoot: false).in(
          key)
      }
      new.agreement = try agreement(file, with: content.authority)
      if content.withdrawn.contains(where: { $0.identifier == file.publicKey.identifier }) {
        throw TrustUseError.withdrawnKey(file.publicKey.identifier).in(key)
      }
      if content.agree(new, of: file.issuer) { return }
      guard let index = content.issuers.firstIndex(where: { $0.identifier == file.issuer }) else {
        let said = try names.byLanguage
        guard let called = said.isEmpty ? NameOptions.names(of: file) : AuthorityNames(said) else {
          throw ValidationError(.tooManyLanguages)
        }
        var issuer = TrustListSource.Issuer(identifier: file.issuer, names: called, keys: [new])
        issuer.appeal = appeal
        content.issuers.append(issuer)
        return
      }
      let together = content.issuers[index].names.byLanguage.merging(try names.byLanguage) { $1 }
      guard let called = AuthorityNames(together) else {
        throw ValidationError(.tooManyLanguages)
      }
      content.issuers[index].names = called
      content.issuers[index].appeal = appeal ?? content.issuers[index].appeal
      content.issuers[index].keys.append(new)
    }
    let texts = languageOptions.language.texts
    try StandardOutput.write(
      TerminalText.escaped(
        [
          file.issuer.description, texts.key(file.publicKey.identifier),
          TrustListText(language: languageOptions.language).use(new),
          texts.untilUTC(file.expires),
        ].joined(separator: "  ")))
  }

  /// The key's agreement with this authority for this use, checked.
  private func agreement(
    _ file: IssuerKey, with authority: IssuerIdentifier
  ) throws -> [UInt8] {
    guard authority.speaks(for: file.issuer) else {
      throw TrustUseError.foreignIssuer(file.issuer, of: authority).in(key)
    }
    let agreement = file.agreements.first {
      $0.authority == authority && $0.use == use.agreed
        && $0.holds(for: file.publicKey, of: file.issuer)
    }
    guard let agreement else {
      throw TrustUseError.noAgreement(with: authority, use: use.agreed).in(key)
    }
    return agreement.signature
  }

  private func purpose() throws -> TrustListSource.Key.Use {
    switch use {
    case .codes:
      .codes(
        try grant.changed(TrustListSource.CodeGrant(statuses: [.green])),
        statusList: statusList.flatMap { StatusListURI($0) })
    case .statusLists: .statusLists(forStatusList.compactMap { StatusListURI($0) })
    case .countersign: .countersign
    case .venues: .venues
    case .exposures: .exposures
    }
  }
}
