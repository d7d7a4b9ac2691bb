import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

struct LogAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Read a whole log and list the questions to ask.",
    discussion: """
      First the command checks the log as 'hcode log verify' does, against every checkpoint that was seen before. It dates each entry by \
      the checkpoints around it, not by the entry's own time. Then it counts restrictions by issuer and officer, over 1, 7 and 28 days. \
      It asks about an office that did more than three times its usual number, and 20 more, after allowing for a rise everywhere. It \
      asks about an officer at four times their own usual number or their busiest colleagues', and 30 more. It also asks about one order \
      on more than 200 codes, about changes and reds by one officer, about entries that contradict each other, and about entries and \
      checkpoints with impossible times. With --store or --signer it checks the signatures and asks about entries that no known key \
      signed. With --status-list it compares the changes of a list with the acts that answer for them. With --store it asks about an \
      issuer whose sunset has passed, until the log says for each of its registries that the records were destroyed. Days and hours are \
      UTC. The exit status is 10 if there is something to ask about, 0 if not, and 65 if the log is not genuine.

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
      "Count restrictions from this time on (RFC 3339); earlier ones are the baseline.",
      valueName: "time"), transform: Timestamp.option)
  var since: Timestamp?

  @Flag(name: .long, help: "One JSON object, for programs (docs/log.md §8).")
  var json = false

  @Flag(name: .long, help: "Print a line of CSV for each issuer and day.")
  var csv = false

  @Option(
    name: .long, help: ArgumentHelp("Also write a chart of the days.", valueName: "file"),
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
