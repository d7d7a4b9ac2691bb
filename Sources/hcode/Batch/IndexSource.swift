import ArgumentParser
import HCodeCore

/// Where the indexes of a batch come from: each row has its own, whoever asks and however often.
protocol IndexSource {
  /// What the journal keeps of it: a batch that goes on has to go on with the same.
  var description: String { get }

  /// The indexes of so many rows from that one (from 1) on; fewer when there are no more.
  mutating func indexes(firstRow: Int, count: Int) throws -> [UInt32]

  /// Notes codes that were signed, before anybody holds one of them. Doing it again changes nothing.
  mutating func record(_ codes: [RegisteredCode]) throws
}

/// `A..B`: row 1 has index A, the next one A + 1. It was given to this batch alone by whoever shares them out; nothing is asked
/// and nothing noted.
struct IndexRange: IndexSource, ExpressibleByArgument {
  let range: ClosedRange<UInt32>

  init?(argument: String) {
    let ends = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty,
      ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let first = UInt32(ends[0]), let last = UInt32(ends[2]), first <= last
    else { return nil }
    range = first...last
  }

  var description: String { "\(range.lowerBound)..\(range.upperBound)" }

  var defaultValueDescription: String { description }

  func indexes(firstRow: Int, count: Int) -> [UInt32] {
    let first = Int(range.lowerBound) + firstRow - 1
    let last = min(first + count - 1, Int(range.upperBound))
    guard first <= last else { return [] }
    return (first...last).map { UInt32(truncatingIfNeeded: $0) }
  }

  func record(_ codes: [RegisteredCode]) {}
}
