import HCodeBase
import HCodeCore

extension BatchRow {
  /// Reads the pieces of evidence, number by number.
  func evidence(issuedAt now: Timestamp) throws(BatchFault) -> [Evidence] {
    var evidence: [Evidence] = []
    for number in 1...numbers {
      for family in EvidenceFamily.allCases
      where family.columns.contains(where: { self[.evidence(family, $0), number] != nil }) {
        evidence.append(
          try EvidenceColumns(row: self, family: family, number: number).evidence(issuedAt: now))
      }
    }
    if let itinerary = try itinerary(issuedAt: now) { evidence.append(itinerary) }
    return evidence
  }

  /// The itinerary, which ends at the issue of the code: days and source in one cell, areas in another with commas or semicolons between them.
  private func itinerary(issuedAt now: Timestamp) throws(BatchFault) -> Evidence? {
    let (window, stays) = (self[.itinerary], self[.stays])
    guard window != nil || stays != nil else { return nil }
    let form = "days and source, such as 14d:registered"
    guard let window else {
      throw BatchFault(BatchField.itinerary.name, "it is empty, and takes \(form)")
    }
    guard let stays else {
      throw BatchFault(BatchField.stays.name, "it is empty, and takes areas such as CN-410105")
    }
    let areas = stays.split(whereSeparator: { ",;，；、".contains($0) })
      .map { String($0).trimmingBlanks }
    guard let age = EvidenceAge(minutes: 0) else { return nil }
    do {
      return .itinerary(
        try Itinerary.read(window: window, stays: areas, endingAt: now), age: age)
    } catch Itinerary.TextFault.window {
      throw BatchFault(BatchField.itinerary.name, "it takes \(form)")
    } catch Itinerary.TextFault.stay(let text) {
      throw BatchFault(
        BatchField.stays.name,
        "'\(text)' is no area such as CN-410105, nor one with the day on which it was left, as CN-410105 2026-11-20"
      )
    } catch Itinerary.TextFault.date(let text) {
      throw BatchFault(
        BatchField.stays.name, "'\(text)' was left outside the days that the itinerary speaks of")
    } catch let fault as MalformedCode {
      throw BatchFault(BatchField.stays.name, fault.detail)
    } catch {
      throw BatchFault(BatchField.stays.name, "it is no list of areas")
    }
  }
}

/// The columns of one piece of evidence, of which at least one is filled in.
private struct EvidenceColumns {
  let row: BatchRow
  let family: EvidenceFamily
  let number: Int

  func evidence(issuedAt now: Timestamp) throws(BatchFault) -> Evidence {
    let kind = try kind()
    let details: Evidence.Details
    let age: EvidenceAge
    switch family.shape {
    case .result:
      details = .result(try word(.result, among: Evidence.TestResult.allCases, \.word))
      age = try self.age(.time, BatchRow.timeForm, issuedAt: now, BatchRow.time)
    case .doses:
      details = .doses(
        try needed(.dose, "a number from 1 to 20", Self.doses),
        of: try needed(.of, "a number from 1 to 20", Self.doses))
      age = try self.age(.date, Self.dayForm, issuedAt: now, Self.day)
    case .timeOnly, .stays:
      details = .timeOnly
      age = try self.age(.date, Self.dayForm, issuedAt: now, Self.day)
    }
    let place = try text(.place)
    let product = family.hasProduct ? try text(.product) : nil
    guard place != nil || product == nil else {
      throw fault(.place, "it is empty, and a product needs a place")
    }
    return Evidence(kind, details, age: age, place: place, product: product)
  }

  private static let dayForm = "a date such as 2026-11-24"

  private static func day(_ text: String) -> Timestamp? {
    CalendarDate(iso8601: CellWords.day(text) ?? text).flatMap {
      Timestamp(rfc3339: $0.iso8601 + "T00:00:00Z")
    }
  }

  private static func doses(_ text: String) -> UInt64? {
    guard text.utf8.count <= 2, text.utf8.allSatisfy({ $0.isASCIIDigit }) else {
      return nil
    }
    return UInt64(text).flatMap { (1...20).contains($0) ? $0 : nil }
  }

  private func kind() throws(BatchFault) -> EvidenceKind {
    if let only = family.onlyKind { return only }
    return try word(.kind, among: family.kinds, \.word)
  }

  private func field(_ column: EvidenceFamily.Column) -> BatchField { .evidence(family, column) }

  private func fault(_ column: EvidenceFamily.Column, _ detail: String) -> BatchFault {
    BatchFault(BatchColumn(field(column), number).name, detail)
  }

  private func needed<Value>(
    _ column: EvidenceFamily.Column, _ form: String, _ value: (String) -> Value?
  ) throws(BatchFault) -> Value {
    guard let value = try row.read(field(column), form, number: number, value) else {
      throw fault(column, "it is empty, and takes \(form)")
    }
    return value
  }

  private func age(
    _ column: EvidenceFamily.Column, _ form: String, issuedAt now: Timestamp,
    _ time: (String) -> Timestamp?
  ) throws(BatchFault) -> EvidenceAge {
    let time = try needed(column, form, time)
    guard let age = EvidenceAge(of: time, issuedAt: now) else {
      throw fault(column, "it lies after the issue of the code")
    }
    return age
  }

  private func text(_ column: EvidenceFamily.Column) throws(BatchFault) -> String? {
    try row.text(field(column), maximumBytes: 64, number: number)
  }

  private func word<Value>(
    _ column: EvidenceFamily.Column, among values: [Value], _ word: (Value) -> String
  ) throws(BatchFault) -> Value {
    let words = values.map(word)
    let form = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    return try needed(column, form) { text in values.first { word($0) == CellWords.word(text) } }
  }
}
