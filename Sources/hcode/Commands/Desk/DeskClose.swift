import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeRegistry
import HCodeSystem

struct DeskClose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract:
      "End the authority: set its last day, and later destroy what it knows about people.",
    discussion: """
      With --on the day goes into the next trust list. From that day on gates refuse the authority's codes permanently. You can change \
      the day until the list is published.

      --destroy works once the day has come and the last code has ended. It destroys everything that identifies people, in every \
      registry of the desk. The log gets a signed entry for each registry, everything is published a last time, and the secret keys \
      except the root's are overwritten. The entry is a claim, not a proof. If the command is interrupted, run it again. It asks for the \
      issuer's name. It does not reach backups, copies and other machines: destroy those too.

      EXAMPLE
        hcode desk close --on 2027-06-30 && hcode desk publish
        hcode desk close --destroy
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The end of the authority: a day (UTC), or a time (RFC 3339).",
      valueName: "date"),
    transform: Self.date)
  var on: WithOriginalText<Timestamp>?

  @Flag(
    name: .long,
    help: "Destroy what identifies people and the secret keys, after the last code has ended.")
  var destroy = false

  @OptionGroup var acting: OfficerOptions
  @OptionGroup var confirmation: IssuerConfirmation
  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var assurance: ClockAssurance
  @OptionGroup var languageOptions: LanguageOptions

  private static func date(_ text: String) throws -> WithOriginalText<Timestamp> {
    try SpelledOption.time(text.utf8.count == 10 ? text + "T00:00:00Z" : text)
  }

  func validate() throws {
    guard (on != nil) != destroy else { throw ValidationError(.closeHow) }
    if !destroy, confirmation.yes != nil { throw ValidationError(.apart("--yes", "--destroy")) }
    if destroy, assurance.clockIsRight { throw ValidationError(.destroyByWord) }
  }

  func run() throws {
    let desk = try deskOptions.required()
    guard let lock = try FileLock(ifFree: desk.file("state/lock")) else {
      throw DeskFolderError.busy.in(desk.folder)
    }
    defer { lock.release() }
    let texts = languageOptions.language.texts
    guard let on else { return try destroy(desk, texts) }
    try desk.close(on: on, at: try Timestamp.now())
    try write([texts.desk(.ends(desk.settings.issuer, on.value)), texts.desk(.nextPublish)])
    let last = try lastEnd(of: desk)
    try write([texts.desk(.nextDestroy(after: max(on.value, last ?? on.value)))])
  }

  private func destroy(_ desk: DeskFolder, _ texts: any Catalogue) throws {
    if !desk.isClosed {
      func closing(_ desk: DeskFolder) throws -> DeskClosing {
        let now = try Timestamp.now()
        return try DeskClosing(desk, at: now) { try assurance.check(now, .clock, $0, of: $1) }
      }
      _ = try closing(desk)
      try confirmation.confirm(desk.settings.issuer, Language.forErrors.texts)
      // What is published goes first: it tells whether this is the newest copy, and whether all keys can be opened.
      _ = try DeskPublish.publish(desk, with: secret, assurance, quiet: false, texts)
      let open = try closing(try DeskFolder(desk.folder))
      let key = try open.signer()
      let signing =
        try open.isSignatureNeeded
        ? SecretKey.open(key.secretFile(in: desk)) { try secret.passphrase.read(isNew: false) }
        : nil
      let officer = try acting.pseudonym ?? IssuerIdentifier(key.name) ?? desk.settings.issuer
      for (name, records) in try open.destroy(by: officer, with: signing) {
        try write([texts.desk(.destroyed(name, records: records))])
      }
      _ = try DeskPublish.publish(
        try DeskFolder(desk.folder), with: secret, assurance, quiet: false, texts)
      try open.finish()
    } else {
      if let other = desk.contradictions().first(where: { !$0.isOfKeys }) {
        throw DeskFolderError.closedWrongly(other).in(desk.folder)
      }
      if !desk.secretsAreErased {
        try confirmation.confirm(desk.settings.issuer, Language.forErrors.texts)
      }
    }
    let count = try desk.eraseSecrets()
    try write([texts.desk(.erased(keys: count)), texts.desk(.nextServe)])
  }

  /// When the last code ends, of the registries that are here.
  private func lastEnd(of desk: DeskFolder) throws -> Timestamp? {
    let now = try Timestamp.now()
    return try desk.keys(.code).map(desk.registry(of:)).filter(RegistryFile.isHere).compactMap {
      name in
      let registry = try RegistryFile.open(name)
      return try name.naming { () throws(RegistryError) in try registry.records(at: now).lastEnd }
    }.max()
  }

  private func write(_ lines: [String]) throws {
    for line in lines { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
