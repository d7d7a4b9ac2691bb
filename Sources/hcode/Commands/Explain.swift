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
    abstract: "Tell the bearer of a code what it says, who set it, why, and where to appeal.",
    discussion: """
      Works without network, from the code, the lists and, with --proof, the file of 'hcode log prove': that the code stands in the \
      public log, what the log says of it, and whether that is what the code says. The exit status is the verdict's, as of \
      'hcode scan'; 65 when the proof is not to be believed.

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
    help: ArgumentHelp("The log's public key; from the trust list unless said.", valueName: "vkey"),
    completion: .file())
  var logKey: FileName?

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  @OptionGroup var trust: TrustOptions
  @OptionGroup var clock: ClockOptions

  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if proof == nil, logKey != nil { throw ValidationError(.logKeyWithoutProof) }
  }

  func run() throws {
    let now = try clock.time()
    let found = try CodeTexts.read(code)
    var status = ExitStatus.green
    if !found.texts.isEmpty || found.doubt == nil {
      let text = try found.only(in: code)
      let verdict = try trust.verifier(clock).verdict(on: text, at: now)
      var logged: Explanation.Logged?
      if let proof, case .healthCode(let code)? = verdict.certificate {
        logged = try entry(in: proof, of: code)
      }
      try show(
        Finding(verdict: verdict, format: RecognisedText(text).format, source: nil, at: now),
        logged)
      status = verdict.exitStatus
    }
    // The code that matters may be the one that nobody looked for.
    if let doubt = found.doubt {
      try show(Finding(verdict: doubt, source: nil, at: now))
      status = status.graver(doubt.exitStatus)
    }
    throw ExitCode(status.rawValue)
  }

  private func show(_ finding: Finding, _ logged: Explanation.Logged? = nil) throws {
    let explanation = Explanation(finding: finding, language: languageOptions.language)
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
    let entry: LogEntry
    do { entry = try LogEntry(proof.entry) } catch {
      throw LogRefusal(.malformedEntry, error.detail).in(file)
    }
    let raise = LogCommitment.raise(
      code.key.publicKey.identifier, index: code.claims.codeIndex)
    guard entry.commitment == (entry.act == .raised ? raise : code.commitment) else {
      throw LogRefusal(.otherCode, "entry \(proof.index) is one of another code").in(file)
    }
    return Explanation.Logged(
      entry: entry, index: proof.index, believed: believed, agrees: agrees(entry, with: code))
  }

  /// Whether the entry says what the code says.
  private func agrees(_ entry: LogEntry, with code: VerifiedHealthCode) -> Bool {
    let claims = code.claims
    guard entry.issuer == claims.issuer, entry.keyIdentifier == code.key.publicKey.identifier else {
      return false
    }
    guard entry.act == .issued else { return true }
    return entry.status == claims.status && entry.reason == claims.justification?.reason
      && entry.authority.map { ExactText($0) }
        == claims.justification.map { ExactText($0.authority) }
      && entry.until == claims.expires
  }

  private func policy(for code: VerifiedHealthCode) throws -> LogPolicy {
    if let logKey {
      guard let policy = LogPolicy(log: try NoteKeyFile.read(logKey)) else {
        throw LogFileError.witnessKey.in(logKey)
      }
      return policy
    }
    guard let path = code.key.path else {
      throw ValidationError(.issuerLogInNoList)
    }
    let holdings = try trust.storeOptions.trustStore.holdings()
    let list = holdings.believedLists.first { $0.authority == path.list.authority }
    guard
      let log = list?.issuers.first(where: { $0.identifier == code.claims.issuer })?.log
    else {
      throw ValidationError(.issuerLogNotInList)
    }
    return log.policy
  }
}
