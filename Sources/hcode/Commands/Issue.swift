import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeRegistry

struct Issue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Sign a code about a person and draw it.",
    discussion: """
      Before anything is written, hcode verifies what it signed and scans the finished picture. In a desk ('hcode desk init') the newest \
      code key signs, and the registry gives the index and records the code. The entry of a yellow code waits there for the log. A red \
      code becomes a request, which the second officer finishes with 'hcode approve'. --replaces revokes another code in the same step. \
      For many people at once use 'hcode issue --batch FILE': see 'hcode issue-batch --help'.

      EXAMPLE
        hcode issue --status green --name 张小明 -o code.png
        hcode issue --status green --name 张小明 --latin-name 'Zhang Xiaoming' --document-tail 123X \
      --test pcr:negative:2026-11-23T08:00:00Z:LAB --valid 48h -o code.png
      """)

  @OptionGroup var deskOptions: DeskOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The issuer's secret key file. Default: the desk's newest code key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The name of the desk's code key to sign with.", valueName: "name"))
  var keyName: String?

  @OptionGroup var registry: RegistryOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      How the office knows the person, such as a document number. The registry keeps a keyed hash; the code has nothing from it.
      """,
      valueName: "text"),
    transform: SubjectReference.option)
  var subject: SubjectReference?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Revoke this code of the registry in the same step. Give a picture, its text or its index.",
      valueName: "code"), completion: .file())
  var replaces: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Red: write the request that the second officer finishes with 'hcode approve'.",
      valueName: "file"),
    completion: .file())
  var request: FileName?

  @Flag(
    name: .long,
    help:
      """
      Sign red with one signature. A checkpoint accepts such a code only if its list says so, or if it trusts this key file directly.
      """
  )
  var oneOfficer = false

  @OptionGroup var health: HealthOptions
  @OptionGroup var log: IssuerLogOptions
  @OptionGroup var registration: RegistrationOptions
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  @Flag(name: .long, help: "Print what was issued as one JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    try deskOptions.check([("--registry", registry.registry), ("--log", log.log)])
    let hasDesk = deskOptions.isFound
    if keyName != nil, !hasDesk || key != nil { throw ValidationError(.keyNameWithoutDesk) }
    if !hasDesk {
      if key == nil { throw ValidationError(.noKeyOrDesk) }
      if health.valid == nil { throw ValidationError(.noValid) }
    }
    if !hasDesk, registry.registry == nil, subject != nil {
      throw ValidationError(.subjectWithoutRegistry)
    }
    if !hasDesk, registry.registry == nil, log.log == nil, request == nil, registry.officer != nil {
      throw ValidationError(.officerWithoutRegistryOrLog)
    }
    if replaces != nil, !hasDesk, registry.registry == nil {
      throw ValidationError(.replacesWithoutRegistry)
    }
    if replaces != nil, request != nil || hasDesk && health.status == .red && !oneOfficer {
      throw ValidationError(.replacesWithRequest)
    }
    if hasDesk || registry.registry != nil, health.index != nil {
      throw ValidationError(.indexWithRegistry)
    }
    guard health.status == .red else {
      if request != nil || oneOfficer {
        throw ValidationError(.requestWithoutRed)
      }
      if health.status == .green, log.log != nil {
        throw ValidationError(.logWithGreen)
      }
      return try validatePicture()
    }
    guard (request == nil) == oneOfficer || hasDesk && !(oneOfficer && request != nil) else {
      throw ValidationError(.redByOne)
    }
    guard !oneOfficer else { return try validatePicture() }
    if picture.isSaid || json {
      throw ValidationError(.requestWithPicture)
    }
    if log.log != nil { throw ValidationError(.requestWithLog) }
  }

  private func validatePicture() throws {
    try picture.checkPlace()
    if json, picture.isToStandardOutput {
      throw ValidationError(.jsonWithoutFile)
    }
  }

  /// With what a code is signed, and where it is noted.
  private struct Place {
    /// The desk, and its key.
    var desk: (folder: DeskFolder, key: DeskKey)?
    let keyFile: FileName
    let registry: FileName?

    /// What the desk calls the key.
    var keyName: String? { desk?.key.name }
  }

  private func place(at now: Timestamp) throws -> Place {
    guard let desk = try deskOptions.open() else {
      guard let key else { throw ValidationError(.noKeyOrDesk) }
      return Place(keyFile: key, registry: registry.registry)
    }
    try desk.checkIsOpen(at: now)
    if desk.settings.isSubjectRequired, subject == nil {
      throw DeskFolderError.subjectRequired.in(desk.folder)
    }
    let named = try keyName.map { try desk.key(named: $0, .code) }
    let chosen = try named ?? key.map { try desk.key($0, .code) } ?? desk.codeKey(at: now)
    _ = try desk.openRegistry(of: chosen)
    return Place(
      desk: (desk, chosen), keyFile: try chosen.secretFile(in: desk),
      registry: desk.registry(of: chosen))
  }

  func run() throws {
    let isRequest = health.status == .red && !oneOfficer
    let format = try isRequest ? .png : picture.prepared()
    if let request { try AtomicFile.checkWritable(request, force: picture.force) }
    let now = try clock.time()
    let place = try place(at: now)
    let signingKey = try secret.open(place.keyFile)
    try assurance.check(now, clock.source, TimeEvidence(), of: place.keyFile)
    try assurance.check(now, clock.source, log.folder)
    // The entry of a request is written by whoever approves it.
    let isLogged = (health.status != .green || replaces != nil) && !isRequest
    let hasRegistry = place.registry != nil || health.index != nil
    let hasLog = place.desk != nil || log.log != nil
    let isAnswered = health.status != .green && !isRequest && picture.asksForAppeal(format)
    let named =
      try place.desk == nil
      ? registration.named(
        signingKey.issuerKey, place.keyFile, hasRegistry: hasRegistry, hasLog: hasLog,
        isLogged: isLogged, isAnswered: isAnswered) : nil
    try registration.check(
      named, place.keyFile, hasRegistry: hasRegistry, hasLog: hasLog, isLogged: isLogged)
    let opened = try place.registry.map { try RegistryOptions.open($0, for: signingKey.issuerKey) }
    if let opened, let name = place.registry {
      try assurance.check(now, clock.source, opened, name)
    }
    guard
      let valid = health.valid?.seconds ?? place.desk?.folder.settings.seconds(of: health.status)
    else { throw ValidationError(.noValid) }
    let replacing = try opened.flatMap { try replacement(in: $0, place, by: signingKey, at: now) }
    try noteValidCodes(in: opened, place, at: now)
    let claims = try health.claims(
      issuer: signingKey.issuerKey.issuer, valid: valid,
      codeIndex: try index(from: opened, place.registry), at: now)
    if let opened, let desk = place.desk { try desk.folder.noteGiven(opened, of: desk.key) }
    // A request is drawn by whoever approves it.
    let appeal = place.desk?.folder.issuer?.appeal ?? named?.appeal
    let appearance = try isRequest ? nil : picture.appearance(format, appeal: appeal)
    let desk = Desk<Drawing.Finished?>(
      log: try isRequest ? nil : deskLog(signingKey.issuerKey, place),
      grant: try place.desk.map { try $0.folder.grant(of: $0.key) } ?? named?.grant
    ) { code, _ in
      try appearance.map { try Drawing(code, $0).finished() }
    }
    let code = try desk.sign(NewCode(claims, by: signingKey), at: now)
    try handOut(
      [code],
      recordedBy: { codes in
        guard let opened, let name = place.registry else { return }
        let issued = codes.map {
          IssuedCode(claims: $0.issued.claims, subject: subject, waiting: $0.waiting)
        }
        switch replacing {
        case let act? where place.desk != nil:
          try RegistryFile.record(
            issued, replacingAndWaiting: act, in: opened, name, officer: registry.officer)
        case let act?:
          try RegistryFile.record(
            issued, replacing: act, in: opened, name, officer: registry.officer, log: log.folder)
        case nil: try RegistryFile.record(issued, in: opened, name, officer: registry.officer)
        }
        if let replacing { try tellReplaced(replacing, place) }
        try assurance.note(now, in: opened, name)
      },
      to: { code in
        if let drawn = code.artwork {
          try IssuedCodeWriter.write(
            drawn, code.issued, format, to: picture.output, force: picture.force, json: json,
            keyName: place.desk?.key.name)
        } else {
          try writeRequest(code.issued, signingKey, place, at: now)
        }
      })
    place.desk?.folder.noteRehearsal()
    registration.note(hasRegistry: hasRegistry)
  }

  /// The act that revokes what the code replaces, signed; nil when nothing is left to revoke.
  private func replacement(
    in opened: Registry, _ place: Place, by key: SigningKey, at now: Timestamp
  ) throws -> StatusAct? {
    guard let replaces, let name = place.registry else { return nil }
    let index = try CodeSelection.index(
      heldUp: replaces, of: opened, name,
      beside: place.desk.map { [$0.folder.file("keys")] }
        ?? [name.folder, place.keyFile.folder, FileName(".")],
      keyName: place.desk?.key.name)
    let plan = try name.naming { () throws(RegistryError) in
      try opened.plan(
        .revoked, of: [index], at: now, isLogged: place.desk != nil || log.log != nil)
    }
    guard !plan.indexes.isEmpty else {
      let texts = Language.forErrors.texts
      StandardError.write(
        "hcode: note: "
          + texts.replacedBefore(index, place.keyName ?? opened.identity.keyIdentifier.hex))
      return nil
    }
    let order = health.authority ?? key.issuerKey.issuer.description
    return try StatusAct(
      .revoked, plan, grounds: LogAct.Grounds(reason: .change(.replaced), order: order),
      of: opened.identity, by: pseudonym(key.issuerKey, place), at: now, with: key)
  }

  private func tellReplaced(_ act: StatusAct, _ place: Place) throws {
    let texts = Language.forErrors.texts
    for index in act.changes.indexes {
      StandardError.write(
        "hcode: note: " + texts.replaced(index, place.keyName ?? act.changes.keyIdentifier.hex))
    }
    StandardError.write(
      "hcode: "
        + (place.desk == nil
          ? texts.nextAfterChange(hasLog: log.log != nil) : texts.desk(.nextPublish)))
  }

  /// Somebody who has a valid code gets another: that the first goes on counting is said.
  private func noteValidCodes(in opened: Registry?, _ place: Place, at now: Timestamp) throws {
    guard replaces == nil, let opened, let subject, let name = place.registry else { return }
    let hash = try name.naming { () throws(RegistryError) in try opened.hash(of: subject) }
    for found in try opened.validCodes(of: hash, name, at: now) {
      StandardError.write(
        "hcode: note: "
          + Language.forErrors.texts.hasValidCode(
            found.code, place.keyName ?? opened.identity.keyIdentifier.hex))
    }
  }

  /// Where the entry goes: in a desk it waits in the registry. That of a request is written by whoever approves it.
  private func deskLog(_ key: IssuerKey, _ place: Place) throws -> DeskLog? {
    guard place.desk != nil || log.folder != nil else { return nil }
    return DeskLog(log.folder, officer: try pseudonym(key, place))
  }

  /// Who issues, as the log says it: in a desk the key's name unless said.
  private func pseudonym(_ key: IssuerKey, _ place: Place) throws -> IssuerIdentifier {
    if registry.officer == nil, let name = place.desk.flatMap({ IssuerIdentifier($0.key.name) }) {
      return name
    }
    return try registry.acting.pseudonym(key)
  }

  private func writeRequest(
    _ issued: HealthCode.Issued, _ key: SigningKey, _ place: Place, at now: Timestamp
  ) throws {
    let file = request ?? FileName("red-\(issued.claims.codeIndex).request")
    let order = NewCode(issued.claims, by: key)
    let made = OfficerRequest(
      try order.entry(by: try pseudonym(key.issuerKey, place), at: now), .code(issued.message))
    try AtomicFile.write(made.bytes, to: file, mode: 0o600, force: picture.force)
    let texts = Language.forErrors.texts
    let name = place.desk.map { "\($0.key.name):" } ?? "index "
    try StandardOutput.write(
      TerminalText.escaped(
        "\(file.description)  red  \(name)\(issued.claims.codeIndex)  until \(LocalTime.text(issued.claims.expires))"
      ))
    if let desk = place.desk?.folder {
      // An officer on another machine writes an answer and no picture.
      let picture = desk.hasBothOfficers ? " -o red.png" : ""
      return try StandardOutput.write(
        TerminalText.escaped(texts.desk(.nextApprove(file: file.description + picture))))
    }
    try StandardOutput.write(
      NextStep.approval(of: file, signedWith: place.keyFile, "--log DIR -o red.png"))
  }

  /// The code's index. From a registry it is taken before it is signed: a crash in between wastes it and no more.
  private func index(from opened: Registry?, _ name: FileName?) throws -> UInt32 {
    guard let opened, let name else {
      return health.index ?? UInt32.random(in: 0...UInt32.max)
    }
    let indexes = try name.naming { () throws(RegistryError) in try opened.allocate(count: 1) }
    guard let index = indexes.first else {
      throw IssuingUseError.noIndexGiven
    }
    return index
  }
}
