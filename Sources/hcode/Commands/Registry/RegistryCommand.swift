import ArgumentParser
import HCodeCore

struct RegistryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    abstract: "Keep what an issuer has to remember of its codes.",
    discussion: """
      A registry is one file (SQLite), mode 0600, and belongs to one code key: which indexes are given away, when a code \
      was issued and until when it is valid, what became of it and on whose order. It holds no names. Several \
      processes of one machine may use it at once; never put it on a network file system. Back it up with the key: a \
      registry that is put back from an old copy hands out indexes a second time.

      EXAMPLE
        hcode registry init CN-HA.registry --key CN-HA.pub --uri https://health.example.cn/status/1
        hcode issue --registry CN-HA.registry --key CN-HA.key --status green --valid 24h -o code.png
      """,
    subcommands: [RegistryInit.self, RegistryShow.self, RegistryAllocate.self])

  func run() throws { throw ValidationError("Say what to do: init, show or allocate.") }
}

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

struct RegistryShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell whose a registry is and how it stands.",
    discussion: """
      EXAMPLE
        hcode registry show CN-HA.registry
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "file"), completion: .file())
  var file: FileName

  @Flag(name: .long, help: "One JSON object, for programs (docs/json.md).")
  var json = false

  func run() throws {
    let registry = try RegistryFile.open(file)
    let summary = try RegistryFile.told(file) { () throws(RegistryError) in try registry.summary() }
    var object = JSONObject()
    object.add("issuer", registry.identity.issuer.description)
    object.add("key_id", registry.identity.keyIdentifier.hex)
    object.add("uri", registry.identity.uri.description)
    object.add("capacity", UInt64(registry.identity.capacity))
    object.add("used", UInt64(summary.used))
    object.add("recorded", UInt64(clamping: summary.recorded))
    StatusJSON.add(summary.counts, to: &object)
    object.add("last_list", summary.lastList?.issued.rfc3339)
    try StandardOutput.write(json ? object.line : object.lines.joined(separator: "\n"))
  }
}

struct RegistryAllocate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate",
    abstract: "Take indexes out of a registry, for a desk that issues without it.",
    discussion: """
      Prints the indexes, one a line; each is for one 'hcode issue --index' and is never handed out again, used or not. \
      What is issued so can be revoked, but the registry does not know until when it is valid.

      EXAMPLE
        hcode registry allocate CN-HA.registry --count 500 >desk-7.txt
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "file"), completion: .file())
  var file: FileName

  @Option(name: .long, help: ArgumentHelp("How many, at most 1000000.", valueName: "n"))
  var count: UInt32 = 1

  func validate() throws {
    guard (1...1_000_000).contains(count) else {
      throw ValidationError("--count takes 1 to 1000000.")
    }
  }

  func run() throws {
    let registry = try RegistryFile.open(file)
    let indexes = try RegistryFile.told(file) { () throws(RegistryError) in
      try registry.allocate(count: count)
    }
    try StandardOutput.write(indexes.map(String.init).joined(separator: "\n"))
  }
}
