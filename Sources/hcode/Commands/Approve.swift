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
      "Finish, as the second officer, what another asked for: a red code, or a change of codes.",
    discussion: """
      Shows what is asked for before the passphrase is. Then the entry is countersigned and written into the log, and only when it is \
      on the disk the code is countersigned and drawn, or the codes are changed in the registry. A request is good for 7 days. Two keys of one issuer are needed: a \
      verifier whose trust list asks for two officers refuses a red with one signature, or two by one key.

      EXAMPLE
        hcode issue --key DESK-7.key --status red --reason confirmed-case --authority 'Order 2026/117' --name 张小明 \
      --valid 14d --request red.request
        hcode approve red.request --from DESK-7.pub --key DESK-9.key --log /srv/log -o red.png
      """)

  @Argument(
    help: ArgumentHelp(
      "What 'hcode issue', 'status set' or 'status clear' made with --request.",
      valueName: "request"),
    completion: .file())
  var request: FileName

  @Option(
    name: .long, help: ArgumentHelp("The first officer's public key.", valueName: "pub"),
    completion: .file(extensions: ["pub"]))
  var from: FileName

  @Option(
    name: .long, help: ArgumentHelp("The second officer's secret key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The registry in which codes are changed.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @OptionGroup var log: IssuerLogOptions

  @Flag(name: .long, help: "The issuer has no log; for changes of codes only.")
  var noLog = false

  @OptionGroup var acting: OfficerOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  @Flag(name: .long, help: "Tell what was issued as one JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    if log.log != nil, noLog { throw ValidationError(.logAndNone) }
    if log.log == nil, !noLog { throw ValidationError(.redWithoutLog) }
  }

  func run() throws {
    try assurance.check(try clock.time(), clock.source, log.folder)
    let first = try PublicKey.read(from)
    let bytes = try FileReading.bytes(of: self.request, limit: OfficerRequest.maximumBytes)
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
    case .code(let message): try approve(message, request, first, at: now)
    case .change(let changes): try approve(changes, request, first, at: now)
    }
  }

  /// An entry whose own time lies further back is dated wrongly (docs/log.md §4).
  private static let longestWait: Int64 = 7 * 86_400

  // MARK: A code

  private func approve(
    _ message: COSESign1, _ request: OfficerRequest, _ first: IssuerKey, at now: Timestamp
  ) throws {
    if noLog { throw ValidationError(.redWithoutLog) }
    if registry != nil { throw ValidationError(.registryWithCode) }
    try picture.checkPlace()
    if json, picture.isToStandardOutput {
      throw ValidationError(.jsonWithoutFile)
    }
    let format = try picture.prepared()
    let half: HealthCode.HalfSigned
    do { half = try HealthCode.HalfSigned(message, request.entry, of: first) } catch {
      throw IssuingUseError.request(error).in(self.request)
    }
    guard now < half.claims.expires else {
      throw IssuingUseError.expired(at: half.claims.expires).in(self.request)
    }
    show(half.claims, request)
    let key = try secret.open(key)
    try checkOfficer(key.issuerKey, first)
    let named = try picture.asksForAppeal(format) ? RegistrationOptions.named(first, from) : nil
    let appearance = try picture.appearance(format, appeal: named?.appeal)
    let desk = Desk<Drawing.Finished>(log: try deskLog(key.issuerKey)) { code, _ in
      try Drawing(code, appearance).finished()
    }
    let code = try desk.sign(SecondSignature(half, by: key), at: now)
    // The registry of the first officer has recorded it when it was asked for.
    try handOut([code], recordedBy: { _ in }) {
      try IssuedCodeWriter.write(
        $0.artwork, $0.issued, format, to: picture.output, force: picture.force, json: json)
    }
  }

  private func deskLog(_ key: IssuerKey) throws -> DeskLog? {
    let second = try acting.pseudonym(key)
    return log.folder.map { DeskLog($0, officer: second) }
  }

  private func checkOfficer(_ key: IssuerKey, _ first: IssuerKey) throws {
    guard key.issuer == first.issuer else {
      throw IssuingUseError.otherIssuer(key.issuer, request: first.issuer).in(self.key)
    }
    guard key.publicKey != first.publicKey else {
      throw IssuingUseError.sameKey(of: key.issuer).in(self.key)
    }
  }

  /// What will be signed, on standard error before the passphrase is asked for.
  private func show(_ claims: HealthClaims, _ request: OfficerRequest) {
    let holder = claims.holder.map {
      [$0.name, $0.latinName, $0.birthDate?.iso8601, $0.documentTail.map { "…" + $0 }]
        .compactMap { $0 }.joined(separator: " ")
    }
    var lines = [
      "red for \(holder ?? "nobody named")",
      "asked for by \(request.entry.act.officer) at \(request.entry.act.time.rfc3339)",
      "until \(claims.expires.rfc3339)",
    ]
    if let justification = claims.justification {
      lines.insert("\(justification.reason.word), \(justification.authority)", at: 1)
    }
    for line in lines { StandardError.write("hcode: " + line) }
  }

  // MARK: A change

  private func approve(
    _ changes: CodeChanges, _ request: OfficerRequest, _ first: IssuerKey, at now: Timestamp
  ) throws {
    guard let registry else {
      throw ValidationError(.raiseWithoutRegistry)
    }
    if picture.isSaid || json { throw ValidationError(.raiseWithPicture) }
    let opened = try RegistryFile.open(registry)
    let act = request.entry.act
    guard opened.identity.keyIdentifier == act.keyIdentifier,
      opened.identity.issuer == first.issuer
    else {
      throw IssuingUseError.registryOfOtherKey(
        opened.identity.keyIdentifier, request: act.keyIdentifier
      ).in(registry)
    }
    if let until = act.until, until <= now {
      throw IssuingUseError.expired(at: until).in(self.request)
    }
    for line in [
      "\(changes.indexes.count) codes of key \(act.keyIdentifier.hex) to \(ActOptions.word(act.kind))",
      "\(changes.grounds.reason.word), \(changes.grounds.order)",
      "asked for by \(act.officer) at \(act.time.rfc3339)",
    ] + (act.until.map { ["until \($0.rfc3339)"] } ?? []) { StandardError.write("hcode: " + line) }
    let key = try secret.open(key)
    try checkOfficer(key.issuerKey, first)
    try assurance.check(now, clock.source, opened, registry)
    guard key.issuerKey.created <= now.advanced(bySeconds: Timestamp.clockTolerance),
      now < key.issuerKey.expires
    else { throw StatusUseError.outsideValidity(of: key.issuerKey, now: now) }
    guard
      let entry = try request.entry.countersigned(by: acting.pseudonym(key.issuerKey), with: key)
    else { throw LogFolderError.sameOfficer }
    try StatusAct(entry, changes).apply(to: opened, registry, log: log.folder)
    try assurance.note(now, in: opened, registry)
    try StandardOutput.write("\(changes.indexes.count) to \(ActOptions.word(act.kind))")
  }
}
