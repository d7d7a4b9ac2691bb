import HCodeCore
import HCodeSystem

/// The fetches of one authority: what is still to be fetched, and how much it may take. Lanes never wait for one another, so nobody
/// whom a neighbour recognises can keep that neighbour's revocations out (docs/trust.md §4.7).
struct UpdateLane {
  /// What all fetches of a lane may take together.
  struct Budget {
    var sideBySide: Int
    var files: Int
    var bytes: Int
    var seconds: Int
    var connectSeconds: Int
    var fetchSeconds: Int

    static let pinned = Budget(
      sideBySide: 8, files: 8192, bytes: 1 << 30, seconds: 600, connectSeconds: 20,
      fetchSeconds: 120)
    static let recognised = Budget(
      sideBySide: 2, files: 256, bytes: 64 << 20, seconds: 60, connectSeconds: 10,
      fetchSeconds: 30)
  }

  let authority: IssuerIdentifier
  let isPinned: Bool
  private let budget: Budget
  private let beginning = MonotonicTime.now
  private var waiting: [String] = []
  private var files = 0
  private var bytes = 0
  /// How many fetches are under way.
  private(set) var running = 0
  /// What is being fetched: a bundle brings the list, and the list names the files.
  enum Stage: Comparable { case bundle, list, files }
  private(set) var stage = Stage.bundle

  init(_ authority: IssuerIdentifier, isPinned: Bool) {
    self.authority = authority
    self.isPinned = isPinned
    budget = isPinned ? .pinned : .recognised
  }

  /// Whether nothing is left that it may do.
  var isDone: Bool { running == 0 && (waiting.isEmpty || secondsLeft <= 0 || isSpent) }

  /// What it had no time or number for.
  var leftCount: Int { isDone ? waiting.count : 0 }

  private var secondsLeft: Int { budget.seconds - MonotonicTime.now.since(beginning) / 1000 }
  private var isSpent: Bool { files >= budget.files || bytes >= budget.bytes }

  mutating func add(_ urls: [String]) { waiting += urls }

  /// Goes on to the next stage. False after the last.
  mutating func advance() -> Bool {
    switch stage {
    case .bundle: stage = .list
    case .list: stage = .files
    case .files: return false
    }
    return true
  }

  /// Whether nothing of its stage is under way or waits.
  var isIdle: Bool { running == 0 && waiting.isEmpty }

  /// The next URL to fetch now, and its limits; nil when the lane is full, at its end or out of budget.
  mutating func next(limit: Int) -> (url: String, limits: FetchLimits)? {
    guard running < budget.sideBySide, secondsLeft > 0, !isSpent, !waiting.isEmpty else {
      return nil
    }
    running += 1
    files += 1
    return (
      waiting.removeFirst(),
      FetchLimits(
        connectSeconds: budget.connectSeconds, seconds: min(budget.fetchSeconds, secondsLeft),
        bytes: min(limit, budget.bytes - bytes))
    )
  }

  mutating func ended(_ count: Int) {
    running -= 1
    bytes += count
  }
}
