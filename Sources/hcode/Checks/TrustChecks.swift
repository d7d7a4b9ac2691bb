import HCodeCore

/// What is believed here: which places, whether they are whole, and how old the lists are.
struct TrustChecks {
  var places: TrustPlaces
  /// nil when the clock tells no time; ages are not told then.
  var now: Timestamp?

  /// The results and, for the check of the clock, when the newest list was signed.
  func results() -> (results: [CheckResult], newestSigned: Timestamp?) {
    // What an import replaced halfway through would look like damage.
    for _ in 0..<5 {
      let index = places.store?.indexBytes()
      let found = looked()
      if places.store?.indexBytes() == index { return found }
    }
    return looked()
  }

  private func looked() -> (results: [CheckResult], newestSigned: Timestamp?) {
    let before = [placesResult()] + PermissionCheck(places: places).results()
    do {
      // What a scan would do first.
      _ = try places.load()
      guard let store = places.store else { return (before, nil) }
      let holdings = try store.holdings()
      let lists = now.map { ListChecks(holdings: holdings, now: $0).results() } ?? []
      let whole = StoreChecks(store: store, holdings: holdings).results()
      return (before + whole + lists, holdings.newestSigned)
    } catch {
      return (before + [.fault(.trustReadable, UnexpectedError.telling(error))], nil)
    }
  }

  private func placesResult() -> CheckResult {
    guard !places.used.isEmpty else {
      return .fault(
        .trustPlaces, "no store and no key file: every code is of an unknown issuer",
        hint: "'hcode trust import FILE --root KEY', or name key files with --trust")
    }
    let used = places.used.map { "\($0.place) (by \($0.origin.name))" }.joined(separator: ", ")
    guard !places.ignored.isEmpty else { return .ok(.trustPlaces, used) }
    return .warning(
      .trustPlaces, "\(used); set and not in use: " + places.ignored.joined(separator: ", "),
      hint: "unset the variable, or name both places with --store and --trust")
  }
}

/// The lists of a store: what is lacking, what becomes old, and the age of each.
struct ListChecks {
  var holdings: TrustHoldings
  var now: Timestamp

  func results() -> [CheckResult] {
    let lacks = holdings.lacks(at: now).filter(\.kind.isGrave)
    // One line says enough of a list: what has ended is old as well.
    let lacking = Set(lacks.map(\.subject))
    let warnings = holdings.warnings(at: now).filter { !lacking.contains($0.subject) }
    let told = lacking.union(warnings.map(\.subject))
    return lacks.compactMap(result) + warnings.map(result) + listResults(except: told)
      + foreignListResults(except: told) + ruleResults(except: told)
      + statusListResults(except: told)
  }

  private func result(_ lack: TrustLack) -> CheckResult? {
    let detail = TrustText.fact(lack)
    return switch lack.kind {
    case .nothingPinned: .fault(.trustList, detail, hint: "hcode trust import FILE --root KEY")
    case .trustListMissing, .trustListEnded:
      .fault(
        .trustList, detail, hint: "hcode trust import FILE, with the newest of \(lack.subject)")
    case .statusListMissing, .statusListEnded:
      .fault(.statusList, detail, hint: "hcode trust import \(lack.subject), or the file of it")
    case .foreignListEnded:
      .fault(
        .trustList, detail,
        hint: "hcode trust import --format, with the newest of \(lack.subject)")
    case .rulesEnded:
      .fault(
        .rules, detail,
        hint: "hcode trust import --format rules, with the newest of \(lack.subject)")
    // The clock has a check of its own; a key or sunset that ended is as it should be.
    case .clock, .keyEnded, .sunsetPassed: nil
    }
  }

  private func result(_ warning: FreshnessWarning) -> CheckResult {
    let detail = Phrase.of(warning, .en)
    return switch warning.kind {
    case .trustListOld, .trustListEnds:
      .warning(.trustList, detail, hint: "hcode trust update, or import the newest by hand")
    case .statusListOld, .statusListEnds:
      .warning(.statusList, detail, hint: "hcode trust update, or import the newest by hand")
    case .logOld, .logMissing:
      .warning(
        .trustList, detail,
        hint: "hcode trust update, or import what 'hcode log export' makes of it")
    case .rulesEnd:
      .warning(.rules, detail, hint: "hcode trust update, or import the newest by hand")
    case .keyEnds, .sunsetNear:
      .warning(.keys, detail, hint: "ask the authority for a trust list that goes on")
    }
  }

  private func listResults(except told: Set<String>) -> [CheckResult] {
    let words = TrustText(language: .en, now: now)
    return holdings.believedLists.filter { !told.contains($0.authority.description) }.map { list in
      let isPinned = holdings.anchors.contains(list.authority)
      return .ok(
        .trustList,
        "\(list.authority) version \(list.version), \(words.age(list.issued)), \(words.left(list.expires)), "
          + (isPinned ? "pinned as \(list.roots.fingerprint)" : "recognised"))
    }
  }

  private func foreignListResults(except told: Set<String>) -> [CheckResult] {
    let words = TrustText(language: .en, now: now)
    return holdings.foreignLists.filter { !told.contains($0.facts.name) }.map { held in
      .ok(
        .trustList,
        "\(held.facts.name), \(words.age(held.facts.since)), \(words.left(held.facts.expires)), \(held.count) entries"
      )
    }
  }

  /// What in a set could not be asked, or else its age.
  private func ruleResults(except told: Set<String>) -> [CheckResult] {
    let words = TrustText(language: .en, now: now)
    if holdings.heldRules.isEmpty, !holdings.foreignLists.isEmpty {
      return [.ok(.rules, "none: genuine certificates of other formats stay undecided")]
    }
    return holdings.heldRules.filter { !told.contains($0.name) }.map { held in
      let concerns = held.set.concerns(at: now)
      let first = concerns.first(where: \.isGrave) ?? concerns.first
      let hint = "hcode rules check, with the file that \(held.name) came from"
      switch first {
      case let concern? where concern.isGrave:
        return .fault(.rules, "\(held.name): \(concern.detail)", hint: hint)
      case let concern?: return .warning(.rules, "\(held.name): \(concern.detail)", hint: hint)
      case nil: return .ok(.rules, words.headline(held).replacing("  ", with: ", "))
      }
    }
  }

  private func statusListResults(except told: Set<String>) -> [CheckResult] {
    let words = TrustText(language: .en, now: now)
    return holdings.statusLists.sorted { $0.key < $1.key }
      .filter { !told.contains($0.key.uri.description) }
      .map { name, held in
        .ok(
          .statusList,
          "\(name.uri), \(words.age(held.facts.issued)), \(words.left(held.facts.expires)), \(held.count) codes"
        )
      }
  }
}
