import HCodeDesk
import HCodeSystem
import HCodeBase
import ArgumentParser
import HCodeCore

struct LogVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a whole log, or a proof that a code is in it.",
    discussion: """
      For a log, the command checks the signatures, every entry and every tile. With --seen it also checks that the log has only grown \
      since the last run, and keeps the new checkpoint there. For a file of 'hcode log prove' it checks the hashes up to the checkpoint, \
      and its signatures. A refusal ends with 65 and begins with its name (docs/log.md §6).

      EXAMPLE
        hcode log verify https://health.example/log --log-key henan.vkey --seen henan.checkpoint
        hcode log verify red.tlog-proof --log-key henan.vkey
      """)

  @OptionGroup var log: LogPlaceArgument
  @OptionGroup var keys: LogKeyOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The checkpoint of the last run. Made if it is missing, replaced if all is well.",
      valueName: "file"), completion: .file())
  var seen: FileName?

  func run() throws {
    let policy = try keys.policy()
    if !URLFetching.isURL(log.log), let proof = try LogProofFile.readIfProof(log.log) {
      guard seen == nil else { throw ValidationError(.seenWithProof) }
      let believed = try LogProofFile.verify(proof, log.log, by: policy)
      try tell("entry \(proof.index) of", believed)
      return
    }
    if let seen { try AtomicFile.checkWritable(seen, force: true) }
    let before = try seen.flatMap { try CheckpointFile.seen($0, of: policy) }
    let believed = try PublishedLog.read(log.place, by: policy, seen: before.map { [$0] } ?? [])
      .believed
    // Of two checkpoints of one size the later is better evidence: an old one may be served again.
    let isOlder = before.map {
      $0.checkpoint.size == believed.checkpoint.size && $0.time > believed.time
    }
    if let seen, before?.checkpoint.note != believed.checkpoint.note, isOlder != true {
      try AtomicFile.write(believed.checkpoint.note.bytes, to: seen, force: true)
    }
    try tell("", believed)
  }

  private func tell(_ what: String, _ believed: LogPolicy.Believed) throws {
    let checkpoint = believed.checkpoint
    try StandardOutput.write(
      TerminalText.escaped(
        (what.isEmpty ? "" : what + " ")
          + "\(checkpoint.origin)  \(checkpoint.size) entries  signed \(believed.time.rfc3339)"
          + "  \(believed.witnesses.count) of \(keys.witnesses.witness.count) witnesses  root \(checkpoint.root.hex)"
      ))
  }
}
