package import HCodeBase
import HCodeCore
internal import Synchronization

/// A file of trust material, read.
package struct ForeignTrustMaterial: Sendable {
  /// One thing to be found under a name.
  package struct Entry: Sendable {
    package let name: ForeignKeyName
    package let content: CBORValue
    /// Whether counts include it: false for what only describes other entries.
    package var isCounted = true
    /// Whether it says only that there is a revocation list.
    var isMark = false
  }

  /// The part of the format's trust material: empty for keys, else a word, such as for a revocation list.
  package var part = ""
  /// Whether files of this part only add to one another. Each has a name of its own then.
  package var isAdditive = false
  /// When it was made, if a valid signature in the file covers that.
  package var issued: Timestamp?
  /// When it says that it was made, without a signature. Counts when a signature beside the file holds.
  package var claimedTime: Timestamp?
  /// Its own end, if it has one.
  package var expires: Timestamp?
  /// The signature inside the file, if any.
  package var signature: ListSignature?
  /// The entries to look up.
  package var entries: [Entry]
  /// More of them, where many say the same.
  package var names: [NamesOfOneContent] = []
  /// The lists in it that count their versions, each with its counter.
  package var counters: [(name: ForeignKeyName, counter: UInt64)] {
    entries.compactMap { entry in
      if case .unsigned(let counter) = entry.content { (entry.name, counter) } else { nil }
    }
  }
  /// What could not be used, and why, for people.
  package var leftOut: [String] = []
  /// Warnings: accepted oddities, and signatures that were not checked.
  package var warnings: [String] = []
  /// Counts by kind, with a plural English noun; empty when the number of entries says enough.
  package var counts: [(what: String, number: Int)] = []

  /// How many entries there are, without those that only describe others.
  package var count: Int {
    names.reduce(entries.count(where: \.isCounted)) { $0 + $1.places.count }
  }

  /// Whether it is a revocation list, which may well be empty.
  package var isRevocation: Bool { entries.contains(where: \.isMark) }

  /// How many keys, certificates, revocations or lists of them there are: issuers without a key do not count, nor a revocation list that revokes nothing.
  package var usableCount: Int {
    guard counts.isEmpty else {
      return counts.reduce(0) { $1.what == "issuers" ? $0 : $0 + $1.number }
    }
    return names.reduce(entries.count { $0.isCounted && !$0.isMark }) { $0 + $1.places.count }
  }

  /// Where the entries that are counted stand in an index, in order.
  package var places: [UInt64] { places { $0.isCounted } }

  private func places(where isWanted: (Entry) -> Bool) -> [UInt64] {
    var places: [UInt64] = []
    places.reserveCapacity(entries.count + names.reduce(0) { $0 + $1.places.count })
    places += entries.lazy.filter(isWanted).map(\.name.place)
    for names in names { places += names.places }
    places.sort()
    return places
  }

  /// Sorts the names. Throws `too-large` where more entries share one than a scan can look at, and where too many say something of their own.
  mutating func close() throws(ImportRefusal) {
    guard entries.count <= InputBudget.nodes else {
      throw ImportRefusal(
        .tooLarge, "more than \(InputBudget.nodes) entries that say something of their own")
    }
    for index in names.indices { names[index].sort() }
    let places = places { _ in true }
    guard
      zip(places, places.dropFirst(InputBudget.namesakes)).allSatisfy({ $0 != $1 })
    else {
      throw ImportRefusal(
        .tooLarge, "more than \(InputBudget.namesakes) entries stand under one name")
    }
  }
}
