import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry

/// Who changes codes that are out, and where the entry goes.
struct ActOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The officer's secret key, which signs the entry.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write what the second officer finishes with 'hcode approve'.", valueName: "file"),
    completion: .file())
  var request: FileName?

  @Flag(
    name: .long,
    help:
      "Let one officer do what takes two. Checkpoints whose list asks for two take it for one that nobody answers for."
  )
  var oneOfficer = false

  @OptionGroup var log: IssuerLogOptions

  @Flag(name: .long, help: "The issuer has no log.")
  var noLog = false

  @OptionGroup var acting: OfficerOptions
  @OptionGroup var secret: SecretKeyOptions

  /// `alwaysTwo` for what takes two officers however few codes it changes.
  func check(alwaysTwo: Bool) throws {
    if alwaysTwo, (request == nil) != oneOfficer { throw ValidationError(.raiseByOne) }
    if request != nil, oneOfficer { throw ValidationError(.raiseByOne) }
    if request != nil, log.log != nil { throw ValidationError(.requestWithLog) }
    if log.log != nil, noLog { throw ValidationError(.logAndNone) }
    if request == nil, log.log == nil, !noLog { throw ValidationError(.logOrNone) }
  }

  /// Signs the act and makes its changes, or writes the request.
  func perform(
    _ kind: LogAct.Kind, on named: [UInt32], in registry: Registry, _ file: FileName,
    _ change: ChangeOptions
  ) throws {
    let now = try change.clock.time()
    try change.assurance.check(now, change.clock.source, registry, file)
    try change.assurance.check(now, change.clock.source, log.folder)
    if let request { try AtomicFile.checkWritable(request, force: false) }
    guard UInt64(Set(named).count) <= LogAct.maximumCodes else { throw StatusUseError.tooManyCodes }
    let plan = try file.naming { () throws(RegistryError) in
      try registry.plan(kind, of: named, at: now, isLogged: !noLog)
    }
    guard !plan.indexes.isEmpty else {
      if plan.passed == 0 { throw StatusUseError.allExpired }
      return try StandardOutput.write(Self.outcome(kind, 0, plan))
    }
    guard
      UInt64(plan.indexes.count) <= LogAct.mostWithoutGrounds || request != nil || oneOfficer
    else { throw ValidationError(.manyByOne) }
    let signingKey = try secret.open(key)
    let (issuerKey, identity) = (signingKey.issuerKey, registry.identity)
    guard issuerKey.issuer == identity.issuer else {
      throw IssuingUseError.keyOfOtherIssuer(issuerKey.issuer, registry: identity.issuer).in(key)
    }
    guard issuerKey.created <= now.advanced(bySeconds: Timestamp.clockTolerance),
      now < issuerKey.expires
    else { throw StatusUseError.outsideValidity(of: issuerKey, now: now) }
    let act = try StatusAct(
      kind, plan, grounds: change.grounds, of: identity, by: acting.pseudonym(issuerKey), at: now,
      with: signingKey)
    guard let request else {
      try act.apply(to: registry, file, log: log.folder)
      try change.assurance.note(now, in: registry, file)
      return try StandardOutput.write(Self.outcome(kind, plan.indexes.count, plan))
    }
    let made = OfficerRequest(act.entry, .change(act.changes))
    try AtomicFile.write(made.bytes, to: request, mode: 0o600, force: false)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(request.description)  \(plan.indexes.count) codes to \(Self.word(kind))"
          + Self.tail(plan)))
    try StandardOutput.write(
      NextStep.approval(
        of: request, signedWith: key,
        "--registry \(file.description) \(noLog ? "--no-log" : "--log DIR")"))
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
