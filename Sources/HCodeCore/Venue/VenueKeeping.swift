package import HCodeBase

/// The file in which a keeper or an office keeps its share of one request, with the days for which it was used: a `SealedFile` whose
/// first line is "hcode venue keep".
///
/// Its content is the number of powers, the coefficients of both polynomials by the power, and the CBOR array of role, request, poster
/// or answer, and days. The days lie under the seal, so that nobody without the passphrase makes them fewer.
package struct VenueKeeping: Sendable {
  /// Whose share it is.
  package enum Role: UInt64, Sendable {
    /// The keeper of the place.
    case keeper = 1
    /// The office that answered.
    case office = 2
  }

  /// Whose share it is.
  package let role: Role
  /// The share.
  package let share: VenueShare
  /// What it was drawn for.
  package let request: VenueRequest
  /// The keeper's poster, without bytes until there is one; the office's answer.
  package var paper: [UInt8]
  /// The days for which the share was used.
  package private(set) var days: [Int64]

  /// The most that is read of such a file.
  package static let maximumBytes = 16_384
  private static let mark = Array("hcode venue keep\n".utf8)

  /// A share that was not used yet.
  package init(_ role: Role, _ share: VenueShare, for request: VenueRequest, paper: [UInt8] = []) {
    self.role = role
    self.share = share
    self.request = request
    self.paper = paper
    days = []
  }

  /// Opens a file.
  package init(
    _ file: SealedFile, passphrase: GuardedBytes?
  ) throws(SecretKeyFile.OpeningError) {
    let content = try file.open(
      mark: Self.mark, maximumBytes: Self.maximumBytes, passphrase: passphrase)
    guard content.count > 0 else { throw .contentDamaged }
    let count = Int(content.pointer[0])
    let start = 1 + 64 * count
    guard VenuePoints.degrees.contains(count - 1), content.count > start else {
      throw .contentDamaged
    }
    var numbers: [Ristretto255.Secret] = []
    for place in stride(from: 1, to: start, by: 32) {
      guard let bytes = content.slice(place..<place + 32), let number = Ristretto255.Secret(bytes)
      else { throw .contentDamaged }
      numbers.append(number)
    }
    let rest = Array(
      UnsafeBufferPointer(start: content.pointer + start, count: content.count - start))
    guard
      let share = VenueShare(
        stride(from: 0, to: numbers.count, by: 2).map {
          VenueShare.Coefficients(numbers[$0], numbers[$0 + 1])
        }),
      case .array(let parts)? = try? VenueRefusal.item(rest, "the file"), parts.count == 4,
      case .unsigned(let number) = parts[0], let role = Role(rawValue: number),
      let request = parts[1].byteString.flatMap({ try? VenueRequest($0) }),
      let paper = parts[2].byteString, case .array(let days) = parts[3],
      request.venue.points.degree == share.points.degree,
      role == .office || share.points == request.venue.points
    else { throw .contentDamaged }
    self.role = role
    self.share = share
    self.request = request
    self.paper = paper
    self.days = days.compactMap(\.integer)
    guard self.days.count == days.count else { throw .contentDamaged }
  }

  /// The file, sealed if there is a passphrase.
  package func file(
    passphrase: GuardedBytes?
  ) throws(SecretKeyFile.OpeningError) -> SealedFile {
    let rest = CBORValue.array([
      .unsigned(role.rawValue), .bytes(request.bytes), .bytes(paper),
      .array(days.map { .integer($0) }),
    ]).encoded
    let numbers = share.coefficients.flatMap { [$0.first.guarded, $0.second.guarded] }
    guard let content = GuardedBytes(count: 1 + 32 * numbers.count + rest.count) else {
      throw .outOfMemory
    }
    content.pointer[0] = UInt8(share.coefficients.count)
    for (place, number) in numbers.enumerated() {
      (content.pointer + 1 + 32 * place).update(from: number.pointer, count: 32)
    }
    (content.pointer + 1 + 32 * numbers.count).update(from: rest, count: rest.count)
    return try SealedFile(content, mark: Self.mark, passphrase: passphrase)
  }

  /// Counts a day, so that the share may be used for it; false for the one after the last that the share hides.
  package mutating func count(_ day: Int64) -> Bool {
    if days.contains(day) { return true }
    guard days.count < share.points.degree else { return false }
    days.append(day)
    return true
  }
}
