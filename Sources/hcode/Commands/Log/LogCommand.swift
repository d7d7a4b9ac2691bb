import ArgumentParser

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Keep, witness and audit the public log of yellow and red codes.",
    discussion: """
      A log is a folder that any web server can publish (C2SP tlog-tiles). Whoever issues a red code first writes there who set it, why, \
      on whose authority and until when, without a name. Nobody can change or remove an entry unseen: signed checkpoints cover the whole \
      log, witnesses cosign them, and gates notice a red code that is not in the log.

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
