import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry

struct StatusBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Sign the list of what became of a key's codes.",
    discussion: """
      The list speaks of every index of the registry, given away or not. It is signed with a status key of the issuer, made \
      with 'hcode keygen' like any other and never the code key: a key has one purpose. Hand a new list out before the \
      time to live of the old one ends; after its validity it decides nothing.

      With --delta a second file says only what became worse since --since, the last list that was handed out.

      EXAMPLE
        hcode status build --registry CN-HA.registry --key CN-HA-status.key -o today.status
        hcode status build --registry CN-HA.registry --key CN-HA-status.key -o new.status --delta new.delta \
      --since today.status
      """)

  @Option(
    name: .long, help: ArgumentHelp("The registry of the codes.", valueName: "file"),
    completion: .file())
  var registry: FileName

  @Option(
    name: .long, help: ArgumentHelp("The issuer's secret status key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @OptionGroup var passphrase: PassphraseOptions

  @Option(
    name: .long,
    help: ArgumentHelp("When a newer list should have come: 24h, 7d.", valueName: "time"))
  var ttl = Duration(seconds: 86_400)

  @Option(
    name: .long,
    help: ArgumentHelp("How long the list decides anything: 24h, 7d.", valueName: "time"))
  var valid = Duration(seconds: 7 * 86_400)

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The list to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @Option(
    name: .long, help: ArgumentHelp("Write a delta from --since as well.", valueName: "file"),
    completion: .file())
  var delta: FileName?

  @Option(
    name: .long, help: ArgumentHelp("The list that the delta changes.", valueName: "file"),
    completion: .file())
  var since: FileName?

  @Flag(name: .long, help: "Overwrite the files if they exist.")
  var force = false

  @OptionGroup var clock: ClockOptions

  func validate() throws {
    guard (delta == nil) == (since == nil) else {
      throw ValidationError("--delta and --since go together.")
    }
    guard ttl.seconds <= valid.seconds else {
      throw ValidationError(
        "--ttl is longer than --valid: the list would be refused before it is old.")
    }
  }

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    if let delta { try AtomicFile.checkWritable(delta, force: force) }
    let registry = try RegistryFile.open(registry)
    let signingKey = try statusKey(for: registry.identity)
    let old = try since.map { try oldList($0, registry.identity, signingKey.issuerKey.publicKey) }
    let scope = try self.scope(registry.identity, signingKey.issuerKey)

    let list = try RegistryFile.told(self.registry) { () throws(RegistryError) in
      try registry.nextList(at: scope.issued)
    }
    let file = try signed { () throws(StatusSigningError) in
      try StatusListToken.sign(list, scope: scope, key: signingKey)
    }
    try AtomicFile.write(file, to: output, force: force)
    let counts = list.counts
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  \(file.count) bytes  \(registry.identity.capacity) codes"
          + [CodeStatus.revoked, .suspended, .raisedToRed].map {
            "  \($0.word) \(counts[$0] ?? 0)"
          }.joined() + "  until \(LocalTime.text(scope.expires))"))
    if let delta, let old { try write(delta, from: old, to: list, scope, signingKey) }
  }

  private func statusKey(for identity: RegistryIdentity) throws -> SigningKey {
    let signingKey = try SecretKey.open(key, passphrase: passphrase)
    guard signingKey.issuerKey.publicKey.identifier != identity.keyIdentifier else {
      throw CommandFailure(
        "\(key.description): this is the code key itself",
        hint: "a key has one purpose: make a status key with 'hcode keygen'", .usage)
    }
    guard signingKey.issuerKey.issuer == identity.issuer else {
      throw CommandFailure(
        "\(key.description): a key of \(signingKey.issuerKey.issuer), and the registry is of \(identity.issuer)",
        hint: "give a status key of \(identity.issuer)", .usage)
    }
    return signingKey
  }

  private func scope(_ identity: RegistryIdentity, _ key: IssuerKey) throws -> StatusListScope {
    let now = try clock.time()
    guard key.created <= now, now < key.expires,
      let scope = StatusListScope(
        uri: identity.uri, issued: now,
        expires: min(now.advanced(bySeconds: valid.seconds), key.expires),
        ttl: UInt64(ttl.seconds))
    else {
      throw CommandFailure(
        "the status key is valid from \(key.created.rfc3339) to \(key.expires.rfc3339), and it is \(now.rfc3339)",
        hint: "make a new status key with 'hcode keygen'", .usage)
    }
    return scope
  }

  private func oldList(
    _ name: FileName, _ identity: RegistryIdentity, _ key: Ed25519PublicKey
  ) throws -> StatusList {
    let bytes = try FileReading.bytes(of: name, limit: StatusList.maximumBytes)
    do {
      let token = try StatusListToken(bytes: bytes)
      guard token.scope.uri == identity.uri else {
        throw CommandFailure(
          "\(name.description): the list \(token.scope.uri), not \(identity.uri)",
          hint: "give an older list of this registry", .data)
      }
      return try token.verified(by: key)
    } catch let refusal as ListRefusal {
      throw CommandFailure(
        "\(name.description): \(refusal.detail)",
        hint: "give a list that 'hcode status build' made with this key", .data)
    }
  }

  private func write(
    _ name: FileName, from old: StatusList, to new: StatusList, _ scope: StatusListScope,
    _ key: SigningKey
  ) throws {
    let difference: StatusDelta
    do {
      difference = try StatusDelta(from: old, to: new)
    } catch {
      throw CommandFailure(
        "\(name.description): no delta: \(Self.reason(error))",
        hint: "the whole list is written: publish that", .data)
    }
    let file = try signed { () throws(StatusSigningError) in
      try StatusDeltaToken.sign(difference, scope: scope, key: key)
    }
    try AtomicFile.write(file, to: name, force: force)
    let changed = difference.changes.values.reduce(0) { $0 + $1.count }
    try StandardOutput.write(
      TerminalText.escaped("\(name.description)  \(file.count) bytes  \(changed) changed"))
  }

  private static func reason(_ error: StatusDelta.DifferenceError) -> String {
    switch error {
    case .otherSize: "the lists speak of different numbers of codes"
    case .nothingChanged: "nothing changed"
    case .improves(let index, let from, let to):
      "index \(index) went from \(from.word) to \(to.word), and a delta only makes codes worse"
    case .tooMany: "more than \(StatusDelta.maximumChanges) codes got the same status"
    }
  }

  private func signed(_ body: () throws(StatusSigningError) -> [UInt8]) throws -> [UInt8] {
    do {
      return try body()
    } catch {
      switch error {
      case .signing(let fault):
        throw CommandFailure(
          "signing failed: \(fault)", hint: "do not use this machine to sign", .software)
      case .tooLarge:
        throw CommandFailure(
          "the file would have more than 16 MiB",
          hint: "too much has changed for one list: give new codes a new key and registry", .data)
      case .outOfMemory: throw CommandFailure("no memory to compress the list with", .unavailable)
      }
    }
  }
}
