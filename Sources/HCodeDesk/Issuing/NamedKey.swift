import HCodeBase
package import HCodeCore
package import HCodeGate
package import HCodeSystem
package import HCodeTrust

/// What a trust list on this machine says of a code key. Lists in the store are believed; those that lie beside the key are only a reason
/// to ask, so their signatures are not checked.
package struct NamedKey: Equatable, Sendable {
  /// The status list that gates ask about its codes.
  package var statusList: StatusListURI?
  /// The log in which gates look for its yellow and red codes.
  package var log: NoteName?
  /// Where the bearer of a code may appeal.
  package var appeal: String?
  /// What gates let its codes say.
  package var grant: Grant?
  /// The file or store that says so.
  package var place: String

  /// Files beside the key that are looked at.
  private static let maximumFiles = 64

  /// Nil when no list here names the key. The store decides before the other files do; of these, what any of them says counts.
  package init?(
    of key: KeyIdentifier, _ issuer: IssuerIdentifier, in store: TrustStore,
    beside folders: [FileName]
  ) throws {
    let named =
      try Self.inStore(key, issuer, store) + folders.flatMap { Self.inFolder(key, issuer, $0) }
    guard var all = named.first else { return nil }
    for other in named.dropFirst() {
      all.statusList = all.statusList ?? other.statusList
      all.log = all.log ?? other.log
      all.appeal = all.appeal ?? other.appeal
      all.grant = all.grant ?? other.grant
    }
    self = all
  }

  private init(
    statusList: StatusListURI?, log: NoteName?, appeal: String?, grant: Grant?, place: String
  ) {
    self.statusList = statusList
    self.log = log
    self.appeal = appeal
    self.grant = grant
    self.place = place
  }

  private static func inStore(
    _ key: KeyIdentifier, _ issuer: IssuerIdentifier, _ store: TrustStore
  ) throws -> [NamedKey] {
    guard store.exists else { return [] }
    return try store.holdings().believedLists.compactMap { list in
      named(key, issuer, in: list, place: store.folder.description)
    }
  }

  private static func inFolder(
    _ key: KeyIdentifier, _ issuer: IssuerIdentifier, _ folder: FileName
  ) -> [NamedKey] {
    let names = (folder.entries() ?? []).filter { $0.suffix(6).elementsEqual(".trust".utf8) }
    let lists = names.suffix(maximumFiles).compactMap { name in
      let file = folder.appending(name)
      return (try? SignedListFile.read(file)).map { (list: $0.list, file: file) }
    }
    // Gates have the newest, or will have it.
    var found = lists.sorted { $0.list.version > $1.list.version }.compactMap {
      named(key, issuer, in: $0.list, place: $0.file.description)
    }
    let source = folder.appending(Array("trust.json".utf8))
    if source.isThere, let content = try? TrustSourceFile(source).content {
      found += content.issuers.filter { $0.identifier == issuer }.compactMap { issuer in
        guard let own = issuer.keys.first(where: { $0.publicKey.identifier == key }),
          case .codes(let grant, let uri) = own.use
        else { return nil }
        return NamedKey(
          statusList: uri, log: issuer.log?.policy.log.name, appeal: issuer.appeal,
          grant: grant.grant, place: source.description)
      }
    }
    return found
  }

  private static func named(
    _ key: KeyIdentifier, _ issuer: IssuerIdentifier, in list: TrustList, place: String
  ) -> NamedKey? {
    for entry in list.issuers where entry.identifier == issuer {
      for listed in entry.keys where listed.publicKey.identifier == key {
        var grant: Grant?
        if case .codes(let codes, _) = listed.use { grant = codes }
        return NamedKey(
          statusList: listed.statusList, log: entry.log?.policy.log.name, appeal: entry.appeal,
          grant: grant, place: place)
      }
    }
    return nil
  }
}
