import HCodeBase
import HCodeCore
import HCodeGate
import HCodeSystem
import HCodeTrust

/// Fetches what the authorities of a store publish, each in a lane of its own, and imports every file as it arrives.
struct StoreUpdate {
  /// Lanes of recognised authorities at a time.
  private static let maximumRecognised = 16

  private struct Arrival: Sendable {
    var lane: Int
    var thread: Int
    var url: String
    var isList: Bool
    var incoming: Result<TrustHoldings.Incoming, any Error>
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
    // What pinned lists name today is theirs to fetch, whoever comes first.
    for authority in holdings.anchors { claimed.formUnion(holdings.fileURLs(of: authority)) }
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
  }

  private mutating func open(
    _ authority: IssuerIdentifier, isPinned: Bool, _ holdings: TrustHoldings
  ) throws {
    lanes.append(UpdateLane(authority, isPinned: isPinned))
    if let url = holdings.lists[authority]?.url {
      lanes[lanes.count - 1].add([url])
    } else {
      addFiles(lanes.count - 1, holdings)
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
    lanes[number].hasList = true
    lanes[number].add(urls)
  }

  private mutating func start(_ number: Int) throws {
    while let (url, limits) = lanes[number].next(limit: Bundle.maximumFileBytes) {
      let isList = !lanes[number].hasList
      let arrivals = arrivals
      fetchCount += 1
      let thread = fetchCount
      threads[thread] =
        try WorkerThread {
          var bytes = 0
          let incoming: Result<TrustHoldings.Incoming, any Error> = Result {
            let file = try URLFetching.bytes(of: FileName(url), limits)
            bytes = file.count
            return try ListImport.incoming(file, FileName(url), url: url)
          }
          arrivals.withLock {
            $0.append(
              Arrival(
                lane: number, thread: thread, url: url, isList: isList, incoming: incoming,
                bytes: bytes))
          }
        }
    }
  }

  /// Imports what arrived, in one change of the store.
  private mutating func take(_ arrived: [Arrival]) throws {
    for arrival in arrived {
      threads.removeValue(forKey: arrival.thread)?.join()
      lanes[arrival.lane].ended(arrival.bytes)
      if case .failure(let error) = arrival.incoming {
        tell(UnexpectedError.telling(error), of: lanes[arrival.lane])
      }
    }
    let files = arrived.compactMap { try? $0.incoming.get() }
    if !files.isEmpty {
      let results = try ListImport.take(files, into: store, at: now)
      for result in results {
        try ListImport.tell(result, json: json)
        if let refusal = result.refusal {
          let lane = arrived.first { $0.url == result.name }.map { lanes[$0.lane] }
          let failure = TrustHoldings.RefusedFile(name: result.name, refusal: refusal)
          // Refused by nobody who is pinned, it is the recognised authority's own affair.
          let isOwn = result.authorities.contains { $0.isPinned }
          if isOwn || lane?.isPinned ?? true {
            ErrorReport.tell(failure)
            failures.append(failure)
          } else {
            warn(failure)
          }
        }
      }
    }
    let lists = arrived.filter(\.isList)
    guard !lists.isEmpty else { return }
    // Whether a list was replaced or not, its files are asked for: it may be the one before.
    let holdings = try store.holdings()
    for arrival in lists { addFiles(arrival.lane, holdings) }
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
