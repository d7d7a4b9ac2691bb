package import HCodeCore

extension Registry {
  /// Refuses to go on with a list in which a code is better than in an older one, while no change of that value is on record here: the
  /// registry is then another one, or an old copy. A change that is on record ended by itself or by an act. Call it in a transaction.
  ///
  /// Throws `.wouldBecomeBetter`.
  func checkRemembers(
    _ old: StatusList, in new: StatusList
  ) throws(RegistryError) {
    var better: [(index: UInt32, before: CodeStatus, after: CodeStatus)] = []
    for (place, (before, after)) in zip(old.bytes, new.bytes).enumerated() where before != after {
      for index in UInt32(place * 4)..<UInt32(place * 4 + 4) {
        guard let before = old[index], let after = new[index], after < before else { continue }
        better.append((index, before, after))
      }
    }
    // A list that is shorter says nothing of the codes at its end.
    if let end = old.bytes.indices.last, end >= new.bytes.count {
      for index in UInt32(new.count)..<UInt32(old.count) {
        guard let before = old[index], before != .asSigned else { continue }
        better.append((index, before, .asSigned))
      }
    }
    guard !better.isEmpty else { return }
    var known = [Bool](repeating: false, count: better.count)
    try database.run(
      "SELECT count(*) FROM changes WHERE idx = $1 AND value = $2",
      each: better.map { [.integer(Int64($0.index)), .integer(Int64($0.before.rawValue))] }
    ) { place, row in known[place] = (row.integer(0) ?? 0) > 0 }
    let unknown = zip(better, known).filter { !$0.1 }.map(\.0)
    guard let first = unknown.first else { return }
    throw .wouldBecomeBetter(
      count: unknown.count, first.index, from: first.before, to: first.after)
  }
}
