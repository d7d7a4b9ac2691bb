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
      First the log itself is checked as 'hcode log verify' does, against every checkpoint that was seen before. Each entry is dated by \
      the checkpoints around it, not by its own word. Then restrictions are counted by issuer and officer, over 1, 7 and 28 days. The \
      audit asks when an office did more than three times its usual, and 20 more, after allowing for a rise everywhere. It asks about an \
      officer at four times their usual or their busiest colleagues', and 30 more. It also asks about one order on more than 200 \
      codes, changes and reds by one officer, entries that contradict each other, and entries and checkpoints with impossible \
      times. With --store or --signer the signatures are checked, and entries that no known key signed are asked about. With --status-list the \
      changes of a list are compared with the acts that answer for them. With --store an issuer whose sunset has passed is asked about until the log says for each of \
      its registries that the records were destroyed. Days and hours are UTC. Ends with 10 when there is something to ask about, 0 when not, 65 \
      when the log is not to be believed.

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

  @OptionGroup var signers: SignerOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A status list whose changes the log should answer for, with --store; may be repeated.",
      valueName: "file"), completion: .file())
  var statusList: [FileName] = []

  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if !statusList.isEmpty, signers.store == nil {
      throw ValidationError(.apart("--status-list", "--store"))
    }
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
    let officers = try signers.keys()
    let trusted = try signers.lists()
    var lists = try statusList.map { try AuditedList($0, by: trusted) }
    var commitments = LoggedCommitments()
    var ownDated = 0
    let reading = try PublishedLog.read(log.place, by: policy, seen: before) {
      dates, index, entry in
      let date = dates.date(of: index, own: entry.act.time)
      if date.isOwn { ownDated += 1 }
      let isSigned = officers.isEmpty || officers.hold(entry)
      commitments.add(entry, on: date, isSigned: isSigned)
      // A clearing counts with one signature, as at a checkpoint.
      if isSigned { for place in lists.indices { lists[place].add(entry, at: index) } }
    }
    let believed = reading.believed
    let now = max(try Timestamp.now(), believed.time)
    let statistics = LogStatistics(
      commitments, wentBack: reading.dates.wentBack,
      unaccounted: lists.flatMap { $0.findings(believed) }, since: since,
      ends: trusted.flatMap { $0.ends(in: policy.log) },
      at: now)
    let report = LogReport(
      statistics: statistics, believed: believed, witnesses: keys.witnesses.witness.count,
      seen: seen.count, history: reading.history, ownDated: ownDated,
      areSignaturesChecked: !officers.isEmpty, now: now)
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

extension TrustList {
  /// The issuers whose end is set, here or with all of the list.
  fileprivate func ends(in log: NoteKey) -> [IssuerEnd] {
    issuers.compactMap { issuer in
      guard let end = [sunset, issuer.sunset].compactMap({ $0 }).min() else { return nil }
      return IssuerEnd(
        issuer: issuer.identifier, sunset: end,
        keys: issuer.keys.filter { $0.statusList != nil }.map(\.publicKey.identifier),
        isOfThisLog: issuer.log?.policy.log == log)
    }
  }
}
