import ArgumentParser

/// A block of a registry's counter as `A..B`: from A up to, not including, B.
struct IndexRange: ExpressibleByArgument, CustomStringConvertible, Equatable {
  let counters: Range<UInt32>

  init(_ counters: Range<UInt32>) { self.counters = counters }

  init?(argument: String) {
    let ends = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty, let first = Self.number(ends[0]),
      let end = Self.number(ends[2]), first < end
    else { return nil }
    counters = first..<end
  }

  private static func number(_ digits: Substring) -> UInt32? {
    digits.allSatisfy { $0.isASCII && $0.isNumber } ? UInt32(digits) : nil
  }

  var description: String { "\(counters.lowerBound)..\(counters.upperBound)" }
}
