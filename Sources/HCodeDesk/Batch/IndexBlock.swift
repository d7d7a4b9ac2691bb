/// `A..B`: row 1 has index A, the next one A + 1. It was given to this batch alone by whoever shares them out; nothing is asked
/// and nothing noted.
package struct IndexBlock: IndexSource {
  package let range: ClosedRange<UInt32>

  package init?(argument: String) {
    let ends = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty,
      ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let first = UInt32(ends[0]), let last = UInt32(ends[2]), first <= last
    else { return nil }
    range = first...last
  }

  package var description: String { "\(range.lowerBound)..\(range.upperBound)" }

  package func indexes(firstRow: Int, count: Int, digest: @autoclosure () -> String) -> [UInt32] {
    let first = Int(range.lowerBound) + firstRow - 1
    let last = min(first + count - 1, Int(range.upperBound))
    guard first <= last else { return [] }
    return (first...last).map { UInt32(truncatingIfNeeded: $0) }
  }

  package func record(_ codes: [IssuedCode]) {}
}
