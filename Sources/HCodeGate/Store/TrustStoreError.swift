/// Why the trust store gave nothing or took nothing.
package enum TrustStoreError: Error, Equatable {
  case missing
  case damaged(detail: String)
  /// The lists are too large for one store.
  case full
}
