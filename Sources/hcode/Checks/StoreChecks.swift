import HCodeSystem
import HCodeGate
import HCodeCore
import HCodeBase
import HCodeTrust

/// Whether a store holds what was once verified: contents by their digests, lists by their signatures, and the index by
/// making it again.
struct StoreChecks {
  var store: TrustStore
  var holdings: TrustHoldings

  func results() -> [CheckResult] { [objects(), signatures(), index()] }

  private func objects() -> CheckResult {
    let named = holdings.objectDigests
    let unreadable = named.filter { store.object($0) == nil }.map(\.hex)
    let damaged = Set(unreadable + store.damagedObjects()).sorted()
    guard let first = damaged.first else {
      return .ok(.storeObjects, .objects(named.count))
    }
    return .fault(
      .storeObjects,
      .damagedObject(
        "\(store.folder.description)/objects/\(first)", others: damaged.count - 1))
  }

  private func signatures() -> CheckResult {
    let bad = holdings.lists.values.filter {
      !$0.signed.isComplete || $0.chain.last != $0.list.roots.fingerprint
    }.map(\.list.authority.description).sorted()
    guard let first = bad.first else {
      return .ok(.storeSignatures, .signedLists(holdings.lists.count))
    }
    return .fault(.storeSignatures, .unsignedList(first))
  }

  /// A key that no list names could be in the index all the same: a scan believes the index.
  private func index() -> CheckResult {
    guard let expected = holdings.index, store.indexBytes() == expected else {
      return .fault(.storeIndex, .otherIndex("\(store.folder.description)/index"))
    }
    return .ok(.storeIndex, .index(keys: holdings.routes.count))
  }
}
