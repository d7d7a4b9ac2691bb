package import HCodeBase
import HCodeCore
import HCodeRegistry
import HCodeSystem
import HCodeTrust
import Glibc

/// What `desk check` found out about one thing, and how it stands.
package struct DeskCheck {
  /// How it stands.
  package enum State: String, Sendable {
    case ok
    /// Something is to be done within 30 days.
    case warning
    /// Gates stop within a day, or revocations are not reaching them.
    case fault
  }

  /// What was found.
  package enum Finding: Equatable {
    /// The key that ends first, and when.
    case keys(String, until: Timestamp)
    /// No secret key but those of root holders is here.
    case noKeys
    /// What ends first of the lists that are published.
    case lists(until: Timestamp)
    case neverPublished
    /// Entries that wait, and whether a status list would change.
    case unpublished(Int64, isListOld: Bool)
    case published
    case registry(String)
    /// A registry that is not what was published: how many codes would be better.
    case oldRegistry(String, Int)
    case log(entries: UInt64)
    /// A file that others may read or write.
    case mode(String)
    case modes
    /// Both officers' keys are in this folder.
    case bothOfficers
    case noOfficer
    case officers
    case backup(Timestamp)
    case neverBackedUp
    /// How many neighbours' lists our bundle carries.
    case neighbours(Int)
    /// A neighbour whose list in our bundle ends first, and soon; nil when it is not there.
    case neighbourEnds(String, Timestamp?)
    /// A key that counts no longer and whose secret is here.
    case keyEnded(String, since: Timestamp)
    /// The authority ends then.
    case ends(Timestamp)
    /// It is over since then, and when its last code ends or ended.
    case over(since: Timestamp, lastCode: Timestamp?, isLastOver: Bool)
    /// What identifies people is destroyed.
    case closed
    /// `state/closed` says so, and something that is here contradicts it.
    case contradiction(Contradiction)
  }

  /// What was looked at; the words are a promise (docs/desk.md).
  package enum Name: String, CaseIterable, Sendable {
    case keys
    case lists
    case unpublished
    case registry
    case log
    case modes
    case officers
    case backup
    /// Only where desk.json names neighbours.
    case neighbours
    case end
  }

  package let name: Name
  package let state: State
  package let finding: Finding

  private static let day: Int64 = 86_400

  /// Looks at a desk; changes nothing.
  package static func all(of desk: DeskFolder, at now: Timestamp) throws -> [DeskCheck] {
    guard !desk.isClosed else {
      let found = desk.contradictions().map { contradiction in
        var state = State.fault
        if case .unreadable = contradiction { state = .warning }
        return DeskCheck(name: .end, state: state, finding: .contradiction(contradiction))
      }
      return found.isEmpty ? [DeskCheck(name: .end, state: .ok, finding: .closed)] : found
    }
    var checks = keys(of: desk, now) + [lists(of: desk, now)]
    checks += try registries(of: desk, now)
    let checkpoint = try desk.log.checkpoint()
    checks.append(DeskCheck(name: .log, state: .ok, finding: .log(entries: checkpoint.size)))
    checks.append(modes(of: desk))
    let officers: Finding =
      desk.hasBothOfficers ? .bothOfficers : desk.keys(.officer).isEmpty ? .noOfficer : .officers
    checks.append(
      DeskCheck(
        name: .officers, state: officers == .bothOfficers ? .warning : .ok, finding: officers))
    checks.append(backup(of: desk, now))
    if !desk.settings.publishing.neighbours.isEmpty { checks.append(neighbours(of: desk, now)) }
    if let end = desk.end { checks.append(try self.end(end, of: desk, now)) }
    return checks
  }

  private static func state(
    _ end: Timestamp, _ now: Timestamp, warningBefore seconds: Int64
  ) -> State {
    let left = end.seconds - now.seconds
    return left < day ? .fault : left < seconds ? .warning : .ok
  }

  /// The key that ends first, and those that have ended: another of the same use may have taken their place.
  private static func keys(of desk: DeskFolder, _ now: Timestamp) -> [DeskCheck] {
    let ends = desk.keys.filter { $0.role != nil && $0.role != .root && $0.secret != nil }
      .map { key -> (name: String, role: DeskRole?, end: Timestamp) in
        // What a list says may be earlier than what the key file does.
        let listed = desk.source.content.issuers.lazy.flatMap(\.keys)
          .first { $0.publicKey == key.key.publicKey }
        return (key.name, key.role, min(listed?.until.value ?? key.key.expires, key.key.expires))
      }
    let (live, ended) = (ends.filter { now < $0.end }, ends.filter { $0.end <= now })
    var checks = ended.map { key in
      DeskCheck(
        name: .keys, state: live.contains { $0.role == key.role } ? .warning : .fault,
        finding: .keyEnded(key.name, since: key.end))
    }
    if let first = live.min(by: { $0.end < $1.end }) {
      checks.insert(
        DeskCheck(
          name: .keys,
          state: state(first.end, now, warningBefore: desk.settings.warnings.keySeconds),
          finding: .keys(first.name, until: first.end)), at: 0)
    } else if ended.isEmpty {
      checks.append(DeskCheck(name: .keys, state: .ok, finding: .noKeys))
    }
    return checks
  }

  private static func end(
    _ end: Timestamp, of desk: DeskFolder, _ now: Timestamp
  ) throws -> DeskCheck {
    guard end <= now else {
      return DeskCheck(
        name: .end, state: state(end, now, warningBefore: 30 * day), finding: .ends(end))
    }
    var last: Timestamp?
    for name in desk.keys(.code).map(desk.registry(of:)) where RegistryFile.isHere(name) {
      let registry = try RegistryFile.open(name)
      let records = try name.naming { () throws(RegistryError) in try registry.records(at: now) }
      last = [last, records.lastEnd].compactMap(\.self).max()
    }
    return DeskCheck(
      name: .end, state: .fault,
      finding: .over(since: end, lastCode: last, isLastOver: last.map { $0 <= now } ?? true))
  }

  private static func lists(of desk: DeskFolder, _ now: Timestamp) -> DeskCheck {
    var ends: [Timestamp] = []
    if let bytes = try? FileReading.bytes(
      of: desk.published("\(desk.settings.issuer).bundle"), limit: Bundle.maximumFileBytes),
      let bundle = try? Bundle(bytes: bytes)
    {
      ends.append(bundle.expires)
      for member in bundle.members where member.kind == .statusList {
        // A neighbour's list that ends is not this office's fault.
        if let token = try? StatusListToken(bytes: member.bytes),
          desk.keys(.code).contains(where: { $0.statusList == token.scope.uri })
        {
          ends.append(token.scope.expires)
        }
      }
    }
    if let list = try? desk.lastList()?.list { ends.append(list.expires) }
    guard let end = ends.min(), ends.count > 1 else {
      return DeskCheck(name: .lists, state: .fault, finding: .neverPublished)
    }
    // Status lists and bundles are signed again long before this; only a publish that does not run lets them come so near.
    return DeskCheck(
      name: .lists, state: state(end, now, warningBefore: 2 * day), finding: .lists(until: end))
  }

  private static func registries(of desk: DeskFolder, _ now: Timestamp) throws -> [DeskCheck] {
    var (waiting, isListOld) = (Int64(0), false)
    var checks: [DeskCheck] = []
    for key in desk.keys(.code) where RegistryFile.isHere(desk.registry(of: key)) {
      let name = desk.registry(of: key)
      let registry = try RegistryFile.open(name)
      waiting += try name.naming { () throws(RegistryError) in try registry.waitingCount() }
      let list = try name.naming { () throws(RegistryError) in try registry.listToPublish(at: now) }
      var check = DeskCheck(name: .registry, state: .ok, finding: .registry(key.name))
      if let bytes = try? FileReading.bytes(
        of: desk.published(desk.statusListName(of: key)), limit: StatusList.maximumBytes),
        let token = try? StatusListToken(bytes: bytes), let published = try? token.unverifiedList()
      {
        isListOld = isListOld || published != list
        let better = try name.naming { () throws(RegistryError) in
          try registry.betterWithoutReason(
            from: PublishedStatusList(published, of: token.scope), to: list, at: now)
        }
        if !better.isEmpty {
          check = DeskCheck(
            name: .registry, state: .fault, finding: .oldRegistry(key.name, better.count))
        }
      }
      checks.append(check)
    }
    let isOld = waiting > 0 || isListOld
    checks.append(
      DeskCheck(
        name: .unpublished, state: isOld ? .warning : .ok,
        finding: isOld ? .unpublished(waiting, isListOld: isListOld) : .published))
    return checks
  }

  /// Whether the lists of all whom the published list recognises are in our bundle, and for how long they decide.
  private static func neighbours(of desk: DeskFolder, _ now: Timestamp) -> DeskCheck {
    let recognised = (try? desk.lastList())?.list.recognitions.map(\.authority) ?? []
    let bundle =
      (try? FileReading.bytes(
        of: desk.published("\(desk.settings.issuer).bundle"), limit: Bundle.maximumFileBytes))
      .flatMap { try? Bundle(bytes: $0) }
    let lists = (bundle?.members ?? []).filter { $0.kind == .trustList }
      .compactMap { try? SignedTrustList(bytes: $0.bytes).list }
    let ends = recognised.map { authority in
      (authority, lists.first { $0.authority == authority }?.expires)
    }
    let first = ends.min { ($0.1?.seconds ?? .min) < ($1.1?.seconds ?? .min) }
    if let first, first.1.map({ $0 < now.advanced(bySeconds: 2 * day) }) ?? true {
      return DeskCheck(
        name: .neighbours, state: .warning,
        finding: .neighbourEnds(first.0.description, first.1))
    }
    return DeskCheck(name: .neighbours, state: .ok, finding: .neighbours(ends.count))
  }

  private static func modes(of desk: DeskFolder) -> DeskCheck {
    for name in desk.secretFiles {
      var status = stat()
      if name.withCString({ stat($0, &status) }) == 0, status.st_mode & 0o077 != 0 {
        return DeskCheck(name: .modes, state: .fault, finding: .mode(name.description))
      }
    }
    return DeskCheck(name: .modes, state: .ok, finding: .modes)
  }

  private static func backup(of desk: DeskFolder, _ now: Timestamp) -> DeskCheck {
    var status = stat()
    guard desk.file("state/backup").withCString({ stat($0, &status) }) == 0,
      let time = Timestamp(seconds: Int64(status.st_mtim.tv_sec))
    else { return DeskCheck(name: .backup, state: .warning, finding: .neverBackedUp) }
    let isOld = time.advanced(bySeconds: desk.settings.warnings.backupSeconds) < now
    return DeskCheck(
      name: .backup, state: isOld ? .warning : .ok, finding: .backup(time))
  }
}

extension DeskFolder {
  /// Files that nobody else may read: secret keys and registries.
  var secretFiles: [FileName] {
    let folders = [file("secret"), file("registry")]
    return folders
      + folders.flatMap { folder in
        (folder.entries() ?? []).map { folder.appending($0) }
      } + keys.compactMap(\.secret)
  }
}
