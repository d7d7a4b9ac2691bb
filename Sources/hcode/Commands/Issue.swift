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
  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

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
    let signingKey = try secret.open(key)
    try assurance.check(now, clock.source, TimeEvidence(), of: key)
    try assurance.check(now, clock.source, log.folder)
    let opened = try registry.open(for: signingKey.issuerKey)
    if let opened, let name = registry.registry {
      try assurance.check(now, clock.source, opened, name)
    }
    let claims = try health.claims(
      issuer: signingKey.issuerKey.issuer, codeIndex: try index(from: opened), at: now)
    // A request is drawn by whoever approves it.
    let appearance = try request == nil ? picture.appearance(format) : nil
    let desk = Desk<Drawing.Finished?>(log: try deskLog(signingKey.issuerKey)) { code, _ in
      try appearance.map { try Drawing(code, $0).finished() }
    }
    let code = try desk.sign(NewCode(claims, by: signingKey), at: now)
    try handOut(
      [code],
      recordedBy: { codes in
        guard let opened, let name = registry.registry else { return }
        try RegistryFile.record(
          codes.map { IssuedCode(claims: $0.issued.claims, subject: subject) }, in: opened, name,
          officer: registry.officer)
        try assurance.note(now, in: opened, name)
      },
      to: { code in
        if let drawn = code.artwork {
          try IssuedCodeWriter.write(
            drawn, code.issued, format, to: picture.output, force: picture.force, json: json)
        } else {
          try writeRequest(code.issued, signingKey, at: now)
        }
      })
  }

  /// Where the entry goes. That of a request is written by whoever approves it.
  private func deskLog(_ key: IssuerKey) throws -> DeskLog? {
    guard request == nil, let folder = log.folder else { return nil }
    return DeskLog(folder, officer: try registry.acting.pseudonym(key))
  }

  private func writeRequest(
    _ issued: HealthCode.Issued, _ key: SigningKey, at now: Timestamp
  ) throws {
    guard let file = request else { return }
    let order = NewCode(issued.claims, by: key)
    let made = OfficerRequest(
      try order.entry(by: registry.acting.pseudonym(key.issuerKey), at: now),
      .code(issued.message))
    try AtomicFile.write(made.bytes, to: file, mode: 0o600, force: picture.force)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(file.description)  red  index \(issued.claims.codeIndex)  until \(LocalTime.text(issued.claims.expires))"
      ))
    try StandardOutput.write(
      NextStep.approval(of: file, signedWith: self.key, "--log DIR -o red.png"))
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
