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
      The file is what 'hcode trust import' takes: the checkpoint and the entries from --since on, from which whoever holds \
      the log up to there sees that it has only grown. The file begins where a checkpoint of the log's history ended, at or before \
      --since, so that nobody else can choose where it begins. Leave out what has long ended: 31 days are enough for every red \
      code. With --json the entries are printed, an object a line.

      EXAMPLE
        hcode log export /srv/log -o henan.log
        hcode log export /srv/log --since 48211 -o henan-today.log
      """)

  @OptionGroup var log: LogPlaceArgument

  @Option(
    name: .long,
    help: ArgumentHelp("Leave out at most so many entries at the beginning.", valueName: "n"))
  var since: UInt64 = 0

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file())
  var output: FileName?

  @Flag(name: .long, help: "Print the entries, one JSON object a line, instead.")
  var json = false

  @Flag(name: .long, help: "Overwrite the file if it exists.")
  var force = false

  func validate() throws {
    guard (output == nil) == json else { throw ValidationError(.outputOrJSON) }
  }

  func run() throws {
    if let output { try AtomicFile.checkWritable(output, force: force) }
    let checkpoint = try PublishedLog.checkpoint(log.place)
    guard since <= checkpoint.size else {
      throw LogUseError.sinceBehindEnd(entries: checkpoint.size)
    }
    let base = json ? nil : try base(below: checkpoint)
    let since = json ? since : base?.size ?? 0
    let tree = TiledTree(size: checkpoint.size, source: log.place)
    var entries: [SignedAct] = []
    try PublishedLog.naming(log.log) {
      let full = UInt64(LogTile.fullWidth)
      try tree.forEachBundle(from: since / full) { bundle, bytes in
        for (place, bytes) in bytes.enumerated()
        where bundle * full + UInt64(place) >= since {
          let index = bundle * full + UInt64(place)
          let entry: SignedAct
          do { entry = try SignedAct(bytes) } catch let malformed as SignedAct.Malformed {
            throw LogRefusal(.malformedEntry, "entry \(index): \(malformed.detail)")
          }
          if json {
            try StandardOutput.write(LogJSON.object(entry, index: index).line)
          } else {
            entries.append(entry)
          }
        }
      }
    }
    guard let output else { return }
    let start = try PublishedLog.naming(log.log) { try tree.frontier(at: since) }
    let export = LogExport(checkpoint: checkpoint, base: base, start: start, entries: entries)
    guard export.end.root == checkpoint.root else {
      throw LogRefusal(of: .wrongRoot(size: checkpoint.size)).in(log.log)
    }
    guard base.map({ $0.root == start.root }) ?? true else {
      throw LogRefusal(.inconsistent, "the first \(since) entries are not those of the history").in(
        log.log)
    }
    let bytes = export.bytes
    try AtomicFile.write(bytes, to: output, force: force)
    try StandardOutput.write(
      TerminalText.escaped(
        "\(output.description)  \(bytes.count) bytes  entries \(since) to \(checkpoint.size)"))
  }

  /// The largest checkpoint of the history that has no more entries than are left out.
  private func base(below checkpoint: LogCheckpoint) throws -> LogCheckpoint? {
    guard since > 0 else { return nil }
    guard since < checkpoint.size else { return checkpoint }
    return try PublishedLog.naming(log.log) {
      try log.place.history().checkpoints.last { $0.size > 0 && $0.size <= since }
    }
  }
}
