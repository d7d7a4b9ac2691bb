import HCodeBase
import HCodeCore
import HCodeTrust

/// What neighbours publish, verified as a gate verifies it, for our own bundle to carry (docs/desk.md §5).
///
/// Nothing is carried that a gate which believes our list would refuse, and nothing that bears the name of a list or log of ours.
struct DeskNeighbours {
  /// How much of our bundle one neighbour may fill. None can take the place of another, or ours.
  struct Room {
    /// Bytes of its trust list, which gates read before they check the bundle.
    let list: Int
    /// How many files.
    let files: Int
    /// Bytes of all its files.
    let bytes: Int

    /// The room that so many neighbours have each beside these files of ours.
    init(beside own: [Bundle.Member], for count: Int) {
      let count = max(count, 1)
      let lists = own.filter { $0.kind == .trustList }.reduce(0) { $0 + $1.bytes.count }
      list = min(1 << 20, max(0, Bundle.maximumListBytes - lists) / count)
      files = max(0, Bundle.maximumMembers - own.count) / count
      let left = Bundle.maximumFileBytes - own.reduce(1 << 20) { $0 + $1.bytes.count }
      bytes = min(16 << 20, max(0, min(64 << 20, left)) / count)
    }
  }

  private let own: TrustList
  private let now: Timestamp
  private var holdings = TrustHoldings()
  /// The files that were taken, as they were received.
  private var statusLists: [Attributed<StatusListURI>: [UInt8]] = [:]
  private var logs: [Attributed<NoteName>: [UInt8]] = [:]

  /// Neighbours of that authority, none of whose lists are known yet.
  init(of trust: SignedTrustList, at now: Timestamp) {
    own = trust.list
    self.now = now
    _ = holdings.take(
      [TrustHoldings.Incoming(name: "", file: .trustList(trust))],
      pins: [.fingerprint(trust.list.roots.fingerprint)], at: now, object: { _ in nil })
  }

  /// How many are recognised.
  var count: Int { own.recognitions.count }

  /// Takes what our last bundle carries.
  mutating func carry(_ members: [Bundle.Member]) {
    let files = members.compactMap { member -> (bytes: [UInt8], file: ImportableFile)? in
      // What a delta makes of a list could not be carried on.
      guard [.trustList, .statusList, .log].contains(member.kind),
        let file = try? ImportableFile(bytes: member.bytes), file.kind == member.kind
      else { return nil }
      let isOurs =
        switch file {
        case .trustList(let signed): signed.list.authority == own.authority
        case .statusList(let token): own.names(token.scope.uri)
        case .log(let export): own.names(export.checkpoint.origin)
        case .statusDelta, .bundle: true
        }
      return isOurs ? nil : (member.bytes, file)
    }
    let incoming = files.enumerated().map {
      TrustHoldings.Incoming(name: String($0.offset), file: $0.element.file)
    }
    for result in holdings.take(incoming, at: now, object: { _ in nil }) {
      guard let index = Int(result.name) else { continue }
      let (bytes, file) = files[index]
      for taken in result.authorities where (try? taken.outcome.get()) != nil {
        switch file {
        case .statusList(let token):
          statusLists[Attributed(token.scope.uri, of: taken.authority)] = bytes
        case .log(let export):
          logs[Attributed(export.checkpoint.origin, of: taken.authority)] = bytes
        case .trustList, .statusDelta, .bundle: break
        }
      }
    }
  }

  /// Takes a neighbour's bundle. Throws its refusal; true when some of its files are older than those that were taken before.
  mutating func add(_ bundle: Bundle) throws(ImportRefusal) -> Bool {
    guard own.recognitions.contains(where: { $0.authority == bundle.authority }) else {
      throw ImportRefusal(
        .unknownAuthority, "\(bundle.authority) is not recognised by the published list")
    }
    try checkInflated(bundle)
    var trial = holdings
    let results = trial.take(
      [TrustHoldings.Incoming(name: "", file: .bundle(bundle))], at: now, object: { _ in nil })
    if let refusal = results.first?.refusal { throw refusal }
    carry(bundle.members)
    return results.contains { !$0.passedOver.isEmpty }
  }

  /// The most bytes that the status lists of all neighbours have when they are inflated: 512 million codes.
  private static let inflatedBytes = 128 << 20

  /// Refuses a neighbour whose lists are small files and large in memory, here and at every gate.
  private func checkInflated(_ bundle: Bundle) throws(ImportRefusal) {
    var left = Self.inflatedBytes / max(1, count)
    for member in bundle.members where member.kind == .statusList {
      guard let list = try? StatusListToken(bytes: member.bytes).unverifiedList() else { continue }
      left -= list.bytes.count
      guard left >= 0 else {
        throw ImportRefusal(
          .tooLarge, "its status lists have more than \(Self.inflatedBytes / max(1, count)) bytes")
      }
    }
  }

  /// What is to be carried, and whose files do not all fit.
  func members(within room: Room) -> (members: [Bundle.Member], tooLarge: [IssuerIdentifier]) {
    var members: [Bundle.Member] = []
    var tooLarge: [IssuerIdentifier] = []
    for authority in own.recognitions.map(\.authority).sorted() {
      guard let held = holdings.lists[authority], holdings.isBelieved(held),
        now < held.list.expires
      else { continue }
      let list = held.signed.bytes
      guard list.count <= min(room.list, room.bytes), room.files > 0 else {
        tooLarge.append(authority)
        continue
      }
      members.append(Bundle.Member(kind: .trustList, bytes: list))
      var left = (files: room.files - 1, bytes: room.bytes - list.count)
      for member in files(of: held.list) {
        guard left.files > 0, member.bytes.count <= left.bytes else {
          if tooLarge.last != authority { tooLarge.append(authority) }
          continue
        }
        left = (left.files - 1, left.bytes - member.bytes.count)
        members.append(member)
      }
    }
    return (members, tooLarge)
  }

  /// Of all that was taken of a neighbour; nil where nothing of it is believed.
  func digest(of authority: IssuerIdentifier) -> Digest? {
    guard let held = holdings.lists[authority], holdings.isBelieved(held), now < held.list.expires
    else { return nil }
    return Digest(
      of: ([held.signed.bytes] + files(of: held.list).map(\.bytes)).flatMap { Digest(of: $0).bytes }
    )
  }

  /// The status lists and logs of a neighbour.
  private func files(of list: TrustList) -> [Bundle.Member] {
    var members: [Bundle.Member] = []
    for uri in list.issuers.flatMap(\.keys).compactMap(\.statusList) {
      if let held = holdings.heldStatusList(uri, in: list), now < held.facts.expires,
        let bytes = statusLists[Attributed(uri, of: list.authority)]
      {
        members.append(Bundle.Member(kind: .statusList, bytes: bytes))
      }
    }
    let names = Set(list.issuers.compactMap { $0.log?.policy.log.name })
    for name in names.sorted(by: { $0.description < $1.description }) {
      if let bytes = logs[Attributed(name, of: list.authority)] {
        members.append(Bundle.Member(kind: .log, bytes: bytes))
      }
    }
    return members
  }
}
