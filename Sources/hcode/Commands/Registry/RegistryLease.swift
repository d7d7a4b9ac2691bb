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
      A second request under the same name (--as) gets the same block, so ask again after a crash. The block is never handed out \
      otherwise, used or not.

      With -o the desk gets its own registry over the block, mode 0600. It issues from it without a connection, one by one or in a \
      batch, and 'hcode registry collect' records what it issued. Without -o the indexes are printed, one per line, as with 'hcode \
      registry allocate'. One copy of the file is for one desk: two copies would give each index twice, so a second file of one lease is \
      refused. If the first file never arrived, --again makes another, which continues after all codes of the block that were collected. \
      The file has the secret order of the indexes: guard it like the code key.

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
      "The name of the desk or job, 1 to 64 printable ASCII characters without spaces.",
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
      "Write the desk's file again: the one that was made of this lease never arrived, and nobody issues from it."
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
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .leased(file: output.description, indexes: "\(desk.left)"))))
  }
}
