package import HCodeBase

/// What yellow and red have to carry.
package struct Justification: Hashable, Sendable {
  /// Why, from the closed list.
  package let reason: StatusReason
  /// The legal authority or the order's number.
  package let authority: String
  /// 16 random bytes, the salt of the commitment in the log.
  package let salt: [UInt8]

  /// Refuses an authority that cannot be shown and a salt of another length.
  package init(reason: StatusReason, authority: String, salt: [UInt8]) throws(MalformedCode) {
    if let fault = HealthText.fault(in: authority, maximumBytes: 96) {
      throw MalformedCode(.unjustifiedStatus, "the authority \(fault)")
    }
    guard salt.count == 16 else {
      throw MalformedCode(.unjustifiedStatus, "the salt is not 16 bytes")
    }
    self.reason = reason
    self.authority = authority
    self.salt = salt
  }

  /// Makes a justification with a random salt.
  package init(reason: StatusReason, authority: String) throws(MalformedCode) {
    try self.init(reason: reason, authority: authority, salt: Sodium.random(count: 16))
  }
}
