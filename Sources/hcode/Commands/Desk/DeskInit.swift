import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeTrust

struct DeskInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make an authority: keys, registry, log, trust list.",
    discussion: """
      Makes the folder desk, or another with --desk. The root key and the code key are each sealed with a passphrase. The keys for \
      status lists, bundles and the log are not sealed, because 'desk publish' runs from cron. Whoever steals those can clear a \
      revocation or raise a code, but cannot sign one, and the root key can withdraw them.

      Green and yellow codes need nobody else. A red code needs a second officer with a key from another machine. For a rehearsal, \
      --rehearsal makes that key too, and every code then says that it is a rehearsal.

      EXAMPLE
        hcode desk init CN-HA --name 河南省卫健委 --url https://health.example/
        hcode desk init DEMO --name Demo --no-passphrase --rehearsal
      """)

  @Argument(help: ArgumentHelp("The authority's identifier, such as CN-HA.", valueName: "issuer"))
  var issuer: String

  @OptionGroup var names: NameOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The PostgreSQL database that many counters share. Default: a file in the desk.",
      valueName: "url"))
  var registry: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Root keys of others, instead of one that is made here. A majority has to sign.",
      valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var rootKey: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A second officer's key from another machine; may be repeated.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var officerKey: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the holder of a code may turn: address, telephone, page.", valueName: "text"))
  var appeal: String?

  @OptionGroup var grant: GrantOptions

  @Flag(name: .long, help: "Make a second officer's key here as well. Not for a real authority.")
  var rehearsal = false

  @Flag(name: .long, help: "Seal no key. Not for a real authority.")
  var noPassphrase = false

  @OptionGroup var passphrase: PassphraseOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Read the root key's passphrase from the first line of this file.", valueName: "file"),
    completion: .file())
  var rootPassphraseFile: FileName?

  @OptionGroup var new: NewDeskOptions

  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    guard IssuerIdentifier(issuer) != nil else {
      throw ValidationError(.notAnIdentifier("ISSUER"))
    }
    if names.name.isEmpty { throw ValidationError(.noAuthorityName) }
    if rootKey.count > 16 { throw ValidationError(.rootCount) }
    if let appeal {
      guard !FileName.holdsRawBytes(appeal) else { throw ValidationError(.notUTF8("--appeal")) }
      if let fault = HealthText.fault(in: appeal, maximumBytes: 200) {
        throw ValidationError(.badText("--appeal", fault))
      }
    }
    let isGiven =
      passphrase.passphraseFile != nil || passphrase.passphraseFd != nil
      || rootPassphraseFile != nil
    if noPassphrase, isGiven { throw ValidationError(.noPassphraseWithOne) }
  }

  func run() throws {
    let texts = languageOptions.language.texts
    guard let identifier = IssuerIdentifier(issuer),
      let called = AuthorityNames(try named()),
      let name = called.byLanguage["zh"] ?? called.byLanguage.min(by: { $0.key < $1.key })?.value
    else { throw ValidationError(.languageCount) }
    try new.checkFree()
    var settings = DeskSettings(issuer: identifier)
    settings.url = new.url
    if let registry {
      settings.registry = registry
      guard settings.isServer else { throw ValidationError(.notAServer) }
    }
    var office = NewDesk(settings: settings, names: called, keyName: name)
    office.appeal = appeal
    office.grant = try grant.changed(try Self.usualGrant())
    office.rootKeys = try rootKey.map { try PublicKey.read($0) }
    office.officerKeys = try officerKey.map { try PublicKey.read($0) }
    office.isRehearsal = rehearsal
    let made = try office.make(
      at: new.desk, sealedWith: try passphrases(texts), at: try Timestamp.now())
    try tell(made, name, texts)
  }

  /// A name without its language is Chinese when it has a Chinese character, and English otherwise.
  private func named() throws -> [String: String] {
    var names = try names.byLanguage
    if let name = names["en"], names["zh"] == nil,
      name.unicodeScalars.contains(where: { $0.properties.isIdeographic })
    {
      names["en"] = nil
      names["zh"] = name
    }
    return names
  }

  private static func usualGrant() throws -> TrustListSource.CodeGrant {
    try GrantOptions.parse([
      "--status", "green,yellow,red", "--evidence",
      "pcr:72h,antigen:24h,vaccination:any,recovery:180d", "--longest-validity", "14d",
    ]).changed(TrustListSource.CodeGrant(statuses: [.green]))
  }

  private func passphrases(_ texts: any Catalogue) throws -> NewDesk.Passphrases {
    var sealing = NewDesk.Passphrases()
    guard !noPassphrase else { return sealing }
    func prompts(_ which: DeskFact.Passphrase) -> PassphraseOptions.Prompts {
      PassphraseOptions.Prompts(
        first: texts.desk(.passphrase(which)) + " ", again: texts.desk(.again) + " ")
    }
    if rootKey.isEmpty {
      var root = try PassphraseOptions.parse([])
      root.passphraseFile = rootPassphraseFile
      sealing.root = try root.read(isNew: true, prompts: prompts(.root))
    }
    sealing.code = try passphrase.read(isNew: true, prompts: prompts(.code))
    if rehearsal { sealing.officer = try passphrase.read(isNew: true, prompts: prompts(.officer)) }
    return sealing
  }

  private func tell(_ made: NewDesk.Made, _ name: String, _ texts: any Catalogue) throws {
    let folder = new.desk.description
    let bundle = (new.url ?? folder + "/publish/") + "\(issuer).bundle"
    let digits = Array(made.fingerprint)
    let groups = stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<$0 + 8]) }
    let hasOfficer: DeskFact.SecondOfficer =
      rehearsal ? .rehearsal : officerKey.isEmpty ? .none : .listed
    var lines = ["\(issuer)  \(name)  \(texts.desk(.made(folder: folder)))"]
    lines += DeskText(texts).rows([
      (.can, [texts.desk(.can(hasOfficer))]),
      (.serve, [texts.desk(.serve(folder: folder, url: new.url))]),
      (.gates, ["hcode trust import \(bundle) --fingerprint \(made.fingerprint)"]),
      (
        .fingerprint,
        [groups.joined(separator: " "), texts.desk(.tellFingerprint(made.fingerprint))]
      ),
      (
        .toDo,
        (made.isSigned
          ? rehearsal || noPassphrase
            ? [] : [texts.desk(.moveRoot(file: folder + "/secret/root-1.key"))]
          : [texts.desk(.firstListWaits(file: "\(folder)/outbox/\(issuer)-1.trust"))])
          + (hasOfficer == .none ? [texts.desk(.addOfficer)] : [])
          + [texts.desk(.publishAlways)]
      ),
    ])
    for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
