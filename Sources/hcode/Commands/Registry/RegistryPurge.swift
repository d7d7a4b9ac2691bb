import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry

struct RegistryPurge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Erase the people of codes that expired long enough ago; for cron.",
    discussion: """
      Does what 'hcode registry forget' does for every code that expired longer ago than --retain, or than the registry's own time; it \
      also erases who issued the code. Index, times, colour and status stay. For changes of at most 20 codes that ended longer ago, it \
      also erases the reason, the order and what opens the log's entry: nobody can then connect the entry with a code. With \
      --clock-is-right nothing is erased: the command notes that the clock is right, and the next run erases.

      With --all the registry ends. The command destroys everything that identifies people: subjects, names, officers, reasons and \
      orders, what opens entries of the log, the key for subjects and the secret order of the indexes. Then the log gets an entry, \
      signed by --key, that says how many records were destroyed. The entry is a claim, not a proof. The registry issues nothing more. \
      Index, times and status of each code stay, and 'hcode status set' still works by index. The command stops if codes are still \
      valid, unless --while-valid is given; their holders can then get no opening. A backup, a copy and a desk's file of a lease still \
      have the destroyed data: destroy them too.

      EXAMPLE
        hcode registry purge CN-HA.registry --retain 30d
        hcode registry purge CN-HA.registry --all --log /srv/log --key DESK-7.key
        17 3 * * * hcode registry purge /var/lib/hcode/CN-HA.registry --retain 30d
        hcode registry purge --desk /srv/desk
      """)

  @Argument(
    help: ArgumentHelp(
      "The registry. Default: those of all code keys of the desk.", valueName: "registry"),
    completion: .file())
  var file: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      How long after its expiry a code's person may still be found, such as 30d. Default: as the registry was made.
      """,
      valueName: "time"))
  var retain: Duration?

  @Flag(
    name: .long, help: "Destroy everything that identifies people; for an office that closes.")
  var all = false

  @Flag(name: .long, help: "With --all: even though codes are valid.")
  var whileValid = false

  @OptionGroup var log: IssuerLogOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --all: the officer's secret key, which signs the entry.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @OptionGroup var acting: OfficerOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var confirmation: IssuerConfirmation
  @OptionGroup var deskOptions: DeskOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  func validate() throws {
    if all, retain != nil { throw ValidationError(.retainWithAll) }
    for (option, isGiven) in [("--log", log.log != nil), ("--key", key != nil)]
    where isGiven != all {
      throw ValidationError(.apart("--all", option))
    }
    // What is destroyed is destroyed now: codes that are valid today are not over on another day.
    if all, clock.at != nil { throw ValidationError(.destroyedNow) }
    for (option, isGiven) in [
      ("--while-valid", whileValid), ("--yes", confirmation.yes != nil),
      ("--officer", acting.officer != nil),
    ] where isGiven && !all {
      throw ValidationError(.apart(option, "--all"))
    }
  }

  func run() throws {
    if let file { return try purge(file) }
    guard !all else { throw ValidationError(.registryOfDesk) }
    let desk = try deskOptions.required()
    // What one registry refuses does not keep the people of the others.
    var failures: [any Error] = []
    let places = try DeskClosing.places(of: desk, needingAll: false) { failures.append($0) }
    // An end that a desk has is for good.
    for place in places where place.registry.destroyed == nil {
      do { try purge(place.file, named: place.keyName + ": ") } catch { failures.append(error) }
    }
    for failure in failures.dropLast() { ErrorReport.tell(UnexpectedError.telling(failure)) }
    if let last = failures.last { throw last }
  }

  /// Purges one registry; `name` begins the line that says so.
  private func purge(_ file: FileName, named name: String = "") throws {
    let registry = try RegistryFile.open(file)
    let retention = retain?.seconds ?? registry.privacy.retention
    guard all || retention != nil else { throw IssuingUseError.noRetention.in(file) }
    let now = try clock.time()
    try assurance.check(now, clock.source, registry, file)
    // What is erased does not come back: whoever vouches for the clock sees first what it is taken for.
    guard !assurance.clockIsRight else {
      try assurance.note(now, in: registry, file)
      return try StandardOutput.write(
        name + Language.forErrors.texts.result(.clockNoted(now)))
    }
    if all, let key, let folder = log.folder {
      return try end(registry, file, folder, key, at: now)
    }
    guard let retention else { return }
    let count = try file.naming { () throws(RegistryError) in
      try registry.purge(at: now, retention: retention)
    }
    let acts = try file.naming { () throws(RegistryError) in
      try registry.purgeActs(at: now, retention: retention)
    }
    try assurance.note(now, in: registry, file)
    try StandardOutput.write(
      name + Language.forErrors.texts.result(.purged(count, changes: acts)))
    try registry.eraseTraces(file)
  }

  private func end(
    _ registry: Registry, _ file: FileName, _ log: LogFolder, _ key: FileName, at now: Timestamp
  ) throws {
    // A desk's registries and log end together.
    guard !log.isOfDesk, !file.folder.appending(Array("../desk.json".utf8)).isThere else {
      throw ValidationError(.registryOfDesk)
    }
    let end = RegistryEnd(registry, file, log: log)
    try assurance.check(now, clock.source, log)
    try StatusAct.check(log, registry, file)
    let issuer = registry.identity.issuer
    let records = try end.records(at: now)
    if registry.destroyed == nil, !whileValid, records.valid > 0 {
      throw RegistryError.stillValid(count: records.valid, until: records.lastEnd ?? now).in(file)
    }
    try confirmation.confirm(issuer, Language.forErrors.texts)
    if let destroyed = registry.destroyed {
      let changes = try end.destroyAgain(at: now)
      try end.publish()
      try StandardOutput.write(
        Language.forErrors.texts.result(.destroyedBefore(destroyed, changes: changes)))
    } else {
      let signingKey = try secret.open(key)
      let issuerKey = signingKey.issuerKey
      guard issuerKey.issuer == issuer else {
        throw IssuingUseError.keyOfOtherIssuer(issuerKey.issuer, registry: issuer).in(key)
      }
      guard issuerKey.created <= now.advanced(bySeconds: Timestamp.clockTolerance),
        now < issuerKey.expires
      else { throw StatusUseError.outsideValidity(of: issuerKey, now: now) }
      let destroyed = try end.destroy(
        by: try acting.pseudonym(issuerKey), with: signingKey, at: now, isWhileValid: whileValid)
      try end.publish()
      try StandardOutput.write(
        Language.forErrors.texts.result(.destroyed(Int(clamping: destroyed.count))))
    }
    try assurance.note(now, in: registry, file)
    try StandardOutput.write(Language.forErrors.texts.nextAfterDestruction)
  }
}
