import HCodeBase
import HCodeCore

extension TrustPath {
  /// What the key's codes may say, if it signs codes.
  var grant: Grant? { if case .codes(let grant, _) = key.use { grant } else { nil } }
}
