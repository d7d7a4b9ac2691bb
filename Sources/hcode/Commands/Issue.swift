import ArgumentParser
import Glibc
import HCodeCore

struct Issue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Sign a code about a person and draw it.",
    discussion: """
      What was signed is verified again, and the finished picture is scanned, before anything is written. With --registry \
      the code can be revoked later: its index comes from there, and what was issued is noted there.

      EXAMPLE
        hcode issue --key CN-HA.key --status green --name 张小明 --latin-name 'Zhang Xiaoming' --document-tail 123X \
      --test pcr:negative:2026-11-23T08:00:00Z:LAB --valid 24h -o code.png
      """)

  @Option(
    name: .long, help: ArgumentHelp("The issuer's secret key file.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The key's registry, which gives the index and notes the code (see 'hcode registry').",
      valueName: "file"), completion: .file())
  var registry: FileName?

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
    if registry != nil, health.index != nil {
      throw ValidationError("--registry gives the index: leave --index out.")
    }
    guard health.status == .red else {
      if request != nil || oneOfficer {
        throw ValidationError("--request and --one-officer go with red.")
      }
      if health.status == .green, log.log != nil || log.officer != nil {
        throw ValidationError("--log and --officer go with yellow and red; green is not logged.")
      }
      return try validatePicture()
    }
    guard (request == nil) == oneOfficer else {
      throw ValidationError(
        "Red takes two officers: give --request FILE for the second one to finish with 'hcode approve'; or --one-officer where checkpoints trust this key file itself."
      )
    }
    guard request != nil else { return try validatePicture() }
    if picture.isSaid || json {
      throw ValidationError("--request makes no picture yet: 'hcode approve' draws the code.")
    }
    if log.log != nil { throw ValidationError("'hcode approve' writes the log: leave --log out.") }
  }

  private func validatePicture() throws {
    try picture.checkPlace()
    if json, picture.isToStandardOutput {
      throw ValidationError("--json needs the picture in a file: give -o FILE.")
    }
  }

  func run() throws {
    let format = try request == nil ? picture.prepared() : .png
    if let request { try AtomicFile.checkWritable(request, force: picture.force) }
    let now = try clock.time()
    let signingKey = try SecretKey.open(key, passphrase: passphrase)
    let registry = try openRegistry(for: signingKey.issuerKey)
    let claims = try health.claims(
      issuer: signingKey.issuerKey.issuer, codeIndex: try index(from: registry), at: now)
    if request == nil { try writeLog(claims, signingKey.issuerKey, at: now) }
    let issued = try Issuing.told { try HealthCode.issue(claims, with: signingKey) }
    let picture = request == nil ? try Issuing.drawn(issued, self.picture, format) : nil
    // Before the picture leaves: nobody holds a code that the registry does not know.
    if let registry, let file = self.registry {
      try RegistryFile.told(file) { () throws(RegistryError) in
        try registry.record(
          RegisteredCode(
            index: claims.codeIndex, issued: claims.issuedAt, expires: claims.expires,
            status: claims.status))
      }
    }
    if let picture {
      try Issuing.write(picture, issued, self.picture, format, json: json)
    } else {
      try writeRequest(issued, signingKey, at: now)
    }
  }

  /// The entry first: a crash leaves one without a code, never a code without one.
  private func writeLog(_ claims: HealthClaims, _ key: IssuerKey, at now: Timestamp) throws {
    let header = COSEProtectedHeader(algorithm: .ed25519, keyIdentifier: key.publicKey.identifier)
    if let entry = try LogEntry.issued(
      claims, by: key, commitment: claims.commitment(header: header), officer: log.pseudonym(key),
      at: now)
    {
      try log.append([entry])
    }
  }

  private func writeRequest(
    _ issued: HealthCode.Issued, _ key: SigningKey, at now: Timestamp
  ) throws {
    guard let file = request else { return }
    let made = try Issuing.told {
      try OfficerRequest(
        .code(issued.message), officer: log.pseudonym(key.issuerKey), at: now, with: key)
    }
    try AtomicFile.write(made.bytes, to: file, force: picture.force)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(file.description)  red  index \(issued.claims.codeIndex)  until \(LocalTime.text(issued.claims.expires))"
      ))
    try StandardOutput.write(
      "next: 'hcode approve \(TerminalText.escaped(file.description)) --from \(TerminalText.escaped(key.issuerKey.issuer.description)).pub --key SECOND.key --log DIR -o red.png'"
    )
  }

  private func openRegistry(for key: IssuerKey) throws -> Registry? {
    guard let registry else { return nil }
    let opened = try RegistryFile.open(registry)
    guard opened.identity.keyIdentifier == key.publicKey.identifier,
      opened.identity.issuer == key.issuer
    else {
      throw CommandFailure(
        "\(registry.description): the registry of \(opened.identity.issuer), key \(opened.identity.keyIdentifier.hex), not of \(key.issuer), key \(key.publicKey.identifier.hex)",
        hint: "make one for this key with 'hcode registry init'", .data)
    }
    return opened
  }

  /// The code's index. From a registry it is taken before it is signed: a crash in between wastes it and no more.
  private func index(from registry: Registry?) throws -> UInt32 {
    guard let registry, let file = self.registry else {
      return health.index ?? UInt32.random(in: 0...UInt32.max)
    }
    let indexes = try RegistryFile.told(file) { () throws(RegistryError) in
      try registry.allocate(count: 1)
    }
    guard let index = indexes.first else {
      throw CommandFailure("\(file.description): the registry gave no index", .software)
    }
    return index
  }
}
