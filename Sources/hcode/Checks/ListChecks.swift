import HCodeFormats
import HCodeBase
import HCodeTrust
import HCodeCore
import HCodeGate

/// The lists of a store: what is lacking, what becomes old, and the age of each.
struct ListChecks {
  var holdings: TrustHoldings
  var now: Timestamp
  var source: TimeEvidence.Source
  /// How updates went.
  var note: UpdateNote

  func results() -> [CheckResult] {
    let lacks = holdings.missing(at: now, from: source).filter(\.kind.isGrave)
    // One line says enough of a list: what has ended is old as well.
    let lacking = Set(lacks.map(\.subject))
    let warnings = holdings.warnings(at: now).filter { !lacking.contains($0.subject) }
    let told = lacking.union(warnings.map(\.subject))
    return lacks.compactMap(result) + warnings.map(result) + listResults(except: told)
      + foreignListResults(except: told) + ruleResults(except: told)
      + statusListResults(except: told) + updateResults()
  }

  /// Where anything came from a URL: how the last update went.
  private func updateResults() -> [CheckResult] {
    let hasURL = holdings.anchors.contains { holdings.bundleURL(of: $0) != nil }
    guard hasURL || note != UpdateNote() else { return [] }
    let finding = CheckFinding.update(note)
    return [note.isFailing ? .warning(.update, finding) : .ok(.update, finding)]
  }

  private func result(_ lack: MissingTrust) -> CheckResult? {
    switch lack.kind {
    case .nothingPinned, .trustListMissing, .trustListEnded, .foreignListEnded, .foreignListEmpty:
      .fault(.trustList, .lack(lack))
    case .statusListMissing, .statusListEnded: .fault(.statusList, .lack(lack))
    case .rulesEnded: .fault(.rules, .lack(lack))
    // The clock has a check of its own; a key or sunset that ended is as it should be.
    case .clock, .keyEnded, .sunsetPassed: nil
    }
  }

  private func result(_ warning: FreshnessWarning) -> CheckResult {
    switch warning.kind {
    case .trustListOld, .trustListEnds, .logOld, .logMissing:
      .warning(.trustList, .warning(warning))
    case .statusListOld, .statusListEnds: .warning(.statusList, .warning(warning))
    case .rulesEnd, .areasOld: .warning(.rules, .warning(warning))
    case .keyEnds, .sunsetNear, .bareKey, .categoryNotRecognised: .warning(.keys, .warning(warning))
    }
  }

  private func listResults(except told: Set<String>) -> [CheckResult] {
    holdings.believedLists.filter { !told.contains($0.authority.description) }.map { list in
      let isPinned = holdings.anchors.contains(list.authority)
      return .ok(.trustList, .trustList(list, isPinned: isPinned, at: now))
    }
  }

  private func foreignListResults(except told: Set<String>) -> [CheckResult] {
    holdings.foreignLists.filter { !told.contains($0.facts.name) }
      .map { .ok(.trustList, .foreignList($0.facts, entries: $0.count, at: now)) }
  }

  /// What in a set could not be asked, or else its age.
  private func ruleResults(except told: Set<String>) -> [CheckResult] {
    if holdings.heldRules.isEmpty, !holdings.foreignLists.isEmpty { return [.ok(.rules, .noRules)] }
    return holdings.heldRules.filter { !told.contains($0.name) }.map { held in
      let concerns = held.set.concerns(at: now)
      guard let concern = concerns.first(where: \.isGrave) ?? concerns.first else {
        return .ok(.rules, .rules(held, at: now))
      }
      let finding = CheckFinding.ruleConcern(concern, in: held.name)
      return concern.isGrave ? .fault(.rules, finding) : .warning(.rules, finding)
    }
  }

  private func statusListResults(except told: Set<String>) -> [CheckResult] {
    holdings.statusLists.sorted { $0.key < $1.key }
      .filter { !told.contains($0.key.name.description) }
      .map { .ok(.statusList, .statusList($0.key.name, $0.value, at: now)) }
  }
}
