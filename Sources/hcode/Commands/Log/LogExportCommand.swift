import HCodeBase
import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore

struct LogExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a log as one file for checkpoints without network, or as JSON.",
    discussion: """
      'hcode trust import' takes the file. It has the checkpoint and the entries from --since on. Whoever has the log up to that point \
      sees from it that the log has only grown. The file begins where a checkpoint of the log's history ended, at or before --since, so \
      that nobody else can choose where it begins. Leave out what ended long ago: 31 days are enough for every red code. With --json the \
      command prints the entries, one object per line.

      EXAMPLE
        hcode log export /srv/log -o henan.log
        hcode log export /srv/log --since 48211 -o henan-today.log
      """)

  @OptionGroup var log: LogPlaceArgument

  @Option(
    name: .long,
    help: ArgumentHelp("Leave out at most this number of entries at the beginning.", valueName: "n")
  )
  var since: UInt64 = 0

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file())
  var output: FileName?

  @Flag(name: .long, help: "Print the entries instead, one JSON object per line.")
  var json = false

  @Flag(name: .long, help: "Overwrite the file if it exists.")
  var force = false

  func validate() throws {
    guard (output == nil) == json else { throw ValidationError(.outputOrJSON) }
  }

  func run() throws {
    if let output { try AtomicFile.checkWritable(output, force: force) }
    guard let output else {
      let end = try PublishedLog.checkpoint(log.place)
      try checkSince(end)
      try PublishedLog.forEachEntry(of: log.place, from: since, below: end) { index, entry in
        try StandardOutput.write(LogJSON.object(entry, index: index).line)
      }
      return
    }
    try checkSince(try PublishedLog.checkpoint(log.place))
    let export = try PublishedLog.export(log.place, since: since)
    let bytes = export.bytes
    try AtomicFile.write(bytes, to: output, force: force)
    try StandardOutput.write(
      TerminalText.escaped(
        Language.forErrors.texts.result(
          .logExported(
            file: output.description, bytes: bytes.count, from: export.start.size,
            to: export.checkpoint.size))
      ))
  }

  private func checkSince(_ end: LogCheckpoint) throws {
    guard since <= end.size else { throw LogUseError.sinceBehindEnd(entries: end.size) }
  }
}
