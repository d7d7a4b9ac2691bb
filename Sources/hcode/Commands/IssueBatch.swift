import HCodeDesk
import HCodeSystem
import HCodePaper
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodePictures
import HCodeRegistry

/// `hcode issue --batch`: `issue` for a file of people. A command of its own, since most options of a single code make no sense
/// for many; `Main` reads `issue --batch` as it.
struct IssueBatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue-batch",
    abstract: "Sign codes about many people, listed in a file.",
    usage:
      "hcode issue --batch <file> -o <output> [--key <file> (--registry <file> | --index-range <a..b>)] [<options>]",
    discussion: """
      Run it as 'hcode issue --batch FILE'. Reads CSV, with the columns that --batch-template prints, or one JSON object per line; - is \
      standard input. A row that cannot be issued goes into rejects.csv with file, line, column and reason, and does not stop the \
      others; the exit status is then 65. --resume continues a batch that was interrupted: each person gets one code. See docs/batch.md.

      EXAMPLE
        hcode issue --batch-template > people.csv
        hcode issue --batch people.csv -o codes/
        hcode issue --batch people.csv -o codes/ --resume
        hcode issue --batch - --key CN-HA.key --index-range 0..9999 -o - < people.ndjson > codes.ndjson
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The people: CSV, or one JSON object per line; - for standard input.", valueName: "file"),
    completion: .file(extensions: ["csv", "ndjson"]))
  var batch: FileName?

  @Flag(name: .long, help: "Print a CSV file to fill in, and do nothing else.")
  var batchTemplate = false

  @OptionGroup var deskOptions: DeskOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The issuer's secret key file. Default: the desk's newest code key.", valueName: "file"),
    completion: .file(extensions: ["key"]))
  var key: FileName?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      """
      A folder of pictures; .zip or .tar for an archive; .pdf for sheets of labels; .ndjson, or - for standard output, for one JSON \
      object per row.
      """,
      valueName: "output"), completion: .file())
  var output: FileName?

  @OptionGroup var registry: RegistryOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      """
      The batch's name in the registry, such as job-42/part-3. Under one name the same rows get the same indexes, also on another \
      machine. Other rows, or another order, are refused. Default: a name kept in the journal.
      """,
      valueName: "name"),
    transform: RegistryLease.request)
  var request: RequestIdentifier?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Row 1 gets index A, the next A + 1, up to B. For whoever shares out the key's indexes.",
      valueName: "A..B"))
  var indexRange: IndexBlock?

  @Flag(
    name: .long, help: "Continue an interrupted batch, or begin it.")
  var resume = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where rejected rows go, as CSV. Default: rejects.csv in the folder or beside the output; none with -o -.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var rejects: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("The number of threads; 0 or auto for one per processor.", valueName: "n"))
  var jobs = JobCount.automatic

  @Flag(
    name: .long,
    help:
      """
      Sign red rows with one signature; otherwise they are rejected. A checkpoint accepts such codes only if its list says so, or if \
      it trusts this key file directly.
      """
  )
  var oneOfficer = false

  @OptionGroup var log: IssuerLogOptions
  @OptionGroup var defaults: BatchDefaultOptions
  @OptionGroup var picture: BatchPictureOptions
  @OptionGroup var paper: PaperOptions

  @Flag(name: .long, help: "Print labels also with modules that phones may not read.")
  var force = false

  @OptionGroup var registration: RegistrationOptions
  @OptionGroup var secret: SecretKeyOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      The time of issue of all codes (RFC 3339). Default: when the batch began. Parts of one batch on several machines need one common \
      time.
      """,
      valueName: "time"),
    transform: Timestamp.option)
  var at: Timestamp?

  @OptionGroup var assurance: ClockAssurance
  @OptionGroup var told: OutputOptions

  func validate() throws {
    if batchTemplate { return }
    guard let batch else { throw ValidationError(.noPeople) }
    try deskOptions.check([("--registry", registry.registry), ("--log", log.log)])
    let hasDesk = deskOptions.isFound
    guard hasDesk || key != nil else { throw ValidationError(.noKey) }
    guard let output else {
      throw ValidationError(.noBatchOutput)
    }
    if hasDesk, indexRange != nil { throw ValidationError(.fileBesideDesk("--index-range")) }
    let hasRegistry = hasDesk || registry.registry != nil
    guard (indexRange != nil) != hasRegistry else {
      throw ValidationError(.noIndexSource)
    }
    if !hasRegistry, log.log == nil, registry.officer != nil {
      throw ValidationError(.officerWithoutRegistryOrLog)
    }
    if request != nil, !hasRegistry {
      throw ValidationError(.asWithoutRegistry)
    }
    if hasRegistry, output.isStandardStream, request == nil || at == nil {
      throw ValidationError(.filterNotRepeatable)
    }
    try checkPaper(BatchPlaces(output: output, rejects: rejects).kind)
    if resume, output.isStandardStream {
      throw ValidationError(.resumeOfFilter)
    }
    if batch.isStandardStream, secret.passphrase.passphraseFd == 0 {
      throw ValidationError(.peopleAndPassphrase)
    }
  }

  private func checkPaper(_ kind: BatchPlaces.Kind) throws {
    guard paper.copies == nil, paper.dpi == nil else {
      throw ValidationError(.singleCodeOptions)
    }
    guard kind == .sheet else {
      guard picture.card || !force else { throw ValidationError(.forceOfBatch) }
      guard !paper.isSheet, paper.firstLabel == 1, paper.cropMarks,
        picture.card || paper.appeal == nil && !paper.hideReason
      else { throw ValidationError(.batchLabelsNotPDF) }
      return
    }
    guard !picture.card else { throw ValidationError(.cardsInOneFile) }
    guard picture.format == nil else { throw ValidationError(.formatWithLabels) }
    let layout = try paper.layout()
    guard (1...layout.count).contains(paper.firstLabel) else {
      throw ValidationError(.firstLabel(1...layout.count))
    }
  }

  /// The labels, if they are asked for.
  private func sheet(
    _ kind: BatchPlaces.Kind, issuerName: String, appeal: String?
  ) throws -> BatchSheet? {
    guard kind == .sheet else { return nil }
    return BatchSheet(
      layout: try paper.layout(), firstPosition: paper.firstLabel - 1,
      hasCropMarks: paper.cropMarks, allowsSmallModules: force, errorCorrection: level(kind),
      issuerName: issuerName, words: PrintedWords(), answers: paper.answers(listed: appeal))
  }

  /// The card around each code, if cards are asked for.
  private func card(_ format: BatchIssuer.PictureFormat?, appeal: String?) -> CodeAppearance? {
    guard picture.card,
      let format = format.flatMap({ CodeAppearance.Format(rawValue: $0.rawValue) })
    else { return nil }
    var appearance = CodeAppearance(format, words: PrintedWords())
    appearance.isCard = true
    appearance.errorCorrection = picture.symbol.errorCorrection
    appearance.allowsSmallModules = force
    appearance.answers = paper.answers(listed: appeal)
    return appearance
  }

  private func level(_ kind: BatchPlaces.Kind) -> QRSymbol.ErrorCorrection {
    picture.symbol.errorCorrection ?? (kind == .sheet ? .quartile : .medium)
  }

  func run() throws {
    if batchTemplate { return try printTemplate() }
    guard let batch, let output else { return }
    let place = try place()
    let places = BatchPlaces(output: output, rejects: rejects)
    let key = try secret.open(place.keyFile)
    let named =
      try place.desk == nil
      ? registration.named(
        key.issuerKey, place.keyFile, hasRegistry: true, hasLog: log.log != nil, isLogged: true,
        isAnswered: (places.kind == .sheet || picture.card) && paper.appeal == nil) : nil
    var defaults = defaults.defaults
    if let desk = place.desk {
      defaults.needsSubject = desk.folder.settings.isSubjectRequired
      for colour in HealthStatus.allCases {
        defaults.validityOfColour[colour] = desk.folder.settings.seconds(of: colour)
      }
    }
    let settings = settings(places, defaults)
    var journal: BatchJournal?
    if let name = places.journal {
      if places.kind == .folder { try AtomicFile.makeFolders(output, mode: 0o700) }
      journal = try BatchJournal(name)
    }
    let identifier = journal?.head?.identifier ?? request?.description ?? RandomIdentifier.text()
    let indexes = try indexSource(for: key.issuerKey, place, batch: identifier)
    defer { noteGiven(place) }
    let isResumed = journal?.head != nil
    if let journal, let head = journal.head {
      try check(head, against: key.issuerKey, indexes.description, settings, places)
      if journal.mark.isDone { return try tell(journal.mark, places, batch) }
    } else {
      try places.checkFree()
    }
    let mark = journal?.mark ?? BatchJournal.Mark()
    let input = try BatchInput(batch, from: mark.place, ahead: journal?.ahead)
    let head =
      try journal?.head
      ?? BatchJournal.Head(
        identifier: identifier, issuedAt: at ?? Timestamp.now(),
        keyIdentifier: key.issuerKey.publicKey.identifier.hex, indexes: indexes.description,
        settings: settings)
    try checkClock(head.issuedAt, key, place)
    if !isResumed { try journal?.begin(head) }
    let appeal = place.desk.map { $0.folder.issuer?.appeal } ?? named?.appeal
    let sheet = try sheet(places.kind, issuerName: key.issuerKey.name, appeal: appeal)
    let isLine = places.kind == .lines || places.kind == .stream
    let format = picture.format ?? (isLine && !picture.card || sheet != nil ? nil : .png)
    var issuer = BatchIssuer(
      key: key, keyIdentifier: head.keyIdentifier, defaults: defaults,
      issuedAt: head.issuedAt, isOneOfficer: oneOfficer,
      log: try deskLog(key.issuerKey, place),
      format: format,
      isPictureInLine: isLine, moduleSize: picture.symbol.moduleSize,
      quietZone: picture.symbol.quietZone,
      errorCorrection: level(places.kind), sheet: sheet, card: card(format, appeal: appeal),
      checkEvery: picture.checkEvery,
      header: input.header
    )
    if log.log == nil, !registration.unregistered { issuer.missingLog = named?.log }
    issuer.grant = try place.desk.map { try $0.folder.grant(of: $0.key) } ?? named?.grant
    var run = BatchRun(
      input: input, issuer: issuer, indexes: indexes,
      output: try BatchOutput(
        places, sheet: sheet, at: head.issuedAt, mark: mark, isResumed: isResumed),
      journal: journal, observer: BatchProgress(told.style()))
    let done = try run.run(threads: jobs.threads)
    if let name = place.registry {
      let opened = try RegistryOptions.open(name, for: key.issuerKey)
      try assurance.note(try at ?? Timestamp.now(), in: opened, name)
    }
    place.desk?.folder.noteRehearsal()
    try tell(done, places, batch)
  }

  /// With what the codes are signed, and where they are noted.
  private struct Place {
    let keyFile: FileName
    let registry: FileName?
    /// The desk, and its key.
    var desk: (folder: DeskFolder, key: DeskKey)?
  }

  private func place() throws -> Place {
    guard let desk = try deskOptions.open() else {
      guard let key else { throw ValidationError(.noKey) }
      return Place(keyFile: key, registry: registry.registry)
    }
    let now = try Timestamp.now()
    try desk.checkIsOpen(at: now)
    if let request, desk.keys(.code).contains(where: { $0.name == request.description }) {
      throw ValidationError(.batchNamedAsKey(request.description))
    }
    let chosen = try key.map { try desk.key($0, .code) } ?? desk.codeKey(at: now)
    _ = try desk.openRegistry(of: chosen)
    return Place(
      keyFile: try chosen.secretFile(in: desk), registry: desk.registry(of: chosen),
      desk: (desk, chosen))
  }

  /// Notes how far the registry has come, so that an older copy of it is known for one.
  private func noteGiven(_ place: Place) {
    guard let desk = place.desk, let name = place.registry,
      let registry = try? RegistryFile.open(name)
    else { return }
    try? desk.folder.noteGiven(registry, of: desk.key)
  }

  /// Where entries go: in a desk they wait in the registry, under the key's name unless an officer is named.
  private func deskLog(_ key: IssuerKey, _ place: Place) throws -> DeskLog? {
    guard place.desk != nil || log.folder != nil else { return nil }
    let named =
      registry.officer == nil ? (place.desk?.key.name).flatMap { IssuerIdentifier($0) } : nil
    return DeskLog(log.folder, officer: try named ?? registry.acting.pseudonym(key))
  }

  /// Stops where the time of issue cannot be right. A batch that is resumed has the time at which it was begun.
  private func checkClock(_ issuedAt: Timestamp, _ key: SigningKey, _ place: Place) throws {
    let source: TimeEvidence.Source = at == nil ? .clock : .question
    let now = try at ?? Timestamp.now()
    try assurance.check(now, source, TimeEvidence(), of: place.keyFile)
    try assurance.check(now, source, log.folder)
    guard let name = place.registry else { return }
    try assurance.check(
      now, source, try RegistryOptions.open(name, for: key.issuerKey), name)
  }

  private func printTemplate() throws {
    try StandardOutput.write(Array(BatchHeader.template(at: try at ?? Timestamp.now()).utf8))
  }

  private func indexSource(
    for key: IssuerKey, _ place: Place, batch: String
  ) throws -> any IndexSource {
    if let indexRange { return indexRange }
    guard let file = place.registry else { throw ValidationError(.noIndexSource) }
    let opened = try RegistryOptions.open(file, for: key)
    guard let name = RequestIdentifier(batch) else {
      throw BatchError.badName
    }
    return RegistryIndexes(
      registry: opened, name: file, officer: registry.officer, batch: name)
  }

  private func settings(_ places: BatchPlaces, _ defaults: BatchDefaults) -> [String: String] {
    Self.settings(defaults).merging([
      "output": places.kind.rawValue, "format": picture.format?.rawValue ?? "",
      "module_size": "\(picture.symbol.moduleSize)", "quiet_zone": "\(picture.symbol.quietZone)",
      "error_correction": level(places.kind).rawValue, "sheet": paper.sheet.map { "\($0)" } ?? "",
      "labels": paper.labels ?? "", "first_label": "\(paper.firstLabel)",
      "card": picture.card ? "yes" : "no", "one_officer": oneOfficer ? "yes" : "no",
      "log": log.log?.description ?? "",
      "appeal": paper.appeal ?? "", "hide_reason": paper.hideReason ? "yes" : "no",
      "crop_marks": paper.cropMarks ? "yes" : "no", "force": force ? "yes" : "no",
    ]) { _, new in new }
  }

  /// What rows take where they say nothing, as the journal keeps it.
  private static func settings(_ defaults: BatchDefaults) -> [String: String] {
    let ofColours = defaults.validityOfColour.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return [
      "status": defaults.status?.description ?? "",
      "valid": defaults.validity.map(String.init) ?? ofColours,
      "reason": defaults.reason?.word ?? "", "authority": defaults.authority ?? "",
    ]
  }

  /// Refuses to go on with what is another batch.
  private func check(
    _ head: BatchJournal.Head, against key: IssuerKey, _ indexes: String,
    _ settings: [String: String], _ places: BatchPlaces
  ) throws {
    let name = places.journal ?? places.output
    guard resume else {
      throw BatchError.begun.in(name)
    }
    func other(_ setting: BatchError.Setting) -> InFile<BatchError> {
      BatchError.begunWith(setting).in(name)
    }
    guard head.keyIdentifier == key.publicKey.identifier.hex else {
      throw other(.key(head.keyIdentifier))
    }
    guard head.indexes == indexes else { throw other(.indexes(head.indexes)) }
    if let request, request.description != head.identifier {
      throw other(.option("--as \(head.identifier)"))
    }
    if let at, at != head.issuedAt { throw other(.option("--at \(head.issuedAt.rfc3339)")) }
    for (option, value) in head.settings.sorted(by: { $0.key < $1.key })
    where settings[option] != value {
      // Lengths of the colours, which nobody can give as an option.
      if option == "valid", value.contains("=") { throw other(.deskLengths) }
      let spelled = "--" + option.map { $0 == "_" ? "-" : String($0) }.joined()
      throw other(value.isEmpty ? .noOption(spelled) : .option("\(spelled) \(value)"))
    }
  }

  /// The end: how many were issued, and what to do about the others.
  private func tell(_ mark: BatchJournal.Mark, _ places: BatchPlaces, _ batch: FileName) throws {
    let rejects = mark.rejected > 0 ? places.rejects : nil
    if !told.quiet {
      if told.json {
        var object = JSONObject()
        object.add("rows", UInt64(mark.rows))
        object.add("issued", UInt64(mark.issued))
        object.add("rejected", UInt64(mark.rejected))
        object.add("output", places.output.description)
        object.add("results", places.results.description)
        object.add("rejects", rejects?.description)
        places.kind == .stream
          ? StandardError.write(object.line) : try StandardOutput.write(object.line)
      } else {
        let line = TerminalText.escaped(
          "\(places.output.description)  \(mark.issued) issued, \(mark.rejected) rejected")
        places.kind == .stream ? StandardError.write(line) : try StandardOutput.write(line)
      }
    }
    guard mark.rejected > 0 else { return }
    throw BatchError.rejected(mark.rejected, of: mark.rows, rejects: rejects).in(batch)
  }
}
