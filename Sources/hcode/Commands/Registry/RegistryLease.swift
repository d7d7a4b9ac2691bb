import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeCore
import HCodeRegistry

struct RegistryLease: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lease",
    abstract: "Take a block of indexes, for a desk or a job that works without the registry.",
    discussion: """
      Asked again under the same name with --as it is the same block, so after a crash ask again. It is never handed out \
      otherwise, used or not.

      With -o the desk gets a registry of its own over the block, mode 0600: it issues from it with no connection, one \
      by one or a batch, and 'hcode registry collect' brings home what it issued. Without -o the indexes are printed, one \
      a line, like those of 'hcode registry allocate'. One copy of the file, one desk: two copies would give each index \
      twice, so a second file of one lease is refused. If the first one never arrived, --again makes another, which goes on behind \
      all codes of the block that were collected. It holds the secret order of the indexes; look after it as after the code key.

      EXAMPLE
        hcode registry lease postgres://db.example/hcode --count 500 --as desk-7-monday -o desk-7.registry
        hcode issue --registry desk-7.registry --key CN-HA.key --status green --valid 24h -o code.png
        hcode registry collect postgres://db.example/hcode desk-7.registry
      """)

  @Argument(help: ArgumentHelp("The registry.", valueName: "registry"), completion: .file())
  var file: FileName

  @Option(name: .long, help: ArgumentHelp("How many indexes.", valueName: "n"))
  var count: UInt32

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The name of whoever asks, 1 to 64 printable ASCII characters without spaces.",
      valueName: "name"),
    transform: Self.request)
  var request: RequestIdentifier

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write a desk's registry over the block.", valueName: "file"),
    completion: .file())
  var output: FileName?

  @Flag(
    name: .long,
    help:
      "Write the desk's file though one was made of this lease before: it never arrived, and nobody issues from it."
  )
  var again = false

  static func request(_ text: String) throws -> RequestIdentifier {
    guard let request = RequestIdentifier(text) else {
      throw ValidationError(.notARequestName)
    }
    return request
  }

  func validate() throws {
    guard (1...UInt32(StatusList.maximumCount)).contains(count) else {
      throw ValidationError(.outside("--count", 1...StatusList.maximumCount))
    }
    if again, output == nil {
      throw ValidationError(.againWithoutFile)
    }
  }

  func run() throws {
    if let output { try AtomicFile.checkWritable(output, force: nil) }
    let registry = try RegistryFile.open(file)
    let lease = try file.naming { () throws(RegistryError) in
      try registry.lease(count: count, request: request)
    }
    guard let output else {
      return try StandardOutput.write(lease.indexes.map(String.init).joined(separator: "\n"))
    }
    let desk = try file.naming { () throws(RegistryError) in
      try registry.desk(with: lease, of: request, again: again)
    }
    try RegistryFile.write(desk.image, to: output)
    try StandardOutput.write(
      TerminalText.escaped("\(output.description)  \(desk.left) indexes"))
  }
}
