import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry

/// Who changes codes that are out, and where the entry goes.
struct ActOptions: ParsableArguments {
  @OptionGroup var deskOptions: DeskOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The officer's secret key, which signs the entry. Default: the desk's code key.",
      valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write the request that the second officer finishes with 'hcode approve'.", valueName: "file"),
    completion: .file())
  var request: FileName?

  @Flag(
    name: .long,
    help:
      """
      Let one officer do what takes two. A gate whose list asks for two officers treats the change as one that nobody answers for.
      """
  )
  var oneOfficer = false

  @OptionGroup var log: IssuerLogOptions

  @Flag(name: .long, help: "The issuer has no log.")
  var noLog = false

  @OptionGroup var acting: OfficerOptions
  @OptionGroup var secret: SecretKeyOptions

  /// `alwaysTwo` for what takes two officers however few codes it changes.
  func check(alwaysTwo: Bool, _ codes: CodeSelection) throws {
    try deskOptions.check([("--registry", codes.registry), ("--log", log.log)])
    guard !deskOptions.isFound else {
      if request != nil, oneOfficer { throw ValidationError(.raiseByOne) }
      if noLog { throw ValidationError(.fileBesideDesk("--no-log")) }
      return
    }
    if codes.registry == nil || key == nil { throw ValidationError(.noRegistryOrDesk) }
    if alwaysTwo, (request == nil) != oneOfficer { throw ValidationError(.raiseByOne) }
    if request != nil, oneOfficer { throw ValidationError(.raiseByOne) }
    if request != nil, log.log != nil { throw ValidationError(.requestWithLog) }
    if log.log != nil, noLog { throw ValidationError(.logAndNone) }
    if request == nil, log.log == nil, !noLog { throw ValidationError(.logOrNone) }
  }

  /// The registry, the key and the desk that has them, if one has.
  private struct Place {
    let registry: FileName
    let key: FileName
    var desk: (folder: DeskFolder, codes: DeskKey, officer: DeskKey)?
  }

  private func place(of codes: CodeSelection, at now: Timestamp) throws -> Place {
    guard let desk = try deskOptions.open() else {
      guard let registry = codes.registry, let key else {
        throw ValidationError(.noRegistryOrDesk)
      }
      return Place(registry: registry, key: key)
    }
    let codeKey = try codes.key(in: desk)
    _ = try desk.openRegistry(of: codeKey)
    let officer = try key.map { try desk.key($0, .code) } ?? desk.codeKey(at: now)
    return Place(
      registry: desk.registry(of: codeKey), key: try officer.secretFile(in: desk),
      desk: (desk, codeKey, officer))
  }

  /// Signs the act and makes its changes, or writes the request. `alwaysTwo` is of what takes two officers however few codes it changes.
  func perform(
    _ kind: LogAct.Kind, on codes: CodeSelection, alwaysTwo: Bool, _ change: ChangeOptions
  ) throws {
    let now = try change.clock.time()
    let place = try place(of: codes, at: now)
    let (file, registry) = (place.registry, try RegistryFile.open(place.registry))
    let desk = place.desk?.folder
    let named = try codes.indexes(
      of: registry, file, at: now,
      beside: desk.map { [$0.file("keys")] } ?? [file.folder, place.key.folder, FileName(".")],
      keyName: place.desk?.codes.name)
    try change.assurance.check(now, change.clock.source, registry, file)
    try change.assurance.noteIfRight(now, in: registry, file)
    try change.assurance.check(now, change.clock.source, log.folder)
    if let request { try AtomicFile.checkWritable(request, force: nil) }
    guard UInt64(Set(named).count) <= LogAct.maximumCodes else { throw StatusUseError.tooManyCodes }
    let plan = try file.naming { () throws(RegistryError) in
      try registry.plan(kind, of: named, at: now, isLogged: !noLog)
    }
    guard !plan.indexes.isEmpty else {
      if plan.passed == 0 { throw StatusUseError.allExpired }
      return try StandardOutput.write(Self.outcome(kind, 0, plan))
    }
    let isMany = UInt64(plan.indexes.count) > LogAct.mostWithoutGrounds
    guard !isMany || request != nil || oneOfficer || place.desk != nil else {
      throw ValidationError(.manyByOne)
    }
    let signingKey = try secret.open(place.key)
    let (issuerKey, identity) = (signingKey.issuerKey, registry.identity)
    guard issuerKey.issuer == identity.issuer else {
      throw IssuingUseError.keyOfOtherIssuer(issuerKey.issuer, registry: identity.issuer).in(
        place.key)
    }
    guard issuerKey.created <= now.advanced(bySeconds: Timestamp.clockTolerance),
      now < issuerKey.expires
    else { throw StatusUseError.outsideValidity(of: issuerKey, now: now) }
    let act = try StatusAct(
      kind, plan, grounds: try change.grounds(in: place.desk?.folder, alwaysTwo: alwaysTwo),
      of: identity, by: pseudonym(issuerKey, place), at: now, with: signingKey)
    let isRequest = request != nil || place.desk != nil && (alwaysTwo || isMany) && !oneOfficer
    guard isRequest else {
      try tellOne(kind, plan, in: registry, file, keyName: place.desk?.codes.name, at: now)
      if place.desk == nil {
        try act.apply(to: registry, file, log: log.folder)
      } else {
        try act.apply(to: registry, file)
      }
      try change.assurance.note(now, in: registry, file)
      try StandardOutput.write(Self.outcome(kind, plan.indexes.count, plan))
      desk?.noteRehearsal()
      guard desk == nil else { return try tellNext(place, .nextPublish) }
      return try tellNext(identity, file, place.key)
    }
    let made = OfficerRequest(act.entry, .change(act.changes))
    let name = request ?? FileName("\(Self.word(kind))-\(plan.indexes[0]).request")
    try AtomicFile.write(made.bytes, to: name, mode: 0o600, force: nil)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(name.description)  \(plan.indexes.count) codes to \(Self.word(kind))"
          + Self.tail(plan)))
    guard place.desk == nil else {
      return try tellNext(place, .nextApprove(file: name.description))
    }
    try StandardOutput.write(
      NextStep.approval(
        of: name, signedWith: place.key,
        "--registry \(file.description) \(noLog ? "--no-log" : "--log DIR")"))
  }

  private func tellNext(_ place: Place, _ fact: DeskFact) throws {
    guard place.desk != nil else { return }
    try StandardOutput.write(TerminalText.escaped(Language.forErrors.texts.desk(fact)))
  }

  /// Who acts, as the log says it: in a desk the key's name unless said.
  private func pseudonym(_ key: IssuerKey, _ place: Place) throws -> IssuerIdentifier {
    if acting.officer == nil, let name = place.desk.flatMap({ IssuerIdentifier($0.officer.name) }) {
      return name
    }
    return try acting.pseudonym(key)
  }

  /// What is known of the one code that changes.
  private func tellOne(
    _ kind: LogAct.Kind, _ plan: ActPlan, in registry: Registry, _ file: FileName, keyName: String?,
    at now: Timestamp
  ) throws {
    guard plan.indexes.count == 1, let index = plan.indexes.first, let to = CodeStatus(kind) else {
      return
    }
    let history = try file.naming { () throws(RegistryError) in
      try registry.history(of: index, at: now)
    }
    guard let code = history.code else { return }
    try StandardOutput.write(
      Language.forErrors.texts.changed(
        code, keyName ?? registry.identity.keyIdentifier.hex, from: history.status, to: to))
  }

  /// What is left to do until gates know, and which never will.
  private func tellNext(
    _ identity: RegistryIdentity, _ file: FileName, _ key: FileName
  ) throws {
    let texts = Language.forErrors.texts
    // The change is made: a store that cannot be read does not make it fail.
    let named = try? NamedKey(
      of: identity.keyIdentifier, identity.issuer, in: TrustStore(named: nil),
      beside: [file.folder, key.folder, FileName(".")])
    if named?.statusList == nil {
      StandardError.write("hcode: note: " + texts.willNotLearn(identity.keyIdentifier))
    }
    try StandardOutput.write(texts.nextAfterChange(hasLog: log.log != nil))
  }

  /// What became of the codes, in one line.
  static func outcome(_ kind: LogAct.Kind, _ changed: Int, _ plan: ActPlan) -> String {
    "\(changed) to \(word(kind))" + tail(plan)
  }

  static func word(_ kind: LogAct.Kind) -> String { CodeStatus(kind)?.word ?? kind.word }

  private static func tail(_ plan: ActPlan) -> String {
    (plan.passed > 0 ? ", \(plan.passed) had it already" : "")
      + (plan.expired > 0 ? ", \(plan.expired) passed over that have expired" : "")
  }
}
