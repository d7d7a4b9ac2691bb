import HCodeBase
import HCodeCore
import HCodeRegistry

/// Where the indexes of a batch come from: each row has its own, whoever asks and however often.
protocol IndexSource {
  /// What the journal keeps of it: a batch that goes on has to go on with the same.
  var description: String { get }

  /// The indexes of so many rows from that one (from 1) on; fewer when there are no more. Rows are asked for in the same
  /// groups whenever a batch goes on. The digest is of all that decides their codes but the indexes.
  func indexes(firstRow: Int, count: Int, digest: @autoclosure () -> String) throws -> [UInt32]

  /// Notes codes that were signed, before anybody holds one of them. Doing it again changes nothing.
  func record(_ codes: [IssuedCode]) throws
}

/// What a registry is told of a code.
struct IssuedCode: Sendable {
  let claims: HealthClaims
  /// By what the office knows the person; a registry keeps a keyed hash of it.
  let subject: SubjectReference?
}

/// `A..B`: row 1 has index A, the next one A + 1. It was given to this batch alone by whoever shares them out; nothing is asked
/// and nothing noted.
struct IndexBlock: IndexSource {
  let range: ClosedRange<UInt32>

  init?(argument: String) {
    let ends = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty,
      ends.allSatisfy({ $0.utf8.allSatisfy { $0.isASCIIDigit } }),
      let first = UInt32(ends[0]), let last = UInt32(ends[2]), first <= last
    else { return nil }
    range = first...last
  }

  var description: String { "\(range.lowerBound)..\(range.upperBound)" }

  func indexes(firstRow: Int, count: Int, digest: @autoclosure () -> String) -> [UInt32] {
    let first = Int(range.lowerBound) + firstRow - 1
    let last = min(first + count - 1, Int(range.upperBound))
    guard first <= last else { return [] }
    return (first...last).map { UInt32(truncatingIfNeeded: $0) }
  }

  func record(_ codes: [IssuedCode]) {}
}

/// A registry, of which each group of rows has a lease: asked for again after a kill, it is the same one, and other rows under
/// the batch's name are refused.
struct RegistryIndexes: IndexSource {
  let registry: Registry
  /// The registry's file or address.
  let name: FileName
  let officer: OfficerPseudonym?
  let batch: RequestIdentifier

  var description: String { "the registry of \(registry.identity.uri)" }

  func indexes(firstRow: Int, count: Int, digest: @autoclosure () -> String) throws -> [UInt32] {
    guard let count = UInt32(exactly: count) else { return [] }
    let digest = digest()
    let lease = try name.naming { () throws(RegistryError) in
      try registry.lease(count: count, batch: batch, firstRow: firstRow, digest: digest)
    }
    return Array(lease.indexes)
  }

  func record(_ codes: [IssuedCode]) throws {
    try name.naming { () throws(RegistryError) in
      var records: [RegisteredCode] = []
      records.reserveCapacity(codes.count)
      for code in codes {
        var subject: SubjectHash?
        if let reference = code.subject { subject = try registry.hash(of: reference) }
        records.append(RegisteredCode(code.claims, officer: officer, subject: subject))
      }
      try registry.record(records)
    }
  }
}
