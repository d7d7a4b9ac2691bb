import HCodeBase
import HCodeCore

/// What an office needs to review a code, and nothing more: no evidence, birth date or document.
struct Appeal {
  /// The issuer, for people, with its identifier.
  var office: String
  /// Where to appeal, where a trust list says so.
  var place: String?
  /// Key id and index: the office's own name of the code.
  var code: String
  /// The colour that was signed.
  var signed: HealthStatus
  /// What the verdict says of it here, where there is one.
  var now: String?
  /// Why, and on whose order.
  var grounds: Justification?
  /// From when it counts.
  var setOn: Timestamp
  /// Until when it counts.
  var expires: Timestamp
  /// The bearer's name, if it is to stand there.
  var name: String?
  /// Whether a key here checked the signature.
  var isVerified: Bool
}
