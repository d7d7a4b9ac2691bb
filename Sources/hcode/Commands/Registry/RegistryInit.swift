import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeCore
import HCodeRegistry
import HCodeTrust

struct RegistryInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a registry for a code key.",
    discussion: """
      The registry hands out indexes in an order that only it knows, so that a code does not show how many were issued before it. The \
      capacity is for the life of the key and also the length of the status list: 1048576 codes are 256 KiB before compression.

      A key has one registry: a second one would make its revoked codes valid again. A key whose status list is in the store, or beside \
      the key or the registry, has had one and gets no other. If a trust list in the store names the key with a status list that is \
      missing here, use --first.

      For many desks give a database of a PostgreSQL server instead of a file; each desk then gives the same URL to --registry. Never \
      put a password into the URL: see PGPASSFILE in the PostgreSQL manual.

      EXAMPLE
        hcode registry init CN-HA.registry --key CN-HA.pub --uri https://health.example.cn/status/1 --retain 30d
        hcode registry init postgres://issuer@db.example/hcode --key CN-HA.pub --uri https://health.example.cn/status/1
      """)

  @Argument(
    help: ArgumentHelp("The registry to make: a file or a URL.", valueName: "registry"),
    completion: .file())
  var file: FileName

  @Option(
    name: .long, help: ArgumentHelp("The public half of the code key.", valueName: "file"),
    completion: .file(extensions: ["pub"]))
  var key: FileName

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The name of the key's status list, preferably the URL where it is published.",
      valueName: "uri"),
    transform: Self.uri)
  var uri: StatusListURI

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How many codes the key can issue in its life, 1 to \(StatusList.maximumCount).",
      valueName: "n"))
  var capacity = Registry.defaultCapacity

  @Flag(
    name: .long,
    help: "Keep the names on the codes. Without it names are never written, by whatever program.")
  var keepNames = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      How long after its expiry a code's person may still be found; then 'hcode registry purge' erases the person: 30d.
      """,
      valueName: "time"))
  var retain: Duration?

  @Flag(
    name: .long,
    help: "This key never had a registry, although a trust list names its status list.")
  var first = false

  private static func uri(_ text: String) throws -> StatusListURI {
    guard let uri = StatusListURI(text) else {
      throw ValidationError(.notAStatusURI)
    }
    return uri
  }

  func validate() throws {
    guard capacity >= 1, capacity <= StatusList.maximumCount else {
      throw ValidationError(.outside("--capacity", 1...StatusList.maximumCount))
    }
  }

  func run() throws {
    let issuerKey = try PublicKey.read(key)
    guard
      let identity = RegistryIdentity(
        issuer: issuerKey.issuer, keyIdentifier: issuerKey.publicKey.identifier, uri: uri,
        capacity: capacity)
    else { throw ValidationError(.outside("--capacity", 1...StatusList.maximumCount)) }
    try checkIsFirst(issuerKey)
    guard let privacy = RegistryPrivacy(keepsNames: keepNames, retention: retain?.seconds) else {
      throw ValidationError(.retentionTooLong)
    }
    try RegistryFile.create(identity, privacy, at: file)
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .registryMade(
            file: file.description, issuer: identity.issuer.description,
            key: identity.keyIdentifier.hex, capacity: "\(capacity)"))
      ))
  }

  /// A second registry would begin with every code as signed.
  private func checkIsFirst(_ issuerKey: IssuerKey) throws {
    // A desk publishes beside the folder of its keys.
    let published = key.folder.appending(Array("../publish".utf8))
    for folder in [key.folder, published, file.folder, FileName(".")] {
      for name in folder.entries() ?? [] where name.suffix(9).elementsEqual(".registry".utf8) {
        let old = folder.appending(name)
        guard let registry = try? RegistryFile.open(old), let destroyed = registry.destroyed,
          registry.identity.keyIdentifier == issuerKey.publicKey.identifier
        else { continue }
        throw IssuingUseError.registryWasDestroyed(old.description, at: destroyed).in(key)
      }
      for name in folder.entries() ?? [] where name.suffix(7).elementsEqual(".status".utf8) {
        let list = folder.appending(name)
        guard let bytes = try? FileReading.bytes(of: list, limit: StatusList.maximumBytes),
          let token = try? StatusListToken(bytes: bytes), token.scope.uri == uri
        else { continue }
        throw IssuingUseError.hadRegistry(uri, list: list.description, isPublished: true).in(key)
      }
    }
    let store = TrustStore(named: nil)
    guard store.exists else { return }
    let (holdings, place) = (try store.holdings(), store.folder.description)
    for list in holdings.believedLists {
      let keys = list.issuers.flatMap(\.keys).filter { $0.publicKey == issuerKey.publicKey }
      for uri in keys.compactMap(\.statusList) {
        let isPublished = holdings.heldStatusList(uri, in: list) != nil
        guard isPublished || !first else { continue }
        throw IssuingUseError.hadRegistry(uri, list: place, isPublished: isPublished).in(key)
      }
    }
  }
}
