import HCodeBase
import HCodeCore
import HCodeRegistry
import HCodeSystem
import HCodeTrust

extension DeskCheck {
  /// What is found in a desk of which `state/closed` says that everything was destroyed.
  package enum Contradiction: Equatable, Sendable {
    /// The mark has no time, or one before the end that was published.
    case mark
    /// Secret keys are here: their names.
    case keys([String])
    /// A registry has records of people, such as one that was copied back.
    case people(String)
    /// The published log does not say that the registry of this key was destroyed.
    case noEntry(String)
    /// Something cannot be read, so that nobody can tell.
    case unreadable(String)

    /// Whether only the last step of closing is left.
    package var isOfKeys: Bool { if case .keys = self { true } else { false } }
  }
}

extension DeskFolder {
  /// What contradicts the mark: it is a note, and anybody can write one.
  package func contradictions() -> [DeskCheck.Contradiction] {
    var found: [DeskCheck.Contradiction] = []
    let end = (try? publishedEnd()).flatMap(\.self)
    if end.map({ end in closedAt.map { $0 < end } ?? true }) ?? true { found.append(.mark) }
    let secrets = secretsToErase().map { String(decoding: $0.lastComponent, as: UTF8.self) }
    if !secrets.isEmpty { found.append(.keys(secrets)) }
    var registries = keys(.code).map { (name: $0.name, key: $0.identifier) }
    // An old copy is refused where a registry is opened by its key, and found by its place.
    var isUnopened = false
    do {
      let places = try DeskClosing.places(of: self, needingAll: false) { _ in isUnopened = true }
      for place in places {
        let identity = place.registry.identity
        if !registries.contains(where: { $0.key == identity.keyIdentifier }) {
          registries.append((place.keyName, identity.keyIdentifier))
        }
        if try place.registry.destroyed == nil || place.registry.hasPeople() {
          found.append(.people(place.keyName))
        }
      }
    } catch { isUnopened = true }
    let hasPeople = found.contains { if case .people = $0 { true } else { false } }
    if isUnopened, !hasPeople { found.append(.unreadable("registry")) }
    do {
      let destroyed = try destroyedKeys(since: end)
      found += registries.filter { !destroyed.contains($0.key) }.map { .noEntry($0.name) }
    } catch { found.append(.unreadable("publish/log")) }
    return found
  }

  /// The keys whose registries were destroyed at the end or later, by the log that is published.
  private func destroyedKeys(since end: Timestamp?) throws -> Set<KeyIdentifier> {
    var keys = Set<KeyIdentifier>()
    let tree = TiledTree(size: try log.checkpoint().size, source: LogPlace(name: log.folder))
    try tree.forEachBundle { _, entries in
      for act in entries.compactMap({ try? SignedAct($0).act }) where act.kind == .destroyed {
        if end.map({ $0 <= act.time }) ?? true { keys.insert(act.keyIdentifier) }
      }
    }
    return keys
  }
}
