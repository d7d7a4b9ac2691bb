import HCodeGate
import HCodeSystem
import HCodeCore
import ArgumentParser
import HCodeTrust

struct TrustUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Fetch again what came from a URL, and the status lists that the trust lists name.",
    discussion: """
      Each authority has its own lane: its trust list, then its status lists, beginning with those that end first, then its logs. Lanes \
      do not wait for one another; those of pinned authorities start first and may take more. Each file is verified as by 'import'; one \
      that fails does not keep the others out. A bundle that came from a URL is fetched first. An unchanged file is not sent again \
      (ETag).

      The exit status is about what pinned authorities publish; a failure of a recognised one is a warning. 0: all is current. 10: a \
      fetch failed, or more than 100 codes became better at once. 30: some codes get no verdict, or will get none within a day. 65: a \
      file was refused.

      EXAMPLE
        hcode trust update
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var assurance: ClockAssurance

  @Flag(name: .long, help: "One JSON object for each file, for programs (docs/json.md).")
  var json = false

  func run() throws {
    let now = try clock.time()
    var store = storeOptions.trustStore
    store.clock = try assurance.importing(at: clock)
    try store.checkClock()
    // What the operator says of the clock counts, whatever can be fetched.
    if assurance.clockIsRight, store.exists { try store.change { _ in } }
    var failures: [any ReportedError] = []
    var update = StoreUpdate(store, at: now, json: json)
    try update.run()
    let foreign = try store.holdings().foreignLists.filter { $0.url != nil }
    for held in foreign {
      guard let url = held.url else { continue }
      try noting(&failures) {
        try ForeignImport.refresh(held, url: url, in: store, at: now, json: json)
      }
    }
    let rules = try store.holdings().heldRules.filter { $0.url != nil }
    for held in rules {
      guard let url = held.url else { continue }
      try noting(&failures) {
        try RuleImport.refresh(held, url: url, in: store, at: now, json: json)
      }
    }
    guard update.hasFetched || !foreign.isEmpty || !rules.isEmpty else {
      throw TrustUseError.nothingFromURL
    }
    for failure in failures { ErrorReport.tell(failure) }
    failures += update.failures
    try store.noteUpdate(
      at: now, failure: failures.first.map { ErrorReport.words(of: $0).message })
    let status = ExitStatus(
      ofUpdate: failures,
      stopsWithinADay: try store.holdings().stopsWithinADay(at: now),
      hasUnusualChanges: update.hasUnusualChanges)
    if status != .green { throw ExitCode(status.rawValue) }
  }

  /// Tells of what was taken. A file that fails does not keep the next one out.
  private func noting(
    _ failures: inout [any ReportedError], _ take: () throws -> [String]
  ) throws {
    let lines: [String]
    do { lines = try take() } catch let failure as any ReportedError {
      failures.append(failure)
      return
    }
    for line in lines { try StandardOutput.write(line) }
  }
}
