import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeBase
import HCodeRegistry
import HCodeTrust
import ArgumentParser
import HCodeCore

struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract:
      "Finish, as the second officer, a first officer's request: a red code, or a change of codes.",
    discussion: """
      Shows the request before it asks for the passphrase. First the entry is countersigned and written into the log. Once it is on the \
      disk, the code is countersigned and drawn, or the codes are changed in the registry. A request is valid for 7 days. The two keys \
      belong to one issuer. A verifier whose trust list asks for two officers refuses a red code with one signature, or with two by one \
      key.

      EXAMPLE
        hcode approve red-663532.request -o red.png
        hcode issue --key DESK-7.key --status red --reason confirmed-case --authority 'Order 2026/117' --name 张小明 \
      --valid 14d --request red.request
        hcode approve red.request --from DESK-7.pub --key DESK-9.key --log /srv/log -o red.png
      """)

  @Argument(
    help: ArgumentHelp(
      "The request, from 'hcode issue', 'status set' or 'status clear' with --request.",
      valueName: "request"),
    completion: .file())
  var request: FileName

  @OptionGroup var deskOptions: DeskOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The first officer's public key. A desk finds it.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var from: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The second officer's secret key. Default: the desk's.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("The registry in which to change the codes.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @OptionGroup var log: IssuerLogOptions

  @Flag(name: .long, help: "The issuer has no log. Only for changes of codes.")
  var noLog = false

  @OptionGroup var acting: OfficerOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  @Flag(name: .long, help: "Print what was issued as one JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    try deskOptions.check([
      ("--registry", registry), ("--log", log.log), ("--from", from),
    ])
    if deskOptions.isFound {
      if noLog { throw ValidationError(.fileBesideDesk("--no-log")) }
      return
    }
    if from == nil || key == nil { throw ValidationError(.noOfficersOrDesk) }
    if log.log != nil, noLog { throw ValidationError(.logAndNone) }
    if log.log == nil, !noLog { throw ValidationError(.redWithoutLog) }
  }

  func run() throws {
    try assurance.check(try clock.time(), clock.source, log.folder)
    let bytes = try FileReading.bytes(of: self.request, limit: OfficerRequest.maximumBytes)
    if let desk = try deskOptions.open(), let entry = try? OfficerRequest.entry(in: bytes),
      let second = entry.secondKey
    {
      return try finish(bytes, entry, second, in: desk)
    }
    let place = try place(of: bytes)
    let first = place.first
    let request: OfficerRequest
    do { request = try OfficerRequest(bytes, signedBy: first.publicKey) } catch {
      throw IssuingUseError.request(error).in(self.request)
    }
    let now = try clock.time()
    guard now <= request.entry.act.time.advanced(bySeconds: Self.longestWait) else {
      throw StatusActError.askedTooLongAgo.in(self.request)
    }
    guard request.entry.act.time <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
      throw StatusActError.askedInFuture.in(self.request)
    }
    switch request.subject {
    case .code(let message): try approve(message, request, place, at: now)
    case .change(let changes): try approve(changes, request, place, at: now)
    }
  }

  /// Who asks and who approves, and the registry.
  private struct Place {
    let first: IssuerKey
    let key: FileName
    let registry: FileName?
    /// The desk, the key of the codes, and the second officer's.
    var desk: (folder: DeskFolder, codes: DeskKey, officer: DeskKey)?
  }

  private func place(of bytes: [UInt8]) throws -> Place {
    guard let desk = try deskOptions.open() else {
      guard let from, let key else { throw ValidationError(.noOfficersOrDesk) }
      return Place(first: try PublicKey.read(from), key: key, registry: registry)
    }
    let act: SignedAct
    do { act = try OfficerRequest.entry(in: bytes) } catch {
      throw IssuingUseError.request(error).in(request)
    }
    // Any key of the desk that signs codes may ask, so that a second officer may too.
    guard
      let first = desk.keys.first(where: {
        $0.identifier == act.firstKey && [.code, .officer].contains($0.role)
      })
    else { throw DeskFolderError.unknownKey(act.firstKey).in(desk.folder) }
    let officer = try key.map { try desk.key($0, .officer) } ?? desk.secret(.officer)
    let codes = try desk.codeKey(act.act.keyIdentifier)
    return Place(
      first: first.key, key: try officer.secretFile(in: desk),
      registry: desk.registry(of: codes), desk: (desk, codes, officer))
  }

  /// An entry whose own time lies further back is dated wrongly (docs/log.md §4).
  private static let longestWait: Int64 = 7 * 86_400

  // MARK: An answer

  /// Finishes, at the first officer's desk, what a second one approved on a machine without the registry.
  private func finish(
    _ bytes: [UInt8], _ entry: SignedAct, _ second: KeyIdentifier, in desk: DeskFolder
  ) throws {
    func officer(_ identifier: KeyIdentifier) throws -> IssuerKey {
      guard
        let key = desk.keys.first(where: {
          $0.identifier == identifier && [.code, .officer].contains($0.role)
        })
      else { throw DeskFolderError.unknownKey(identifier).in(desk.folder) }
      return key.key
    }
    let answer: OfficerAnswer
    do {
      answer = try OfficerAnswer(
        bytes, first: try officer(entry.firstKey), second: try officer(second))
    } catch let refusal as OfficerRequest.Refusal {
      throw IssuingUseError.request(refusal).in(request)
    }
    let codes = try desk.codeKey(entry.act.keyIdentifier)
    let name = desk.registry(of: codes)
    let registry = try RegistryFile.open(name)
    let now = try clock.time()
    try assurance.check(now, clock.source, registry, name)
    try assurance.noteIfRight(now, in: registry, name)
    if let until = entry.act.until, until <= now {
      throw IssuingUseError.expired(at: until).in(request)
    }
    switch answer.subject {
    case .change(let changes):
      try StatusAct(answer.entry, changes).apply(to: registry, name)
      try StandardOutput.write("\(changes.indexes.count) to \(ActOptions.word(entry.act.kind))")
    case .code(let message, let half):
      try picture.checkPlace()
      let format = try picture.prepared()
      let appearance = try picture.appearance(format, appeal: desk.issuer?.appeal)
      let signing = Desk<Drawing.Finished>(
        log: DeskLog(nil, officer: entry.act.officer), grant: try desk.grant(of: codes)
      ) { code, _ in
        try Drawing(code, appearance).finished()
      }
      let code = try signing.sign(ApprovedCode(message, half, answer.entry), at: now)
      try handOut(
        [code],
        recordedBy: { codes in
          try name.naming { () throws(RegistryError) in
            for code in codes {
              try registry.wait(code.waiting, of: code.issued.claims.codeIndex)
            }
          }
        },
        to: {
          try IssuedCodeWriter.write(
            $0.artwork, $0.issued, format, to: picture.output, force: picture.force, json: json,
            keyName: codes.name)
        })
    }
    try assurance.note(now, in: registry, name)
    try StandardOutput.write(Language.forErrors.texts.desk(.nextPublish))
  }

  /// Whether this machine has the registry; without it the answer travels back as a file. A registry on a server is that of machines with
  /// the secret code key, and of whoever says where the code goes.
  private func isAway(_ place: Place) -> Bool {
    guard let desk = place.desk else { return false }
    guard let registry = place.registry, RegistryFile.isHere(registry) else { return true }
    return desk.folder.settings.isServer && desk.codes.secret == nil && !picture.isSaid
  }

  private func writeAnswer(_ entry: SignedAct, _ subject: OfficerRequest.Subject) throws {
    var bytes = request.lastComponent
    let ending = Array(".request".utf8)
    if bytes.suffix(ending.count).elementsEqual(ending) { bytes.removeLast(ending.count) }
    let name = FileName(bytes: bytes + Array(".approved".utf8))
    try AtomicFile.write(
      OfficerRequest(entry, subject).bytes, to: name, mode: 0o600, force: picture.force)
    let picture = if case .code = subject { " -o red.png" } else { "" }
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.desk(.nextFinish(file: name.description, options: picture))))
  }

  // MARK: A code

  private func approve(
    _ message: COSESign1, _ request: OfficerRequest, _ place: Place, at now: Timestamp
  ) throws {
    if noLog { throw ValidationError(.redWithoutLog) }
    if registry != nil { throw ValidationError(.registryWithCode) }
    if isAway(place) {
      let (order, officer) = try order(message, request, place, at: now)
      return try writeAnswer(
        try order.entry(by: pseudonym(officer, place), at: now),
        .code(try order.signed().message))
    }
    try picture.checkPlace()
    if json, picture.isToStandardOutput {
      throw ValidationError(.jsonWithoutFile)
    }
    let format = try picture.prepared()
    let (order, officer) = try order(message, request, place, at: now)
    let appeal = try picture.asksForAppeal(format) ? appeal(place) : nil
    let appearance = try picture.appearance(format, appeal: appeal)
    let desk = Desk<Drawing.Finished>(
      log: try deskLog(officer, place),
      grant: try place.desk.map { try $0.folder.grant(of: $0.codes) } ?? nil
    ) { code, _ in
      try Drawing(code, appearance).finished()
    }
    let code = try desk.sign(order, at: now)
    // The registry of the first officer has recorded the code when it was asked for. The entry waits in a desk's.
    try handOut(
      [code],
      recordedBy: { codes in
        guard place.desk != nil, let name = place.registry else { return }
        let registry = try RegistryFile.open(name)
        try name.naming { () throws(RegistryError) in
          for code in codes {
            try registry.wait(code.waiting, of: code.issued.claims.codeIndex)
          }
        }
      },
      to: {
        try IssuedCodeWriter.write(
          $0.artwork, $0.issued, format, to: picture.output, force: picture.force, json: json,
          keyName: place.desk?.codes.name)
      })
    place.desk?.folder.noteRehearsal()
  }

  /// The second signature on the request's code, and who gives it. The code is shown before the passphrase is asked for.
  private func order(
    _ message: COSESign1, _ request: OfficerRequest, _ place: Place, at now: Timestamp
  ) throws -> (SecondSignature, officer: IssuerKey) {
    let half: HealthCode.HalfSigned
    do { half = try HealthCode.HalfSigned(message, request.entry, of: place.first) } catch {
      throw IssuingUseError.request(error).in(self.request)
    }
    guard now < half.claims.expires else {
      throw IssuingUseError.expired(at: half.claims.expires).in(self.request)
    }
    show(half.claims, request)
    let key = try secret.open(place.key)
    try checkOfficer(key.issuerKey, place)
    return (SecondSignature(half, by: key), key.issuerKey)
  }

  /// Where the bearer may appeal, as the desk's source or a list here says.
  private func appeal(_ place: Place) throws -> String? {
    guard place.desk == nil else { return place.desk?.folder.issuer?.appeal }
    return try from.flatMap { try RegistrationOptions.named(place.first, $0)?.appeal }
  }

  private func deskLog(_ key: IssuerKey, _ place: Place) throws -> DeskLog? {
    guard place.desk != nil || log.folder != nil else { return nil }
    return DeskLog(log.folder, officer: try pseudonym(key, place))
  }

  /// Who approves, as the log says it: in a desk the key's name unless said.
  private func pseudonym(_ key: IssuerKey, _ place: Place) throws -> IssuerIdentifier {
    if acting.officer == nil, let name = place.desk.flatMap({ IssuerIdentifier($0.officer.name) }) {
      return name
    }
    return try acting.pseudonym(key)
  }

  private func checkOfficer(_ key: IssuerKey, _ place: Place) throws {
    guard key.issuer == place.first.issuer else {
      throw IssuingUseError.otherIssuer(key.issuer, request: place.first.issuer).in(place.key)
    }
    guard key.publicKey != place.first.publicKey else {
      throw IssuingUseError.sameKey(of: key.issuer).in(place.key)
    }
  }

  /// What will be signed, on standard error before the passphrase is asked for.
  private func show(_ claims: HealthClaims, _ request: OfficerRequest) {
    let holder = claims.holder.map {
      [$0.name, $0.latinName, $0.birthDate?.iso8601, $0.documentTail.map { "…" + $0 }]
        .compactMap { $0 }.joined(separator: " ")
    }
    Notice.red(of: holder).tell()
    if let grounds = claims.justification {
      Notice.grounds(.status(grounds.reason), order: grounds.authority).tell()
    }
    tellRequest(request.entry.act, until: claims.expires)
  }

  private func tellRequest(_ act: LogAct, until end: Timestamp?) {
    Notice.askedFor(by: act.officer, at: act.time).tell()
    if let end { StandardError.write("hcode: " + Language.forErrors.texts.until(end)) }
  }

  private func show(_ changes: CodeChanges, _ act: LogAct) {
    Notice.change(
      of: changes.indexes.count, key: act.keyIdentifier, to: CodeStatus(act.kind) ?? .asSigned
    ).tell()
    Notice.grounds(changes.grounds.reason, order: changes.grounds.order).tell()
    tellRequest(act, until: act.until)
  }

  // MARK: A change

  private func approve(
    _ changes: CodeChanges, _ request: OfficerRequest, _ place: Place, at now: Timestamp
  ) throws {
    guard let registry = place.registry else {
      throw ValidationError(.raiseWithoutRegistry)
    }
    if picture.isSaid || json { throw ValidationError(.raiseWithPicture) }
    let act = request.entry.act
    if isAway(place) {
      if let until = act.until, until <= now {
        throw IssuingUseError.expired(at: until).in(self.request)
      }
      show(changes, act)
      let key = try secret.open(place.key)
      try checkOfficer(key.issuerKey, place)
      guard
        let entry = try request.entry.countersigned(by: pseudonym(key.issuerKey, place), with: key)
      else { throw LogFolderError.sameOfficer }
      return try writeAnswer(entry, .change(changes))
    }
    let opened = try RegistryFile.open(registry)
    guard opened.identity.keyIdentifier == act.keyIdentifier,
      opened.identity.issuer == place.first.issuer
    else {
      throw IssuingUseError.registryOfOtherKey(
        opened.identity.keyIdentifier, request: act.keyIdentifier
      ).in(registry)
    }
    if let until = act.until, until <= now {
      throw IssuingUseError.expired(at: until).in(self.request)
    }
    show(changes, act)
    let key = try secret.open(place.key)
    try checkOfficer(key.issuerKey, place)
    try assurance.check(now, clock.source, opened, registry)
    try assurance.noteIfRight(now, in: opened, registry)
    guard key.issuerKey.created <= now.advanced(bySeconds: Timestamp.clockTolerance),
      now < key.issuerKey.expires
    else { throw StatusUseError.outsideValidity(of: key.issuerKey, now: now) }
    guard
      let entry = try request.entry.countersigned(by: pseudonym(key.issuerKey, place), with: key)
    else { throw LogFolderError.sameOfficer }
    if place.desk == nil {
      try StatusAct(entry, changes).apply(to: opened, registry, log: log.folder)
    } else {
      try StatusAct(entry, changes).apply(to: opened, registry)
    }
    try assurance.note(now, in: opened, registry)
    try StandardOutput.write("\(changes.indexes.count) to \(ActOptions.word(act.kind))")
    if place.desk != nil {
      try StandardOutput.write(Language.forErrors.texts.desk(.nextPublish))
    }
    place.desk?.folder.noteRehearsal()
  }
}
