/// Why the trust store gave nothing or took nothing.
package enum TrustStoreError: Error, Equatable {
  case missing
  case damaged(detail: String)
  /// The lists are too large for one store.
  case full

  /// What is wrong, for the detail of a verdict.
  var detail: String {
    switch self {
    case .missing: "there is no trust store in it: mount its disk, or import the lists again"
    case .damaged(let detail): "the trust store is damaged: \(detail)"
    case .full: "the lists are too large for one store"
    }
  }
}
