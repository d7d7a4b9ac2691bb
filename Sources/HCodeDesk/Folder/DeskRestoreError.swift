import HCodeBase
package import HCodeCore

/// Why a desk cannot be restored. What is wrong with published files is an `ImportRefusal` or a `LogRefusal`.
package enum DeskRestoreError: Error, Equatable {
  /// There is neither a desk nor a backup, and no published copy is named.
  case nothingToRestore
  /// Nothing here says whose root keys to believe.
  case fingerprintNeeded
  /// The file is no backup of a desk, or not whole.
  case notABackup
  /// The desk is the current folder: whoever stands in it would go on in the old one.
  case inside
  /// A folder or a server may have several bundles.
  case whichBundle
  /// The backup is one of another authority than the desk that is here.
  case otherDesk(IssuerIdentifier, here: IssuerIdentifier)
  /// What is published cannot be had there.
  case notFetched
}
