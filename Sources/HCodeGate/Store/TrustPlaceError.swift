package import HCodeCore

/// Why a place of public keys is not used.
package enum TrustPlaceError: Error, Equatable {
  /// A folder of public keys holds none.
  case noPublicKey
  /// Another file says something else under the same key id.
  case conflictingKey(KeyIdentifier)
}
