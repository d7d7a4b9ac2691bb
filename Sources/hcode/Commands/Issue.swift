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
      What was signed is verified again, and the finished picture is scanned, before anything is written. With --registry \
      the code can be revoked later: its index comes from there, and what was issued is noted there. Many people at once: \
      'hcode issue --batch FILE', see 'hcode issue-batch --help'.

      EXAMPLE
        hcode issue --key CN-HA.key --status green --name 张小明 --latin-name 'Zhang Xiaoming' --document-tail 123X \
      --test pcr:negative:2026-11-23T08:00:00Z:LAB --valid 24h -o code.png
      """)

  @Option(
    name: .long, help: ArgumentHelp("The issuer's secret key file.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @OptionGroup var registry: RegistryOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "By what the office knows the person, such as a document number. The registry keeps a keyed hash of it, the code nothing.",
      valueName: "text"),
    transform: SubjectReference.option)
  var subject: SubjectReference?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Red: write what the second officer finishes with 'hcode approve'.", valueName: "file"),
    completion: .file())
  var request: FileName?

  @Flag(
    name: .long,
    help:
      "Sign red alone. Only checkpoints that trust this key file itself, or whose list says so, take such a code."
  )
  var oneOfficer = false

  @OptionGroup var health: HealthOptions
  @OptionGroup var log: IssuerLogOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions

  @Flag(name: .long, help: "Tell what was issued as one JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    if registry.registry == nil, subject != nil {
      throw ValidationError(.subjectWithoutRegistry)
    }
    if registry.registry == nil, log.log == nil, request == nil, registry.officer != nil {
      throw ValidationError(.officerWithoutRegistryOrLog)
    }
    if registry.registry != nil, health.index != nil {
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
    guard (request == nil) == oneOfficer else {
      throw ValidationError(.redByOne)
    }
    guard request != nil else { return try validatePicture() }
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

  func run() throws {
    let format = try request == nil ? picture.prepared() : .png
    if let request { try AtomicFile.checkWritable(request, force: picture.force) }
    let now = try clock.time()
    let signingKey = try SecretKey.open(key, passphrase: passphrase)
    let opened = try registry.open(for: signingKey.issuerKey)
    let claims = try health.claims(
      issuer: signingKey.issuerKey.issuer, codeIndex: try index(from: opened), at: now)
    if request == nil { try writeLog(claims, signingKey.issuerKey, format, at: now) }
    let issued = try HealthCode.issue(claims, with: signingKey)
    let finished = request == nil ? try Issuing.drawn(issued, picture, format) : nil
    // Before the picture leaves: nobody holds a code that the registry does not know.
    if let opened, let name = registry.registry {
      try name.naming { () throws(RegistryError) in
        let subject = try subject.map { reference throws(RegistryError) in
          try opened.hash(of: reference)
        }
        try opened.record(
          RegisteredCode(claims, officer: registry.officer, subject: subject))
      }
    }
    if let finished {
      try Issuing.write(finished, issued, picture, format, json: json)
    } else {
      try writeRequest(issued, signingKey, at: now)
    }
  }

  /// The entry first: a crash leaves one without a code, never a code without one. What can be refused is refused before.
  private func writeLog(
    _ claims: HealthClaims, _ key: IssuerKey, _ format: PictureOptions.Format, at now: Timestamp
  ) throws {
    guard log.log != nil else { return }
    try Issuing.check(HealthCode.draft(claims, by: key), picture, format)
    let header = COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: key.publicKey.identifier)
    if let entry = try LogEntry.issued(
      claims, by: key, commitment: claims.commitment(header: header),
      officer: registry.acting.pseudonym(key),
      at: now)
    {
      try log.append([entry])
    }
  }

  private func writeRequest(
    _ issued: HealthCode.Issued, _ key: SigningKey, at now: Timestamp
  ) throws {
    guard let file = request else { return }
    let made = try OfficerRequest(
      .code(issued.message), officer: registry.acting.pseudonym(key.issuerKey), at: now, with: key)
    try AtomicFile.write(made.bytes, to: file, force: picture.force)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(file.description)  red  index \(issued.claims.codeIndex)  until \(LocalTime.text(issued.claims.expires))"
      ))
    try StandardOutput.write(
      "next: 'hcode approve \(TerminalText.escaped(file.description)) --from \(TerminalText.escaped(key.issuerKey.issuer.description)).pub --key SECOND.key --log DIR -o red.png'"
    )
  }

  /// The code's index. From a registry it is taken before it is signed: a crash in between wastes it and no more.
  private func index(from opened: Registry?) throws -> UInt32 {
    guard let opened, let name = registry.registry else {
      return health.index ?? UInt32.random(in: 0...UInt32.max)
    }
    let indexes = try name.naming { () throws(RegistryError) in try opened.allocate(count: 1) }
    guard let index = indexes.first else {
      throw IssuingUseError.noIndexGiven
    }
    return index
  }
}
