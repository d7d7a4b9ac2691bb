/// A test, a dose of a vaccination or a recovery, of our own codes and of other formats in one shape (docs/format.md §3). What a
/// certificate does not say is nil.
public struct Evidence: Hashable, Sendable {
  /// What it is. The words are those of docs/json.md.
  public enum Kind: String, Sendable, CaseIterable {
    case pcr
    case antigen
    case antibody
    case vaccination
    case recovery
    case itinerary
    /// Of another format, and none of these.
    case other
  }

  /// What a test found.
  public enum Result: String, Sendable, CaseIterable {
    case negative
    case positive
    case undetermined
  }

  /// An area in which the holder was.
  public struct Stay: Hashable, Sendable {
    /// ISO 3166, or in China the digits of GB/T 2260: `CN-410105`.
    public let area: String
    /// The day until which the holder was there at the latest, `2026-11-20`.
    public let until: String
  }

  /// What it is.
  public let kind: Kind
  /// What a test found.
  public let result: Result?
  /// Which dose it was, from 1.
  public let dose: Int?
  /// Of how many doses.
  public let doses: Int?
  /// When, as stated: RFC 3339, or in other formats a day or less, `2021-05-29`.
  public let time: String?
  /// Where, or by whom.
  public let place: String?
  /// The name or code of the vaccine or the test.
  public let product: String?
  /// Where the holder was in the days before `time`, of an itinerary.
  public let stays: [Stay]
  /// How many days an itinerary speaks of.
  public let days: Int?
  /// Who says so: `declared`, `registered` or `network`.
  public let source: String?

  init(
    _ kind: Kind, result: Result? = nil, dose: Int? = nil, doses: Int? = nil, time: String?,
    place: String?, product: String? = nil, stays: [Stay] = [], days: Int? = nil,
    source: String? = nil
  ) {
    self.stays = stays
    self.days = days
    self.source = source
    self.kind = kind
    self.result = result
    self.dose = dose
    self.doses = doses
    self.time = time
    self.place = place
    self.product = product
  }

  /// A test of that kind (`pcr`, `antigen`, `antibody`), and when the sample was taken. A code keeps the minute.
  public static func test(
    _ kind: Kind, _ result: Result, at time: Instant, place: String? = nil, product: String? = nil
  ) -> Evidence {
    Evidence(kind, result: result, time: time.description, place: place, product: product)
  }

  /// One dose of a vaccination: `dose` of `doses`, each 1 to 20.
  public static func vaccination(
    dose: Int, of doses: Int, at time: Instant, place: String? = nil, product: String? = nil
  ) -> Evidence {
    Evidence(
      .vaccination, dose: dose, doses: doses, time: time.description, place: place,
      product: product)
  }

  /// A recovery, dated by the first positive test.
  public static func recovery(firstPositive time: Instant, place: String? = nil) -> Evidence {
    Evidence(.recovery, time: time.description, place: place)
  }
}
