package import HCodeBase
package import HCodeCore

extension TrustHoldings {
  /// Settles every status list whose issuer names a log: whether its changes are answered for there. To be called when anything has
  /// changed; the same content gives the same answer. `object` returns the content that has a digest.
  package mutating func settle(object: (Digest) -> [UInt8]?) {
    for (name, held) in statusLists {
      guard let list = lists[name.authority]?.list, heldStatusList(name.name, in: list) != nil
      else {
        continue
      }
      var acts: [(index: UInt64, act: LogAct)] = []
      var facts: LogFacts?
      var hasLog = false
      for issuer in list.issuers {
        let keys = issuer.keys.filter { $0.statusList == name.name }
        guard let log = issuer.log, !keys.isEmpty else { continue }
        hasLog = true
        guard let stored = heldLog(log, in: list),
          let bytes = newObjects[stored.acts] ?? object(stored.acts)
        else { continue }
        facts = stored.facts
        let logged = LoggedActs(bytes)
        var officers = OfficerKeys()
        list.addOfficerKeys(of: issuer, to: &officers)
        for key in keys {
          acts += logged.counted(of: key.publicKey.identifier, by: officers)
        }
      }
      guard hasLog else {
        statusLists[name]?.account = nil
        continue
      }
      statusLists[name] = held.settled(by: facts, acts)
    }
  }
}

extension HeldStatusList {
  /// The newest list that the log can settle decides, and those before it are forgotten.
  fileprivate func settled(
    by log: LogFacts?, _ acts: [(index: UInt64, act: LogAct)]
  ) -> HeldStatusList {
    var settled = self
    settled.account = .open
    for (place, tally) in tallies.enumerated().reversed() {
      let account = tally.account(by: log, acts)
      guard account != .open else { continue }
      settled.account = account
      settled.tallies = Array(tallies[place...])
      break
    }
    return settled
  }
}

extension TrustList {
  /// The keys with which the officers of an issuer sign acts.
  package func addOfficerKeys(of issuer: ListedIssuer, to keys: inout OfficerKeys) {
    for key in issuer.keys where withdrawn[key.publicKey.identifier] == nil {
      var opens = false
      let (begins, signsRed, needsSecond): (Bool, Bool, Bool)
      switch key.use {
      case .codes(let grant, _):
        (begins, signsRed, needsSecond) = (
          true, grant.statuses.contains(.red), grant.needsSecondOfficer
        )
      case .countersign: (begins, signsRed, needsSecond) = (false, true, true)
      case .exposures:
        opens = true
        (begins, signsRed, needsSecond) = (false, false, false)
      case .statusLists, .venues: continue
      }
      keys.add(
        OfficerKeys.Key(
          publicKey: key.publicKey, notBefore: key.notBefore, until: key.until, begins: begins,
          opens: opens, signsRed: signsRed, needsSecondOfficer: needsSecond),
        of: issuer.identifier)
    }
  }
}
