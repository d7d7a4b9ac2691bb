import HCodeGate
import HCodeCore
import HCodeFormats
import HCodeBase
import HCodeSystem
import HCodeTrust

/// What is believed here: which places, whether they are whole, and how old the lists are.
struct TrustChecks {
  var places: TrustPlaces
  /// nil when the clock tells no time; ages are not told then.
  var now: Timestamp?
  var source: TimeEvidence.Source

  /// The results and, for the check of the clock, what the store knows of the time.
  func results() -> (results: [CheckResult], bounds: ClockBounds) {
    places.store?.undisturbed(looked) ?? looked()
  }

  private func looked() -> (results: [CheckResult], bounds: ClockBounds) {
    let before = [placesResult()] + PermissionCheck(places: places).results()
    do {
      // What a scan would do first.
      _ = try places.load()
      guard let store = places.store else { return (before, ClockBounds()) }
      _ = try store.open()
      let holdings = try store.holdings()
      let lists =
        now.map {
          ListChecks(holdings: holdings, now: $0, source: source, note: store.updateNote).results()
        } ?? []
      let whole = StoreChecks(store: store, holdings: holdings).results()
      return (
        before + whole + lists, ClockBounds(signed: holdings.newestSigned, seen: holdings.seen)
      )
    } catch {
      let failure = UnexpectedError.telling(error)
      return (before + [.fault(.trustReadable, .unreadable(failure))], ClockBounds())
    }
  }

  private func placesResult() -> CheckResult {
    guard !places.used.isEmpty else { return .fault(.trustPlaces, .noPlaces) }
    let unread = TrustPlaces.unreadKeyFiles
    guard let first = unread.first else { return .ok(.trustPlaces, .places(places.used)) }
    return .warning(
      .trustPlaces,
      .unreadKeyFiles(places.used, first: first.description, others: unread.count - 1))
  }
}
