import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct StatusSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Revoke or suspend codes, or raise them to red.",
    discussion: """
      Scanners learn of it from the next list of 'hcode status build'. All of the codes are changed or none. A code only \
      ever becomes worse here: from as-signed to suspended, to revoked, to red. One that has the status already is passed \
      over, and so is one to be raised to red that has expired.

      EXAMPLE
        hcode status set --registry CN-HA.registry 2621563 --to revoked --why 'issued twice' --authority 'Desk 7'
        hcode status set --registry CN-HA.registry - --to red --why confirmed-case --authority 'Order 2026/117' <contacts.txt
      """)

  @OptionGroup var codes: CodeSelection

  @Option(
    name: .long, help: ArgumentHelp("revoked, suspended or red.", valueName: "status"),
    transform: Self.status)
  var to: CodeStatus

  @OptionGroup var change: ChangeOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Red: write what the second officer finishes with 'hcode approve'.", valueName: "file"),
    completion: .file())
  var request: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("The first officer's secret key, for --request.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @Flag(
    name: .long,
    help:
      "Raise to red alone. Checkpoints whose list asks for two officers take it for one that is not in the log."
  )
  var oneOfficer = false

  @OptionGroup var log: IssuerLogOptions
  @OptionGroup var acting: OfficerOptions
  @OptionGroup var passphrase: PassphraseOptions

  private static func status(_ word: String) throws -> CodeStatus {
    guard let status = CodeStatus(word: word), status != .asSigned else {
      throw ValidationError(.notAStatus)
    }
    return status
  }

  func validate() throws {
    guard to == .raisedToRed else {
      if request != nil || key != nil || oneOfficer || log.log != nil || acting.officer != nil {
        throw ValidationError(.redOptions)
      }
      return
    }
    // The same list as for a code that is signed red: each can be counted and appealed.
    guard StatusReason(word: change.why) != nil else {
      throw ValidationError(.notARedReason)
    }
    guard (request == nil) == oneOfficer, (request == nil) == (key == nil) else {
      throw ValidationError(.raiseByOne)
    }
    if request != nil, log.log != nil {
      throw ValidationError(.requestWithLog)
    }
    if oneOfficer, log.log == nil, acting.officer != nil {
      throw ValidationError(.officerWithoutLog)
    }
  }

  func run() throws {
    if let request { try AtomicFile.checkWritable(request, force: false) }
    let registry = try RegistryFile.open(codes.registry)
    let indexes = try codes.indexes(of: registry.identity)
    let note = try change.note()
    try change.assurance.check(note.at, change.clock.source, registry, codes.registry)
    try change.assurance.check(note.at, change.clock.source, log.folder)
    if to == .raisedToRed { return try raise(indexes, in: registry, note) }
    let count = try codes.registry.naming { () throws(RegistryError) in
      try registry.set(to, of: indexes, note)
    }
    try change.assurance.note(note.at, in: registry, codes.registry)
    let passed = indexes.count - count
    try StandardOutput.write(
      "\(count) to \(to.word)" + (passed > 0 ? ", \(passed) had it already" : ""))
  }

  private func raise(_ named: [UInt32], in registry: Registry, _ note: ChangeNote) throws {
    // What the registry would refuse is told to the first officer already.
    let all = Set(named).sorted()
    let tooMany = StatusUseError.tooManyCodes
    guard all.count <= OfficerRequest.maximumIndexes else { throw tooMany }
    let indexes = try RaiseToRed.unexpired(all, in: registry, codes.registry, at: note.at).map(
      \.index)
    let expired = all.count - indexes.count
    guard !indexes.isEmpty else {
      throw StatusUseError.allExpired
    }
    guard let reason = StatusReason(word: note.why),
      let raise = OfficerRequest.Raise(
        keyIdentifier: registry.identity.keyIdentifier, indexes: indexes, reason: reason,
        authority: note.authority)
    else { throw tooMany }
    guard let request, let key else {
      let officer = try acting.pseudonym ?? registry.identity.issuer
      var outcome = try RaiseToRed(
        raise, log: log.folder.map { DeskLog($0, officer: officer) }, at: note.at
      ).apply(to: registry, codes.registry)
      outcome.expired += expired
      try change.assurance.note(note.at, in: registry, codes.registry)
      return try StandardOutput.write(outcome.text)
    }
    let signingKey = try SecretKey.open(key, passphrase: passphrase)
    guard signingKey.issuerKey.issuer == registry.identity.issuer else {
      throw IssuingUseError.keyOfOtherIssuer(
        signingKey.issuerKey.issuer, registry: registry.identity.issuer
      ).in(key)
    }
    let made = try OfficerRequest(
      .raise(raise), officer: acting.pseudonym(signingKey.issuerKey), at: note.at, with: signingKey)
    try AtomicFile.write(made.bytes, to: request, mode: 0o600, force: false)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(request.description)  \(raise.indexes.count) codes to red"
          + RaiseToRed.Outcome.tail(expired)))
  }
}
