import HCodeBase
package import HCodeCore

/// What a new status list says differently from the stored one.
package struct StatusListChanges: Hashable, Sendable {
  /// A code that became better.
  package struct Improvement: Hashable, Sendable {
    /// The code's index.
    package let index: UInt32
    /// What the older list says.
    package let before: CodeStatus
    /// What the newer list says.
    package let after: CodeStatus
  }

  /// The improvements that are listed one by one; the others are counted.
  package static let maximumListed = 1000
  /// More improvements in one list are a warning.
  package static let maximumUsual = 100

  /// The status list, and the authority whose trust list names it.
  package let list: Attributed<StatusListURI>
  /// How many codes became worse, by what they are now.
  package let worsened: [CodeStatus: Int]
  /// How many codes became better.
  package let betterCount: Int
  /// The first of these, by index.
  package let improvements: [Improvement]

  /// Whether so many codes became better at once that somebody should ask why.
  package var isUnusual: Bool { betterCount > Self.maximumUsual }

  /// What changed; nil when no code did. Codes that only one of the lists reaches are not compared.
  package init?(_ list: Attributed<StatusListURI>, from old: StatusList, to new: StatusList) {
    var worsened: [CodeStatus: Int] = [:]
    var betterCount = 0
    var improvements: [Improvement] = []
    for (place, (before, after)) in zip(old.bytes, new.bytes).enumerated() where before != after {
      for index in UInt32(place * 4)..<UInt32(place * 4 + 4) {
        guard let before = old[index], let after = new[index], before != after else { continue }
        guard after < before else {
          worsened[after, default: 0] += 1
          continue
        }
        betterCount += 1
        if improvements.count < Self.maximumListed {
          improvements.append(Improvement(index: index, before: before, after: after))
        }
      }
    }
    guard betterCount > 0 || !worsened.isEmpty else { return nil }
    self.list = list
    self.worsened = worsened
    self.betterCount = betterCount
    self.improvements = improvements
  }
}
