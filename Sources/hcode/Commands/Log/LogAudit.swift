import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

struct LogAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Read a whole log and tell what should be asked about.",
    discussion: """
      First the log itself is checked as 'hcode log verify' does, against every checkpoint that was seen before. Then reds are counted by \
      issuer, reason, hour and order, and five things are told: days on which an issuer set many times what it usually does, one order \
      on implausibly many, reds without an authority, reds by one officer, entries that contradict each other. Days and hours are UTC. \
      Ends with 10 when there is something to ask about, 0 when not, 65 when the log is not to be believed.

      EXAMPLE
        hcode log audit https://health.example/log --log-key henan.vkey --since 2022-06-01T00:00:00Z
        hcode log audit log --log-key henan.vkey --seen june --seen july --svg reds.svg --csv >days.csv
      """)

  @OptionGroup var log: LogPlaceArgument
  @OptionGroup var keys: LogKeyOptions

  @Option(
    name: .long,
    help: ArgumentHelp("A checkpoint that was seen before; may be repeated.", valueName: "file"),
    completion: .file())
  var seen: [FileName] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Count what was set from this time on (RFC 3339); what is before is the baseline.",
      valueName: "time"), transform: Timestamp.option)
  var since: Timestamp?

  @Flag(name: .long, help: "One JSON object, for programs (docs/log.md §8).")
  var json = false

  @Flag(name: .long, help: "A line of CSV for each issuer and day.")
  var csv = false

  @Option(
    name: .long, help: ArgumentHelp("Write a chart of the days as well.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var svg: FileName?

  @Flag(name: .long, help: "Overwrite the chart if it exists.")
  var force = false

  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if json, csv { throw ValidationError(.jsonAndCSV) }
  }

  func run() throws {
    if let svg { try AtomicFile.checkWritable(svg, force: force) }
    let policy = try keys.policy()
    let before = try seen.map { name in
      guard let old = try CheckpointFile.seen(name, of: policy) else {
        throw FileError.notReadable(2).in(name)
      }
      return old
    }
    var commitments = LoggedCommitments()
    let believed = try PublishedLog.naming(log.log) {
      let believed = try policy.believe(try log.place.checkpoint())
      try LogReading.verify(believed, seen: before, in: log.place) { commitments.add($1) }
      return believed
    }
    let statistics = LogStatistics(commitments, since: since)
    let report = LogReport(
      statistics: statistics, believed: believed, witnesses: keys.witnesses.witness.count,
      seen: seen.count)
    if let svg {
      guard let chart = LogChart.svg(statistics, title: believed.checkpoint.origin.description)
      else {
        throw LogUseError.nothingLogged
      }
      try AtomicFile.write(Array(chart.utf8), to: svg, force: force)
    }
    for line in json ? [report.json] : csv ? report.csv : report.text(in: languageOptions.language)
    {
      try StandardOutput.write(csv || json ? line : TerminalText.escaped(line))
    }
    throw ExitCode((statistics.findings.isEmpty ? ExitStatus.green : .yellow).rawValue)
  }
}
