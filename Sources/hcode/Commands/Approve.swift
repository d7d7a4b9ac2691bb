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
      "Finish, as the second officer, what another asked for: a red code, or a raise to red.",
    discussion: """
      Shows what is asked for before the passphrase is. Then the entry is written into the log, and only when it is on the disk \
      the code is countersigned and drawn, or the codes are raised in the registry. Two keys of one issuer are needed: a \
      verifier whose trust list asks for two officers refuses a red with one signature, or two by one key.

      EXAMPLE
        hcode issue --key DESK-7.key --status red --reason confirmed-case --authority 'Order 2026/117' --name 张小明 \
      --valid 14d --request red.request
        hcode approve red.request --from DESK-7.pub --key DESK-9.key --log /srv/log -o red.png
      """)

  @Argument(
    help: ArgumentHelp(
      "What 'hcode issue --request' or 'hcode status set --request' made.", valueName: "request"),
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
    help: ArgumentHelp("The registry in which codes are raised to red.", valueName: "file"),
    completion: .file())
  var registry: FileName?

  @OptionGroup var log: IssuerLogOptions
  @OptionGroup var acting: OfficerOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  @Flag(name: .long, help: "Tell what was issued as one JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    if log.log == nil { throw ValidationError(.redWithoutLog) }
  }

  func run() throws {
    try assurance.check(try clock.time(), clock.source, log.folder)
    let first = try PublicKey.read(from)
    let bytes = try FileReading.bytes(of: self.request, limit: OfficerRequest.maximumBytes)
    let request: OfficerRequest
    do { request = try OfficerRequest(bytes, signedBy: first.publicKey) } catch {
      throw IssuingUseError.request(error).in(self.request)
    }
    switch request.subject {
    case .code(let message): try approve(message, request, first)
    case .raise(let raise): try approve(raise, request, first)
    }
  }

  // MARK: A code

  private func approve(_ message: COSESign1, _ request: OfficerRequest, _ first: IssuerKey) throws {
    if registry != nil { throw ValidationError(.registryWithCode) }
    try picture.checkPlace()
    if json, picture.isToStandardOutput {
      throw ValidationError(.jsonWithoutFile)
    }
    let format = try picture.prepared()
    let now = try clock.time()
    let half: HealthCode.HalfSigned
    do { half = try HealthCode.HalfSigned(message, of: first) } catch {
      throw IssuingUseError.request(error).in(self.request)
    }
    guard now < half.claims.expires else {
      throw IssuingUseError.expired(at: half.claims.expires).in(self.request)
    }
    show(half.claims, request)
    let key = try SecretKey.open(key, passphrase: passphrase)
    try checkOfficer(key.issuerKey, first)
    let appearance = try picture.appearance(format)
    let desk = Desk<Drawing.Finished>(log: try deskLog(request, key.issuerKey)) { code, _ in
      try Drawing(code, appearance).finished()
    }
    let code = try desk.sign(SecondSignature(half, by: key), at: now)
    // The registry of the first officer has recorded it when it was asked for.
    try handOut([code], recordedBy: { _ in }) {
      try IssuedCodeWriter.write(
        $0.artwork, $0.issued, format, to: picture.output, force: picture.force, json: json)
    }
  }

  private func deskLog(_ request: OfficerRequest, _ key: IssuerKey) throws -> DeskLog? {
    let second = try acting.pseudonym(key)
    return log.folder.map { DeskLog($0, officer: request.officer, secondOfficer: second) }
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
      "asked for by \(request.officer) at \(request.time.rfc3339)",
      "until \(claims.expires.rfc3339)",
    ]
    if let justification = claims.justification {
      lines.insert("\(justification.reason.word), \(justification.authority)", at: 1)
    }
    for line in lines { StandardError.write("hcode: " + line) }
  }

  // MARK: A raise

  private func approve(
    _ raise: OfficerRequest.Raise, _ request: OfficerRequest, _ first: IssuerKey
  ) throws {
    guard let registry else {
      throw ValidationError(.raiseWithoutRegistry)
    }
    if picture.isSaid || json { throw ValidationError(.raiseWithPicture) }
    let opened = try RegistryFile.open(registry)
    guard opened.identity.keyIdentifier == raise.keyIdentifier,
      opened.identity.issuer == first.issuer
    else {
      throw IssuingUseError.registryOfOtherKey(
        opened.identity.keyIdentifier, request: raise.keyIdentifier
      ).in(registry)
    }
    for line in [
      "\(raise.indexes.count) codes of key \(raise.keyIdentifier.hex) to red",
      "\(raise.reason.word), \(raise.authority)",
      "asked for by \(request.officer) at \(request.time.rfc3339)",
    ] { StandardError.write("hcode: " + line) }
    let key = try SecretKey.open(key, passphrase: passphrase)
    try checkOfficer(key.issuerKey, first)
    let now = try clock.time()
    try assurance.check(now, clock.source, opened, registry)
    let outcome = try RaiseToRed(raise, log: try deskLog(request, key.issuerKey), at: now)
      .apply(to: opened, registry)
    try assurance.note(now, in: opened, registry)
    try StandardOutput.write(outcome.text)
  }
}
