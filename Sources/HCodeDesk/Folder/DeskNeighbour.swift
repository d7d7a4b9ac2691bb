package import HCodeBase
import HCodeCore
package import HCodeSystem
package import HCodeTrust

/// A neighbour's bundle, before anybody believes it.
package enum DeskNeighbour {
  /// The most bytes of a bundle that is looked at to recognise its authority.
  package static let maximumBytes = 16 << 20

  /// The authority's own list in a bundle that would be taken by whoever believed its root keys: they and the threshold are for a person to
  /// compare. Throws the refusal of the bundle.
  package static func list(
    of bytes: [UInt8], _ name: FileName, at now: Timestamp
  ) throws -> TrustList {
    do {
      let bundle = try Bundle(bytes: bytes)
      let lists = bundle.members.filter { $0.kind == .trustList }
      for member in lists {
        let signed = try SignedTrustList(bytes: member.bytes)
        guard signed.list.authority == bundle.authority else { continue }
        var holdings = TrustHoldings()
        let results = holdings.take(
          [TrustHoldings.Incoming(name: "", file: .bundle(bundle))],
          pins: [.fingerprint(signed.list.roots.fingerprint)], at: now, object: { _ in nil })
        if let refusal = results.first?.refusal { throw refusal }
        return signed.list
      }
      throw ImportRefusal(
        .unknownAuthority, "the bundle of \(bundle.authority) does not have its trust list")
    } catch let refusal as ImportRefusal { throw refusal.in(name) }
  }
}
