import HCodeBase
import HCodeCore
import HCodeGate
import HCodeSystem
import HCodeTrust

/// Fetches what the authorities of a store publish, each in a lane of its own, and imports every file as it arrives: its bundle, then its
/// trust list, then what that names.
struct StoreUpdate {
  /// Lanes of recognised authorities at a time.
  private static let maximumRecognised = 16

  private struct Arrival: Sendable {
    var lane: Int
    var thread: Int
    var url: String
    /// Nil when the server has what was accepted last.
    var incoming: Result<TrustHoldings.Incoming?, any Error>
    var bytes: Int
  }

  private let store: TrustStore
  private let now: Timestamp
  private let json: Bool
  private let arrivals = Monitor<[Arrival]>([])
  private var lanes: [UpdateLane] = []
  /// URLs that a lane fetches: a recognised authority's lane leaves them to the stronger one.
  private var claimed: Set<String> = []
  private var threads: [Int: WorkerThread] = [:]
  /// Under which tags the servers have what is stored; none where the store is damaged, so that what is fetched repairs it.
  private var entityTags: [String: String] = [:]
  /// Bundles whose log begins after the end of the stored one, by the URL of the log beside them.
  private var waitingBundles: [String: TrustHoldings.Incoming] = [:]
  /// Whether more codes became better at once than is usual.
  private(set) var hasUnusualChanges = false
  /// What kept a pinned authority's file out; each was told.
  private(set) var failures: [any ReportedError] = []
  private var fetchCount = 0
  /// Whether there was anything to fetch.
  var hasFetched: Bool { fetchCount > 0 }

  init(_ store: TrustStore, at now: Timestamp, json: Bool) {
    self.store = store
    self.now = now
    self.json = json
  }

  mutating func run() throws {
    defer { for thread in threads.values { thread.join() } }
    let holdings = try store.holdings()
    let authorities = holdings.updatedAuthorities
    if holdings.objectDigests.allSatisfy({ store.object($0) != nil }) {
      entityTags = holdings.entityTags
    }
    // What pinned lists name today is theirs to fetch, whoever comes first.
    for authority in holdings.anchors {
      claimed.formUnion(holdings.fileURLs(of: authority))
      if let url = holdings.bundleURL(of: authority) { claimed.insert(url) }
    }
    var waiting = authorities.filter { !holdings.anchors.contains($0) }[...]
    for authority in holdings.anchors { try open(authority, isPinned: true, holdings) }
    while true {
      while lanes.count(where: { !$0.isPinned && !$0.isDone }) < Self.maximumRecognised,
        let next = waiting.popFirst()
      {
        try open(next, isPinned: false, holdings)
      }
      for number in lanes.indices { try start(number) }
      guard lanes.contains(where: { $0.running > 0 }) else { break }
      let arrived = arrivals.wait { arrived -> [Arrival]? in
        defer { arrived = [] }
        return arrived.isEmpty ? nil : arrived
      }
      try take(arrived ?? [])
    }
    for lane in lanes where lane.leftCount > 0 {
      let texts = Language.forErrors.texts
      let message = texts.notFetched(lane.leftCount, of: lane.authority.description)
      StandardError.write("hcode: warning: " + message)
      if lane.isPinned {
        failures.append(URLFetchError.tooSlow.in(FileName(lane.authority.description)))
      }
    }
    try tellMissing()
  }

  /// What a list names and nobody gave is a failed fetch, also where no URL is known for it.
  private mutating func tellMissing() throws {
    let holdings = try store.holdings()
    for lane in lanes {
      let urls = Set(holdings.fileURLs(of: lane.authority))
      for uri in holdings.missingStatusLists(of: lane.authority)
      where !urls.contains(uri.description) {
        tell(
          TrustUseError.statusListNotHad(uri).in(FileName(lane.authority.description)), of: lane)
      }
    }
  }

  private mutating func open(
    _ authority: IssuerIdentifier, isPinned: Bool, _ holdings: TrustHoldings
  ) throws {
    lanes.append(UpdateLane(authority, isPinned: isPinned))
    if let url = holdings.bundleURL(of: authority) { lanes[lanes.count - 1].add([url]) }
    try advance(lanes.count - 1)
  }

  /// Goes on to the first stage in which there is something to fetch.
  private mutating func advance(_ number: Int) throws {
    while lanes[number].isIdle, lanes[number].advance() {
      let holdings = try store.holdings()
      switch lanes[number].stage {
      case .bundle: break
      case .list:
        if let url = holdings.lists[lanes[number].authority]?.url { lanes[number].add([url]) }
      case .files: addFiles(number, holdings)
      }
    }
  }

  /// What the authority's list names, once the list is here.
  private mutating func addFiles(_ number: Int, _ holdings: TrustHoldings) {
    let lane = lanes[number]
    var urls: [String] = []
    for url in holdings.fileURLs(of: lane.authority) where !urls.contains(url) {
      if !lane.isPinned, claimed.contains(url) { continue }
      claimed.insert(url)
      urls.append(url)
    }
    lanes[number].add(urls)
  }

  private mutating func start(_ number: Int) throws {
    while let (url, limits) = lanes[number].next(limit: Bundle.maximumFileBytes) {
      let tag = entityTags[url]
      let arrivals = arrivals
      fetchCount += 1
      let thread = fetchCount
      threads[thread] =
        try WorkerThread {
          var bytes = 0
          let incoming: Result<TrustHoldings.Incoming?, any Error> = Result {
            try ListImport.incoming(from: FileName(url), limits, unless: tag) { bytes = $0 }
          }
          arrivals.withLock {
            $0.append(
              Arrival(
                lane: number, thread: thread, url: url, incoming: incoming, bytes: bytes))
          }
        }
    }
  }

  /// Imports what arrived, in one change of the store, and goes on with each lane that is done with its stage.
  private mutating func take(_ arrived: [Arrival]) throws {
    var files: [(lane: Int, incoming: TrustHoldings.Incoming)] = []
    for arrival in arrived {
      threads.removeValue(forKey: arrival.thread)?.join()
      lanes[arrival.lane].ended(arrival.bytes)
      let bundle = waitingBundles.removeValue(forKey: arrival.url)
      switch arrival.incoming {
      case .success(let incoming?):
        if bundle == nil { files.append((arrival.lane, incoming)) }
        // The next update need not fetch the whole log again.
        if bundle != nil {
          try take([(arrival.lane, .init(name: incoming.name, file: incoming.file))])
        }
      case .success(nil): try ListImport.tellUnchanged(arrival.url, json: json)
      case .failure(let error):
        let failure = UnexpectedError.telling(error)
        let lane = lanes[arrival.lane]
        if try store.holdings().isFresh(arrival.url, of: lane.authority, at: now) {
          warn(failure)
        } else {
          tell(failure, of: lane)
        }
      }
      if let bundle { try take([(arrival.lane, bundle)], isLast: true) }
    }
    try take(files)
    for number in Set(arrived.map(\.lane)).sorted() { try advance(number) }
  }

  /// Imports files. A bundle whose log begins too late waits for the log beside it, once.
  private mutating func take(
    _ files: [(lane: Int, incoming: TrustHoldings.Incoming)], isLast: Bool = false
  ) throws {
    guard !files.isEmpty else { return }
    for result in try ListImport.take(files.map(\.incoming), into: store, at: now) {
      let file = files.first { $0.incoming.name == result.name }
      if let file, let log = result.disconnectedLog, !isLast {
        let url = file.incoming.name.beside("\(log).log")
        waitingBundles[url] = file.incoming
        lanes[file.lane].add([url])
        continue
      }
      try ListImport.tell(result, json: json)
      if result.statusChanges.contains(where: \.isUnusual) { hasUnusualChanges = true }
      guard let refusal = result.refusal else { continue }
      let failure = TrustHoldings.RefusedFile(name: result.name, refusal: refusal)
      // Refused by nobody who is pinned, it is the recognised authority's own affair.
      let isOwn = result.authorities.contains { $0.isPinned }
      if isOwn || file.map({ lanes[$0.lane].isPinned }) ?? true {
        ErrorReport.tell(failure)
        failures.append(failure)
      } else {
        warn(failure)
      }
    }
  }

  private mutating func tell(_ failure: any ReportedError, of lane: UpdateLane) {
    guard lane.isPinned else { return warn(failure) }
    ErrorReport.tell(failure)
    failures.append(failure)
  }

  private func warn(_ failure: any ReportedError) {
    let words = ErrorReport.words(of: failure, in: Language.forErrors.texts)
    StandardError.write("hcode: warning: " + words.message)
  }
}

extension String {
  /// The URL of another file in the folder of this one.
  fileprivate func beside(_ name: String) -> String {
    let path = prefix { $0 != "?" && $0 != "#" }
    guard let end = path.lastIndex(of: "/") else { return name }
    return path[...end] + name
  }
}
