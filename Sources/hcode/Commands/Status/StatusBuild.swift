import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry

struct StatusBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Sign the status list of a key's codes.",
    discussion: """
      The list covers every index of the registry, given away or not. A status key of the issuer signs it, made with 'hcode keygen' and \
      never the code key: a key has one purpose. Hand out a new list before the time to live of the old one ends; after its validity it \
      decides nothing. With --log the list names the size of the log's last checkpoint. That checkpoint has to cover every change that \
      the list shows: make a checkpoint first. Raises and suspensions that have ended are left out.

      A code may be better than in the last list only if the registry says why: somebody cleared it, or its change ended. So a registry \
      that is an old copy, or another one, makes no revoked code valid again. The command compares the list with --previous, with the \
      file that it replaces, with --since, and with the list of its name in the store.

      With --delta a second file has only what became worse since --since, the last list that was handed out.

      EXAMPLE
        hcode status build --registry CN-HA.registry --key CN-HA-status.key --log /srv/log -o today.status
        hcode status build --registry CN-HA.registry --key CN-HA-status.key --log /srv/log -o new.status --delta new.delta \
      --since today.status
      """)

  @Option(
    name: .long, help: ArgumentHelp("The registry of the codes.", valueName: "file"),
    completion: .file())
  var registry: FileName

  @Option(
    name: .long, help: ArgumentHelp("The issuer's secret status key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @OptionGroup var secret: SecretKeyOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The issuer's log, whose size the list names.", valueName: "dir"),
    completion: .directory)
  var log: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("When a newer list is due: 24h, 7d.", valueName: "time"))
  var ttl = Duration(seconds: 86_400)

  @Option(
    name: .long,
    help: ArgumentHelp("How long the list is valid: 24h, 7d.", valueName: "time"))
  var valid = Duration(seconds: 7 * 86_400)

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The list to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @Option(
    name: .long, help: ArgumentHelp("Also write a delta from --since.", valueName: "file"),
    completion: .file())
  var delta: FileName?

  @Option(
    name: .long, help: ArgumentHelp("The list that the delta changes.", valueName: "file"),
    completion: .file())
  var since: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A published list: no code may be better than in it without a reason. May be repeated.",
      valueName: "file"), completion: .file())
  var previous: [FileName] = []

  @Flag(name: .long, help: "Overwrite the files if they exist.")
  var force = false

  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  func validate() throws {
    guard (delta == nil) == (since == nil) else {
      throw ValidationError(.apart("--delta", "--since"))
    }
    guard ttl.seconds <= valid.seconds else {
      throw ValidationError(.ttlTooLong)
    }
    try valid.checkLife(atMost: LongestLife.statusList)
  }

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    if let delta { try AtomicFile.checkWritable(delta, force: force) }
    let registry = try RegistryFile.open(registry)
    try assurance.check(try clock.time(), clock.source, registry, self.registry)
    let signingKey = try statusKey(for: registry.identity)
    let old = try since.map { try oldList($0, registry.identity, signingKey.issuerKey.publicKey) }
    let scope = try self.scope(registry.identity, signingKey.issuerKey)
    let older =
      try [old.map { PublishedStatusList($0.list, of: $0.scope) }].compactMap(\.self)
      + published(registry.identity)
    if let log { try StatusAct.check(LogFolder(named: log), registry, self.registry) }

    let list = try self.registry.naming { () throws(RegistryError) in
      try registry.nextList(
        at: scope.issued, by: signingKey.issuerKey.publicKey.identifier, logSize: scope.logSize,
        after: older, clockIsRight: assurance.clockIsRight)
    }
    try assurance.note(scope.issued, in: registry, self.registry)
    let file = try StatusListToken.sign(list, scope: scope, key: signingKey)
    try AtomicFile.write(file, to: output, force: force)
    let counts = list.counts
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  \(file.count) bytes  \(registry.identity.capacity) codes"
          + CodeStatus.changes.map {
            "  \($0.word) \(counts[$0] ?? 0)"
          }.joined() + "  until \(LocalTime.text(scope.expires))"))
    if let delta, let old { try write(delta, from: old.list, to: list, scope, signingKey) }
  }

  private func statusKey(for identity: RegistryIdentity) throws -> SigningKey {
    let signingKey = try secret.open(key)
    guard signingKey.issuerKey.publicKey.identifier != identity.keyIdentifier else {
      throw StatusUseError.codeKey.in(key)
    }
    guard signingKey.issuerKey.issuer == identity.issuer else {
      throw StatusUseError.otherIssuer(
        signingKey.issuerKey.issuer, registry: identity.issuer
      ).in(key)
    }
    return signingKey
  }

  private func scope(_ identity: RegistryIdentity, _ key: IssuerKey) throws -> StatusListScope {
    let now = try clock.time()
    guard key.created <= now, now < key.expires,
      let scope = StatusListScope(
        uri: identity.uri, issued: now,
        expires: min(now.advanced(bySeconds: valid.seconds), key.expires),
        ttl: UInt64(ttl.seconds),
        logSize: try log.map { try LogFolder(named: $0).checkpoint().size })
    else {
      throw StatusUseError.outsideValidity(of: key, now: now)
    }
    return scope
  }

  /// What was published of the list. Who signed it does not matter: a stranger's list could only make this one stricter.
  private func published(_ identity: RegistryIdentity) throws -> [PublishedStatusList] {
    var lists = try previous.map { name in
      let token = try token(name)
      guard token.scope.uri == identity.uri else {
        throw StatusUseError.otherList(token.scope.uri, wanted: identity.uri).in(name)
      }
      return try unverified(token, name)
    }
    if output.isThere, !output.isStandardStream, let token = try? token(output),
      token.scope.uri == identity.uri
    {
      lists.append(try unverified(token, output))
    }
    let store = TrustStore(named: nil)
    guard store.exists else { return lists }
    let holdings: TrustHoldings
    do { holdings = try store.holdings() } catch let failure as any ReportedError {
      // Revocations go out all the same: the other lists are compared.
      let texts = Language.forErrors.texts
      StandardError.write(
        "hcode: warning: " + ErrorReport.words(of: failure, in: texts).message)
      return lists
    }
    for list in holdings.believedLists {
      guard let held = holdings.heldStatusList(identity.uri, in: list),
        let bytes = store.object(held.facts.digest), let list = StatusList(bytes: bytes)
      else { continue }
      lists.append(
        PublishedStatusList(list, issued: held.facts.issued, logSize: held.tallies.last?.logSize))
    }
    return lists
  }

  private func token(_ name: FileName) throws -> StatusListToken {
    let bytes = try FileReading.bytes(of: name, limit: StatusList.maximumBytes)
    do { return try StatusListToken(bytes: bytes) } catch {
      throw StatusUseError.oldList(error).in(name)
    }
  }

  private func unverified(
    _ token: StatusListToken, _ name: FileName
  ) throws -> PublishedStatusList {
    do { return PublishedStatusList(try token.unverifiedList(), of: token.scope) } catch {
      throw StatusUseError.oldList(error).in(name)
    }
  }

  private func oldList(
    _ name: FileName, _ identity: RegistryIdentity, _ key: Ed25519PublicKey
  ) throws -> (list: StatusList, scope: StatusListScope) {
    let token = try token(name)
    guard token.scope.uri == identity.uri else {
      throw StatusUseError.otherList(token.scope.uri, wanted: identity.uri).in(name)
    }
    do { return (try token.verified(by: key), token.scope) } catch {
      throw StatusUseError.oldList(error).in(name)
    }
  }

  private func write(
    _ name: FileName, from old: StatusList, to new: StatusList, _ scope: StatusListScope,
    _ key: SigningKey
  ) throws {
    let difference: StatusDelta
    do {
      difference = try StatusDelta(from: old, to: new)
    } catch {
      throw StatusUseError.noDelta(error).in(name)
    }
    let file = try StatusDeltaToken.sign(difference, scope: scope, key: key)
    try AtomicFile.write(file, to: name, force: force)
    let changed = difference.changes.values.reduce(0) { $0 + $1.count }
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .delta(file: name.description, bytes: file.count, changed: changed))))
  }
}
