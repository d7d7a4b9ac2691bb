import HCodeCore
import HCodeBase
import HCodeTrust

/// Whether a store holds what was once verified: contents by their digests, lists by their signatures, and the index by
/// making it again.
struct StoreChecks {
  var store: TrustStore
  var holdings: TrustHoldings

  func results() -> [CheckResult] { [objects(), signatures(), index()] }

  private static let remedy =
    "take the folder away and import the lists again, from where they first came"

  private func objects() -> CheckResult {
    let named = holdings.objectDigests
    let unreadable = named.filter { store.object($0) == nil }.map(\.hex)
    let damaged = Set(unreadable + store.damagedObjects()).sorted()
    guard let first = damaged.first else {
      return .ok(.storeObjects, "\(named.count) files, each of the digest that is its name")
    }
    return .fault(
      .storeObjects,
      "\(store.folder.description)/objects/\(first) is missing or not of the digest that is its name"
        + (damaged.count > 1 ? ", nor are \(damaged.count - 1) more" : ""), hint: Self.remedy)
  }

  private func signatures() -> CheckResult {
    let bad = holdings.lists.values.filter {
      !$0.signed.isComplete || $0.chain.last != $0.list.roots.fingerprint
    }.map(\.list.authority.description).sorted()
    guard let first = bad.first else {
      return .ok(
        .storeSignatures,
        "\(holdings.lists.count) trust lists, each signed by its root keys on record")
    }
    return .fault(
      .storeSignatures, "the list of \(first) is not signed by its root keys on record",
      hint: Self.remedy)
  }

  /// A key that no list names could be in the index all the same: a scan believes the index.
  private func index() -> CheckResult {
    guard let expected = holdings.index, store.indexBytes() == expected else {
      return .fault(
        .storeIndex, "\(store.folder.description)/index says something else than the lists",
        hint: Self.remedy)
    }
    return .ok(.storeIndex, "says what the lists say, \(holdings.routes.count) keys")
  }
}
