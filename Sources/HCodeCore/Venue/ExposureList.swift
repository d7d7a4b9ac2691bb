package import HCodeBase

/// The signed list that opens days: what each visitor's device tries on its own diary (docs/venue.md §7).
package struct ExposureList: Sendable {
  /// The office that signed it, to whose lists records are bound.
  package let office: IssuerIdentifier
  /// When it was signed.
  package let issued: Timestamp
  /// When it ends.
  package let expires: Timestamp
  /// How long the office's log was then.
  package let logSize: UInt64?
  /// By day and secret.
  package let notices: [ExposureNotice]

  /// The most that is read of a list.
  package static let maximumBytes = 16 << 20
  /// The most notices of a list.
  package static let maximumNotices = 20_000
  /// The longest that a list is valid: 31 days.
  package static let longestValidity = 31 * VenueDay.seconds

  /// The file of a list, signed. The caller has put every notice into the log, and gives no secret twice.
  package static func signed(
    _ notices: [ExposureNotice], issued: Timestamp, expires: Timestamp, logSize: UInt64? = nil,
    with key: SigningKey
  ) throws(SigningKey.SigningError) -> [UInt8] {
    try VenueClaims.signed(
      .array(notices.sorted(by: ExposureNotice.precedes).map(\.cbor)), .notices, logSize: logSize,
      .list, issued: issued, expires: expires, with: key)
  }

  /// Rules 40 to 47.
  ///
  /// - Parameter held: when the list was issued that is stored.
  package init(
    _ bytes: [UInt8], keys: VenueKeys, at now: Timestamp, held: Timestamp? = nil
  ) throws(VenueRefusal) {
    guard bytes.count <= Self.maximumBytes else {
      throw VenueRefusal(.tooLarge, "the list has more than 16 MiB")
    }
    let claims = try VenueClaims(
      try VenueMessage(bytes, .list, keys), content: .notices, hasLogSize: true,
      longest: Self.longestValidity)
    var logSize: UInt64?
    if let value = claims.logSize {
      guard case .unsigned(let size) = value else {
        throw VenueRefusal(.malformedClaims, "the log size in it is none")
      }
      logSize = size
    }
    guard case .array(let values) = claims.content, values.count <= Self.maximumNotices else {
      throw VenueRefusal(
        .malformedClaims, "the notices are not an array of at most \(Self.maximumNotices)")
    }
    var notices: [ExposureNotice] = []
    notices.reserveCapacity(values.count)
    for value in values { notices.append(try ExposureNotice(value, issued: claims.issued)) }
    guard notices.isStrictlyAscending(ExposureNotice.precedes) else {
      throw VenueRefusal(.wrongOrder, "its notices do not ascend by day and secret")
    }
    try claims.check(at: now)
    if let held, claims.issued < held {
      throw VenueRefusal(.rollback, "a list that is stored was issued later")
    }
    office = claims.issuer
    issued = claims.issued
    expires = claims.expires
    self.logSize = logSize
    self.notices = notices
  }
}
