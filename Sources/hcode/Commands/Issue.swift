import ArgumentParser
import Glibc
import HCodeCore

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

  @OptionGroup var health: HealthOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var clock: ClockOptions

  @Flag(name: .long, help: "Tell what was issued as one JSON object, for programs (docs/json.md).")
  var json = false

  func validate() throws {
    if registry.registry == nil, subject != nil {
      throw ValidationError("--subject is for a registry: give --registry as well.")
    }
    if registry.registry != nil, health.index != nil {
      throw ValidationError("--registry gives the index: leave --index out.")
    }
    if json, picture.isToStandardOutput {
      throw ValidationError("--json needs the picture in a file: give -o FILE.")
    }
  }

  func run() throws {
    let format = try picture.resolved()
    if let output = picture.output, !output.isStandardStream {
      try AtomicFile.checkWritable(output, force: picture.force)
    } else if [.png, .pdf].contains(format), StandardOutput.isTerminal {
      throw CommandFailure(
        "a \(format.rawValue.uppercased()) would garble the terminal",
        hint: "give -o FILE, or --terminal to see the code here",
        .usage)
    }
    let now = try clock.time()
    let signingKey = try SecretKey.open(key, passphrase: passphrase)
    let opened = try registry.open(for: signingKey.issuerKey)
    let claims = try health.claims(
      issuer: signingKey.issuerKey.issuer, codeIndex: try index(from: opened), at: now)
    let issued = try Self.sign(claims, with: signingKey)
    let drawing = Drawing(issued: issued, options: picture)
    let finished = try drawing.finished(format)
    // Before the picture leaves: nobody holds a code that the registry does not know.
    if let opened {
      try registry.told { () throws(RegistryError) in
        let subject = try subject.map { reference throws(RegistryError) in
          try opened.hash(of: reference)
        }
        try opened.record(
          RegisteredCode(claims, officer: registry.officer, subject: subject))
      }
    }

    if picture.isToStandardOutput {
      try StandardOutput.write(finished.bytes)
    } else if let output = picture.output {
      try AtomicFile.write(finished.bytes, to: output, force: picture.force)
      try StandardOutput.write(
        json ? report(issued, finished, format) : summary(issued, finished, output))
    }
  }

  /// The code's index. From a registry it is taken before it is signed: a crash in between wastes it and no more.
  private func index(from opened: Registry?) throws -> UInt32 {
    guard let opened else { return health.index ?? UInt32.random(in: 0...UInt32.max) }
    let indexes = try registry.told { () throws(RegistryError) in try opened.allocate(count: 1) }
    guard let index = indexes.first else {
      throw CommandFailure("the registry gave no index", .software)
    }
    return index
  }

  private static func sign(_ claims: HealthClaims, with key: SigningKey) throws -> HealthCode.Issued
  {
    do {
      return try HealthCode.issue(claims, with: key)
    } catch HealthCode.IssuingError.outsideKeyValidity {
      throw CommandFailure(
        "the code would not lie within the key's validity, \(key.issuerKey.created.rfc3339) to \(key.issuerKey.expires.rfc3339)",
        hint: "shorten --valid, or make a new key with 'hcode keygen'", .usage)
    } catch HealthCode.IssuingError.tooLong {
      throw CommandFailure("the code holds too much for one QR symbol", hint: "state less", .usage)
    } catch {
      throw CommandFailure(
        "signing failed: \(error)", hint: "do not use this machine to sign", .software)
    }
  }

  private func summary(
    _ issued: HealthCode.Issued, _ finished: Drawing.Finished, _ output: FileName
  ) -> String {
    let symbol = finished.symbol
    let module = finished.module.map { "  module \(Drawing.millimetres($0)) mm" } ?? ""
    return TerminalText.escaped(
      "\(output.description)  \(issued.claims.status)  index \(issued.claims.codeIndex)  until \(LocalTime.text(issued.claims.expires))"
        + "  QR version \(symbol.version)-\(symbol.errorCorrection.rawValue)" + module)
  }

  private func report(
    _ issued: HealthCode.Issued, _ finished: Drawing.Finished, _ format: PictureOptions.Format
  ) -> String {
    var object = JSONObject()
    object.add("issuer", issued.claims.issuer.description)
    object.add("key_id", issued.issuerKey.publicKey.identifier.hex)
    object.add("status", issued.claims.status.description)
    object.add("expires", issued.claims.expires.rfc3339)
    VerdictJSON.add(issued.claims, to: &object)
    object.add("text", String(decoding: issued.text, as: UTF8.self))
    object.add("message_bytes", UInt64(issued.messageBytes))
    object.add("qr_version", UInt64(finished.symbol.version))
    object.add("error_correction", finished.symbol.errorCorrection.rawValue)
    if let module = finished.module {
      object.add("module_micrometres", UInt64((module * 1000).rounded()))
    }
    object.add("output", picture.output?.description)
    object.add("output_format", format.rawValue)
    return object.line
  }
}
