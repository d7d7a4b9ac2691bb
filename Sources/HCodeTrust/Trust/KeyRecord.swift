package import HCodeCore

/// Everything that is known under a key id. Which list decides was settled at the import (docs/trust.md §4.5): a key has at most
/// one way of being trusted for each issuer.
package struct KeyRecord: Sendable {
  /// The keys of that id, one for each issuer whose codes it may sign; and withdrawn ones, which are known and trusted for nothing.
  package var keys: [TrustedKey]
  /// The pinned authorities that withdrew a key of that id.
  package var withdrawals: [Withdrawal]
  /// Whether a stored list names it, be it ended or no longer believed: a key file adds nothing then.
  package var isNamed: Bool

  /// A record; of an unknown key unless something is given.
  package init(
    keys: [TrustedKey] = [], withdrawals: [Withdrawal] = [], isNamed: Bool = false
  ) {
    self.keys = keys
    self.withdrawals = withdrawals
    self.isNamed = isNamed
  }
}

extension KeyRecord {
  /// Who withdrew the key that decides on codes of that issuer or, where none does, whatever signed in its name: a pinned authority that
  /// speaks for the issuer, the one through whose recognition the key is trusted or, for a bare key, any.
  package func withdrawal(of key: TrustedKey?, for issuer: IssuerIdentifier) -> Withdrawal? {
    withdrawals.first { withdrawal in
      if withdrawal.authority.speaks(for: issuer) { return true }
      return switch key {
      case .bare?: true
      case .listed(let path)?: path.recognition?.list.authority == withdrawal.authority
      case .withdrawn?, nil: false
      }
    }
  }
}
