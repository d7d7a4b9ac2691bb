import HCodeSystem
import HCodeTrust
import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore

struct Keygen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keygen",
    abstract: "Make an issuer's key pair.",
    discussion: """
      Writes ISSUER.key, the secret, mode 0600, sealed with a passphrase (Argon2id). Also writes ISSUER.pub, a small JSON file: mail it \
      to the authority that lists the key, and read the fingerprint to it over the telephone. The key signs at once that this authority \
      may list it (--for), and for which use (--use): no list can name a key that did not agree. Make root and bundle keys, and the keys \
      of logs and witnesses, without --for.

      EXAMPLE
        hcode keygen --issuer CN-HA-ZZ --name 郑州市卫健委 --for CN-HA -o keys
        hcode keygen --issuer CN-HA-ZZ --name 郑州市卫健委 --for CN-HA --use status-lists -o status
      """)

  @Option(
    name: .long, help: ArgumentHelp("The issuer's identifier, such as CN-HA.", valueName: "id"))
  var issuer: String

  @Option(
    name: .long,
    help: ArgumentHelp("The issuer's name for people, in any language.", valueName: "name"))
  var name: String

  @OptionGroup var agreement: AgreementOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder to write to.", valueName: "dir"), completion: .directory)
  var output = FileName(".")

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long the key may sign and be believed: days, such as 365d.", valueName: "time"))
  var valid = Duration(seconds: 365 * 86_400)

  @Flag(
    name: .long,
    help:
      "Leave the secret unsealed: whoever can read the file, or a backup, can sign as the issuer."
  )
  var noPassphrase = false

  @OptionGroup var passphrase: PassphraseOptions

  @Flag(name: .long, help: "Overwrite. This destroys the old secret key.")
  var force = false

  func validate() throws {
    guard IssuerIdentifier(issuer) != nil else {
      throw ValidationError(.notAnIdentifier("--issuer"))
    }
    guard !FileName.holdsRawBytes(name) else { throw ValidationError(.notUTF8("--name")) }
    if let fault = HealthText.fault(in: name, maximumBytes: 96) {
      throw ValidationError(.badText("--name", fault))
    }
    if noPassphrase, passphrase.passphraseFile != nil || passphrase.passphraseFd != nil {
      throw ValidationError(.noPassphraseWithOne)
    }
  }

  func run() throws {
    let secretName = output.appending(Array("\(issuer).key".utf8))
    let publicName = output.appending(Array("\(issuer).pub".utf8))
    for name in [secretName, publicName] {
      try AtomicFile.checkWritable(name, force: force ? true : nil, isNamedByArgument: false)
    }
    let phrase = noPassphrase ? nil : try passphrase.read(isNew: true)

    let created = try Timestamp.now()
    guard let seed = GuardedBytes(randomCount: 32) else {
      throw FileError.noLockedMemory
    }
    let publicKey = try SigningKey.publicKey(seed: seed)
    guard let identifier = IssuerIdentifier(issuer),
      let key = IssuerKey(
        issuer: identifier, name: name, publicKey: publicKey, created: created,
        expires: created.advanced(bySeconds: valid.seconds))
    else { throw ValidationError(.noValidity) }
    let file = try SecretKeyFile(seed: seed, issuerKey: key, passphrase: phrase)
    let agreed = try agreement.agreed(try SigningKey(seed: seed, issuerKey: key), key)

    // The secret last: where there is a secret key there is the public one too.
    try AtomicFile.write(Array(agreed.json.utf8), to: publicName, force: force ? true : nil)
    try file.bytes.withUnsafeMutableBytes {
      try AtomicFile.write(
        UnsafeRawBufferPointer($0), to: secretName, mode: 0o600, force: force ? true : nil)
    }
    let digits = Array(publicKey.fingerprint)
    let groups = stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<$0 + 8]) }
    for line in [
      "secret key   \(secretName.description)  (\(noPassphrase ? "not sealed: guard the file" : "sealed with the passphrase"))",
      "public key   \(publicName.description)",
      "key id       \(publicKey.identifier.hex)",
      "fingerprint  " + groups.joined(separator: " "),
      "agrees to    "
        + agreed.agreements.map { "be listed by \($0.authority) for \($0.use.word)" }
        .joined(separator: ", "),
      "expires      " + key.expires.rfc3339,
    ] { try StandardOutput.write(TerminalText.escaped(line)) }
  }
}
