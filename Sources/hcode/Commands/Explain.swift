import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell the holder of a code what it says, who set it, why, and where to appeal.",
    discussion: """
      Works without network, from the code and the lists. --proof takes the file of 'hcode log prove': it shows that the code is in the \
      public log, and whether the log says what the code says. --opening takes the file that the office gives to the holder of a changed \
      code: it shows who changed the code, why, on whose order and until when. If no list here names the issuer, the command shows what \
      the code claims and how to check it. The exit status is the verdict's, as with 'hcode scan', or 65 if the proof is not genuine.

      EXAMPLE
        hcode explain --lang zh code.png
        hcode explain --proof code.tlog-proof --log-key henan.vkey code.png
      """)

  @Argument(
    help: ArgumentHelp("A picture or text of one code.", valueName: "code"), completion: .file())
  var code: FileName

  @Option(
    name: .long,
    help: ArgumentHelp("The proof that it is in the log.", valueName: "file"), completion: .file())
  var proof: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The office's opening of a change: the log entry about this code, and the reason.",
      valueName: "file"),
    completion: .file())
  var opening: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("The log's public key. Default: from the trust list.", valueName: "vkey"),
    completion: .file())
  var logKey: FileName?

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  @OptionGroup var privacy: WithheldOptions
  @OptionGroup var trust: TrustOptions
  @OptionGroup var clock: ClockOptions

  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if proof != nil, opening != nil { throw ValidationError(.proofAndOpening) }
    if proof == nil, opening == nil, logKey != nil { throw ValidationError(.logKeyWithoutProof) }
  }

  func run() throws {
    let now = try clock.time()
    let found = try CodeTexts.read(code)
    var status = ExitStatus.green
    if !found.texts.isEmpty || found.doubt == nil {
      let only = try found.only(in: code)
      let text = only.text
      let damage = only.isTyped ? TypedText.damage(of: text) : nil
      let verdict =
        try damage.map(Verdict.garbled) ?? trust.verifier(clock).verdict(on: text, at: now)
      var logged: Explanation.Logged?
      if let proof, case .healthCode(let code)? = verdict.certificate {
        logged = try entry(in: proof, of: code)
      } else if let opening, case .healthCode(let code)? = verdict.certificate {
        logged = try entry(openedBy: opening, of: code)
      }
      try show(
        Finding(verdict: verdict, format: RecognisedText(text).format, source: nil, at: now),
        logged, unverified: unverified(text, verdict))
      status = verdict.exitStatus
    }
    // The code that matters may be the one that nobody looked for.
    if let doubt = found.doubt {
      try show(Finding(verdict: doubt, source: nil, at: now))
      status = status.graver(doubt.exitStatus)
    }
    throw ExitCode(status.rawValue)
  }

  /// What a code of ours says where the verdict is open since nothing here can check it.
  private func unverified(_ text: [UInt8], _ verdict: Verdict) -> HealthClaims? {
    guard case .undecided = verdict, verdict.certificate == nil else { return nil }
    return try? HealthCode.decode(text).unverifiedClaims()
  }

  private func show(
    _ finding: Finding, _ logged: Explanation.Logged? = nil, unverified: HealthClaims? = nil
  ) throws {
    let explanation = Explanation(
      finding: finding, language: languageOptions.language, withheld: privacy.withheld,
      unverified: unverified, isOpened: opening != nil)
    guard !json else { return try StandardOutput.write(explanation.json(logged)) }
    for line in explanation.lines + (logged.map { explanation.log($0) } ?? []) {
      try StandardOutput.write(TerminalText.escaped(line))
    }
  }

  /// The entry, once the proof holds and is one of this code.
  private func entry(
    in file: FileName, of code: VerifiedHealthCode
  ) throws -> Explanation.Logged {
    let policy = try policy(for: code)
    let proof = try LogProofFile.read(file)
    let believed = try LogProofFile.verify(proof, file, by: policy)
    let entry: SignedAct
    do { entry = try SignedAct(proof.entry) } catch {
      throw LogRefusal(.malformedEntry, error.detail).in(file)
    }
    guard entry.act.kind == .issued, entry.act.commitment == code.commitment else {
      throw LogRefusal(.otherCode, "entry \(proof.index) is one of another code").in(file)
    }
    return Explanation.Logged(
      entry: entry, index: proof.index, believed: believed, grounds: entry.act.grounds,
      agrees: entry.act.agrees(with: code.claims, of: code.key.publicKey.identifier))
  }

  /// The entry of a change, once the opening shows that it is one of this code.
  private func entry(
    openedBy file: FileName, of code: VerifiedHealthCode
  ) throws -> Explanation.Logged {
    let policy = try policy(for: code)
    let bytes = try FileReading.bytes(of: file, limit: ActOpening.maximumBytes)
    guard let opening = ActOpening(bytes) else { throw LogUseError.notAnOpening.in(file) }
    let believed = try LogProofFile.verify(opening.proof, file, by: policy)
    guard let entry = opening.opened else { throw LogUseError.notAnOpening.in(file) }
    guard opening.keyIdentifier == code.key.publicKey.identifier,
      opening.index == code.claims.codeIndex, entry.act.issuer == code.claims.issuer
    else {
      throw LogRefusal(.otherCode, "entry \(opening.proof.index) is one of another code").in(file)
    }
    guard try officers(of: code).hold(entry) else {
      throw LogRefusal(
        .malformedEntry,
        "entry \(opening.proof.index): no officers that a list here names signed it"
      ).in(file)
    }
    return Explanation.Logged(
      entry: entry, index: opening.proof.index, believed: believed, grounds: opening.grounds,
      agrees: true)
  }

  /// Who may sign acts on the code.
  private func officers(of code: VerifiedHealthCode) throws -> OfficerKeys {
    var keys = OfficerKeys()
    guard let (list, issuer) = try listed(code) else { throw ValidationError(.issuerLogInNoList) }
    list.addOfficerKeys(of: issuer, to: &keys)
    return keys
  }

  /// What the trust list that vouches for the code says of its issuer; nil when none does.
  private func listed(_ code: VerifiedHealthCode) throws -> (TrustList, ListedIssuer)? {
    guard let path = code.key.path else { return nil }
    let lists = try trust.storeOptions.trustStore.holdings().believedLists
    guard let list = lists.first(where: { $0.authority == path.list.authority }),
      let issuer = list.issuers.first(where: { $0.identifier == code.claims.issuer })
    else { return nil }
    return (list, issuer)
  }

  private func policy(for code: VerifiedHealthCode) throws -> LogPolicy {
    if let logKey {
      guard let policy = LogPolicy(log: try NoteKeyFile.read(logKey)) else {
        throw LogFileError.witnessKey.in(logKey)
      }
      return policy
    }
    guard code.key.path != nil else { throw ValidationError(.issuerLogInNoList) }
    guard let log = try listed(code)?.1.log else { throw ValidationError(.issuerLogNotInList) }
    return log.policy
  }
}
