import ArgumentParser

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Keep, witness and audit the public log of yellow and red codes.",
    discussion: """
      A log is a folder that any web server can publish (C2SP tlog-tiles): whoever issues red writes there first who set \
      it, why, on whose authority and until when, without a name. Nothing in it can be changed or taken out unseen: \
      checkpoints sign the whole of it, witnesses cosign them, and checkpoints at the gate know a red that is not there.

      EXAMPLE
        hcode log init log --key LOG.key --origin health.example/log
        hcode approve red.request --key OFFICER-2.key --log log -o red.png
        hcode log checkpoint log --key LOG.key
        hcode log verify log --log-key log/vkey
      """,
    subcommands: [
      LogInit.self, LogKey.self, LogAppend.self, LogSign.self, LogProve.self, LogVerify.self,
      LogWitness.self, LogExportCommand.self, LogAudit.self,
    ])

  func run() throws {
    throw ValidationError(
      .noSubcommand([
        "init", "key", "append", "checkpoint", "prove", "verify", "witness", "export", "audit",
      ]))
  }
}
