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
      A witness answers for one thing: the log shows everybody the same entries, and removes none. It reads every entry, compares them \
      with what it cosigned last, and refuses a log that does not match: publish such a refusal. It writes what it cosigns into --state \
      before it hands it out. The first run needs --first. Run the witness in another place than the log, and under another management.

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
    help: ArgumentHelp("Where to keep the last cosigned checkpoint.", valueName: "file"),
    completion: .file())
  var state: FileName

  @Flag(name: .long, help: "Begin with this log: there is not yet a state.")
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
        Language.forErrors.texts.result(
          .logCosigned(
            origin: checkpoint.origin.description, entries: checkpoint.size, name: "\(noteName)"))))
  }
}
