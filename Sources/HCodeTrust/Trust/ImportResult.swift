package import HCodeBase
package import HCodeCore

/// What an import did with one file: each believed authority that names it has an outcome of its own, and a refusal for one changes
/// nothing for another (docs/trust.md §4).
package struct ImportResult: Sendable {
  /// What the file is for one authority.
  package struct ForAuthority: Sendable {
    /// Whose list names the file.
    package let authority: IssuerIdentifier
    /// Whether the operator pinned it.
    package let isPinned: Bool
    /// What was done, or why not.
    package let outcome: Result<TrustHoldings.Outcome, ImportRefusal>

    /// The refusal's name, if it was refused.
    var refusalName: ImportRefusal.Name? {
      if case .failure(let refusal) = outcome { refusal.name } else { nil }
    }
  }

  /// The file's name.
  package let name: String
  /// What it is: `trust list CN-HA, version 3`.
  package let what: String
  /// The outcomes, by authority; none for a file that names nobody here.
  package var authorities: [ForAuthority]
  /// Why the file was refused: by a pinned authority that names it, or because nobody accepts it.
  package let refusal: ImportRefusal?
  /// Keys that a trust list no longer names, though they have not ended and it does not withdraw them.
  package var droppedKeys: [KeyIdentifier] = []
  /// The refusals of other authorities' files, and of foreign ones, in a bundle that was accepted.
  package var refusedMembers: [ImportRefusal] = []
  /// The lists of a bundle that was accepted that are older than the stored ones: nothing was done with them.
  package var passedOver: [String] = []
  /// The authority whose log in a refused bundle begins after the end of the stored one.
  package var disconnectedLog: IssuerIdentifier?
  /// What its status lists say differently from the older ones.
  package var statusChanges: [StatusListChanges] = []
  /// The authority whose refusal is `refusal`.
  let refuser: IssuerIdentifier?

  /// Whether nobody refused it, nor anything in it.
  var isAcceptedByAll: Bool {
    refusal == nil && refusedMembers.isEmpty && authorities.allSatisfy { $0.refusalName == nil }
  }

  /// What was done for the first authority that accepted it.
  package var outcome: TrustHoldings.Outcome? {
    authorities.lazy.compactMap { try? $0.outcome.get() }.first
  }

  init(name: String, what: String, authorities: [ForAuthority]) {
    self.name = name
    self.what = what
    self.authorities = authorities
    let refusals = authorities.filter { $0.refusalName != nil }
    let isAccepted = refusals.count < authorities.count
    // An older file does no harm, so another refusal counts before that one.
    let graver = refusals.first { $0.isPinned && $0.refusalName != .rollback }
    let grave =
      graver ?? refusals.first { $0.isPinned } ?? (isAccepted ? nil : refusals.first)
    refuser = grave?.authority
    if case .failure(let refusal)? = grave?.outcome {
      self.refusal = refusal
    } else {
      refusal = nil
    }
  }

  /// A file that no authority could be asked about.
  init(name: String, what: String, refusal: ImportRefusal) {
    self.name = name
    self.what = what
    authorities = []
    refuser = nil
    self.refusal = refusal
  }
}
