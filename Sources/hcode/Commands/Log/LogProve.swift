import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore

struct LogProve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write the proof that a code is in the log.",
    discussion: """
      The proof is a text file (C2SP tlog-proof) that 'hcode log verify' and 'hcode explain' check without network: the entry, the \
      hashes up to the root, and the checkpoint with its cosignatures. It shows the code as it was issued. Only the office can show \
      which entry changed it later: 'hcode status show --opening'.

      EXAMPLE
        hcode log prove https://health.example/log --code red.png -o red.tlog-proof
      """)

  @OptionGroup var log: LogPlaceArgument

  @Option(
    name: .long, help: ArgumentHelp("A yellow or red code: a picture or text.", valueName: "file"),
    completion: .file())
  var code: FileName?

  @Option(name: .long, help: ArgumentHelp("The number of the entry.", valueName: "n"))
  var index: UInt64?

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The proof to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @Flag(name: .long, help: "Overwrite the file if it exists.")
  var force = false

  func validate() throws {
    guard (code == nil) != (index == nil) else { throw ValidationError(.codeOrIndex) }
  }

  func run() throws {
    try AtomicFile.checkWritable(output, force: force)
    let wanted = try code.map { try LogSearch.commitment(of: $0) }
    let checkpoint = try PublishedLog.checkpoint(log.place)
    let proof = try PublishedLog.naming(log.log) {
      let tree = TiledTree(size: checkpoint.size, source: log.place)
      guard let index = try index ?? wanted.flatMap({ try LogSearch.index(of: $0, in: tree) }),
        index < checkpoint.size
      else {
        throw LogUseError.notLogged(entries: checkpoint.size).in(log.log)
      }
      return LogProof(
        entry: try tree.entry(index), index: index, hashes: try tree.inclusionProof(of: index),
        checkpoint: checkpoint)
    }
    guard proof.isIncluded else {
      throw LogRefusal(
        .notIncluded, "the tiles do not lead from entry \(proof.index) to the root"
      ).in(log.log)
    }
    try AtomicFile.write(proof.bytes, to: output, force: force)
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .proof(
            file: output.description, index: proof.index, entries: checkpoint.size,
            bytes: proof.bytes.count))
      ))
  }
}
