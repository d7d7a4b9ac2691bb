import ArgumentParser
import HCodeCore

struct RegistryInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a registry for a code key.",
    discussion: """
      The indexes come out in an order that only the registry knows, so that a code does not tell how many were issued \
      before it. The capacity is for the life of the key and is also what the status list speaks of: 1048576 codes \
      are 256 KiB before compression.

      EXAMPLE
        hcode registry init CN-HA.registry --key CN-HA.pub --uri https://health.example.cn/status/1
      """)

  @Argument(help: ArgumentHelp("The registry to make.", valueName: "file"), completion: .file())
  var file: FileName

  @Option(
    name: .long, help: ArgumentHelp("The public half of the code key.", valueName: "file"),
    completion: .file(extensions: ["pub"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The name of the key's status list, at best where it is published.", valueName: "uri"),
    transform: Self.uri)
  var uri: StatusListURI

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many codes the key can issue in its life, 1 to \(StatusList.maximumCount).",
      valueName: "n"))
  var capacity = Registry.defaultCapacity

  private static func uri(_ text: String) throws -> StatusListURI {
    guard let uri = StatusListURI(text) else {
      throw ValidationError("takes 1 to 255 printable ASCII characters without spaces.")
    }
    return uri
  }

  func validate() throws {
    guard capacity >= 1, capacity <= StatusList.maximumCount else {
      throw ValidationError("--capacity takes 1 to \(StatusList.maximumCount).")
    }
  }

  func run() throws {
    try AtomicFile.checkWritable(file, force: false)
    let issuerKey = try PublicKey.read(key)
    guard
      let identity = RegistryIdentity(
        issuer: issuerKey.issuer, keyIdentifier: issuerKey.publicKey.identifier, uri: uri,
        capacity: capacity)
    else { throw ValidationError("--capacity takes 1 to \(StatusList.maximumCount).") }
    let image = try RegistryFile.told(file) { () throws(RegistryError) in
      try Registry.fresh(identity)
    }
    try image.withUnsafeMutableBytes {
      try AtomicFile.write(UnsafeRawBufferPointer($0), to: file, mode: 0o600, force: false)
    }
    try StandardOutput.write(
      TerminalText.escaped(
        "\(file.description)  \(identity.issuer)  key \(identity.keyIdentifier.hex)  capacity \(capacity)"
      ))
  }
}
