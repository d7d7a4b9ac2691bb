import HCodeDesk
import HCodeSystem
import HCodeBase
import ArgumentParser
import HCodeCore

struct LogSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Publish appended entries: tiles, and a signed checkpoint over the whole log.",
    discussion: """
      Run it every few minutes, even if nothing was appended: a checkpoint says until when the log is known. With --cosigned instead of \
      --key it adds the witnesses' signatures to the published checkpoint.

      EXAMPLE
        hcode log checkpoint /srv/log --key CN-HA-log.key
        hcode log checkpoint /srv/log --cosigned from-witness --witness witness.vkey
      """)

  @OptionGroup var log: LogFolderArgument

  @Option(
    name: .long, help: ArgumentHelp("The log's secret key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("A witness's copy of the checkpoint; may be repeated.", valueName: "file"),
    completion: .file())
  var cosigned: [FileName] = []

  @Option(
    name: .long, help: ArgumentHelp("The witness's name. May be repeated.", valueName: "vkey"),
    completion: .file())
  var witness: [FileName] = []

  @OptionGroup var secret: SecretKeyOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  func validate() throws {
    guard (key == nil) != cosigned.isEmpty else {
      throw ValidationError(.keyOrCosigned)
    }
    guard !assurance.clockIsRight || key != nil else {
      throw ValidationError(.apart("--clock-is-right", "--key"))
    }
    guard cosigned.isEmpty == witness.isEmpty else {
      throw ValidationError(.apart("--cosigned", "--witness"))
    }
  }

  func run() throws {
    let checkpoint: LogCheckpoint
    if let key {
      let signingKey = try secret.open(key)
      let now = try clock.time()
      checkpoint = try log.folder.advance(with: signingKey, at: now) {
        try assurance.check(now, clock.source, $0, of: log.folder.folder)
      }
    } else {
      var witnesses = WitnessOptions()
      witnesses.witness = witness
      witnesses.quorum = nil
      checkpoint = try log.folder.add(
        try cosigned.map { ($0, try CheckpointFile.read($0)) }, of: try witnesses.keys())
    }
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .logSigned(
            origin: checkpoint.origin.description, entries: checkpoint.size,
            root: checkpoint.root.hex))))
  }
}
