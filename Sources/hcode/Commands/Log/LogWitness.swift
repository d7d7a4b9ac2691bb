import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

struct LogWitness: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Cosign a log's checkpoint, if the log has only grown.",
    discussion: """
      A witness answers for one thing: the log shows everybody the same, and takes nothing back. It reads every entry, compares \
      with what it cosigned last, and refuses a log that does not fit: such a refusal is to be published. What it \
      cosigns is in --state before it is handed out. The first time needs --first. Run it from another place and under \
      another command than the log.

      EXAMPLE
        hcode log witness https://health.example/log --log-key henan.vkey --key WITNESS.key --name witness.example \
      --state henan.state -o henan.cosigned
      """)

  @OptionGroup var log: LogPlaceArgument

  @Option(
    name: .long, help: ArgumentHelp("The log's public key.", valueName: "vkey"),
    completion: .file())
  var logKey: FileName

  @Option(
    name: .long, help: ArgumentHelp("The witness's secret key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName

  @Option(name: .long, help: ArgumentHelp("The witness's name.", valueName: "name"))
  var name: String

  @Option(
    name: .long,
    help: ArgumentHelp("Where the last checkpoint that was cosigned is kept.", valueName: "file"),
    completion: .file())
  var state: FileName

  @Flag(name: .long, help: "Begin with this log: there is no state yet.")
  var first = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The cosigned checkpoint to write.", valueName: "file"),
    completion: .file())
  var output: FileName

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var clock: ClockOptions

  func run() throws {
    guard !FileName.holdsRawBytes(name), let noteName = NoteName(name) else {
      throw ValidationError(.notANoteName("--name"))
    }
    for name in [state, output] { try AtomicFile.checkWritable(name, force: true) }
    let logKey = try NoteKeyFile.read(logKey)
    guard let policy = LogPolicy(log: logKey) else {
      throw LogFileError.witnessKey.in(self.logKey)
    }
    let signingKey = try secret.open(key)
    let witness = NoteKey(
      name: noteName, publicKey: signingKey.issuerKey.publicKey, kind: .cosignature)
    guard LogPolicy(log: logKey, witnesses: [witness]) != nil else {
      throw LogUseError.ownWitness.in(key)
    }
    // Two runs at once could each cosign what the other did not see.
    let lock = try FileLock(FileName(bytes: state.bytes + Array(".lock".utf8)))
    defer { lock.release() }
    let before = try CheckpointFile.seen(state, of: policy)
    guard first == (before == nil) else {
      throw (first ? LogUseError.stateExists : .noState).in(state)
    }
    var checkpoint = try PublishedLog.read(log.place, by: policy, seen: before.map { [$0] } ?? [])
      .believed.checkpoint
    try checkpoint.cosign(as: witness, at: try clock.time(), with: signingKey)
    try AtomicFile.write(checkpoint.note.bytes, to: state, force: true)
    try AtomicFile.write(checkpoint.note.bytes, to: output, force: true)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(checkpoint.origin)  \(checkpoint.size) entries  cosigned as \(noteName)"))
  }
}
