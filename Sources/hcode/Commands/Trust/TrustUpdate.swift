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
      Trust lists that were imported from a URL are fetched first, then every status list whose name is an https URL. Each is \
      verified as by 'import'; one that fails does not keep the others out, and the exit status tells of it.

      EXAMPLE
        hcode trust update
      """)

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions

  @Flag(name: .long, help: "One JSON object for each file, for programs (docs/json.md).")
  var json = false

  func run() throws {
    let now = try clock.time()
    let store = storeOptions.trustStore
    var failures: [any ReportedError] = []
    let lists = try store.holdings().lists.values.compactMap(\.url).sorted()
    func update(_ url: String) throws {
      try noting(&failures) {
        let incoming = try ListImport.incoming(FileName(url))
        return try ListImport.take([incoming], into: store, at: now, json: json)
      }
    }
    for url in lists { try update(url) }
    // Asked again, since the new lists may name other status lists.
    let statusLists = Set(try store.holdings().updatableStatusLists)
    for url in statusLists.sorted() { try update(url) }
    let logs = Set(try store.holdings().logs.values.compactMap(\.url))
    for url in logs.sorted() { try update(url) }
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
    guard
      !lists.isEmpty || !statusLists.isEmpty || !logs.isEmpty || !foreign.isEmpty || !rules.isEmpty
    else {
      throw TrustUseError.nothingFromURL
    }
    for failure in failures { ErrorReport.tell(failure) }
    if let status = failures.map(\.exitStatus).max(by: { $0.rawValue < $1.rawValue }) {
      throw ExitCode(status.rawValue)
    }
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

extension TrustHoldings {
  /// Where the status lists of believed keys can be fetched: from where they came, or by their name.
  fileprivate var updatableStatusLists: [String] {
    believedLists.flatMap { list in
      list.issuers.flatMap(\.keys).compactMap(\.statusList).compactMap { uri in
        let held = heldStatusList(uri, in: list)
        return held?.url ?? (uri.description.hasPrefix("https://") ? uri.description : nil)
      }
    }
  }
}
