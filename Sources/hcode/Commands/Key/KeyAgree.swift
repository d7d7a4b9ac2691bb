import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeSystem
import HCodeTrust

struct KeyAgree: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree",
    abstract: "Sign, with a secret key, that an authority may list the key.",
    discussion: """
      Writes the public key file with the agreement, for the authority's 'hcode trust add'. No list can name a key without its \
      agreement. The agreement says which authority, which issuer and which use, and ends with the key. A key from 'hcode keygen --for' \
      already has one. Run this where the secret key is kept.

      EXAMPLE
        hcode key agree DESK-9.key --for CN-HA -o DESK-9.pub --force
      """)

  @Argument(help: ArgumentHelp("The secret key file.", valueName: "key"), completion: .file())
  var key: FileName

  @OptionGroup var agreement: AgreementOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The public key file to write. An existing file of this key keeps its other agreements.",
      valueName: "pub"), completion: .file(extensions: ["pub"]))
  var output: FileName

  @OptionGroup var secret: SecretKeyOptions

  @Flag(name: .long, help: "Overwrite the public key file of this key.")
  var force = false

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    let secret = try self.secret.open(key)
    var file = secret.issuerKey.bare
    if force, let old = try? FileReading.bytes(of: output, limit: IssuerKey.maximumFileBytes) {
      do {
        let known = try IssuerKey(json: old)
        guard known.bare == file else { throw TrustUseError.otherKey.in(output) }
        file = known
      } catch let error as IssuerKey.ReadingError { throw error.in(output) }
    }
    let agreed = try agreement.agreed(secret, file)
    try AtomicFile.write(Array(agreed.json.utf8), to: output, force: force)
    for made in agreed.agreements {
      try StandardOutput.write(
        TerminalText.escaped(
          "\(agreed.publicKey.identifier.hex)  \(agreed.issuer), listed by \(made.authority) for \(made.use.word)"
        ))
    }
  }
}
