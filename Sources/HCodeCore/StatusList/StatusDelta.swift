package import HCodeBase

/// What became worse since a given status list: to send a few bytes where the whole list would be a few kilobytes
/// (docs/trust.md §2, `delta`).
package struct StatusDelta: Equatable, Sendable {
  /// SHA-256 of the list, not compressed, that it changes.
  package let baseDigest: Digest
  /// SHA-256 of the list, not compressed, that results.
  package let resultDigest: Digest
  /// By new status, the indexes, ascending; at most `maximumChanges` of each.
  package let changes: [CodeStatus: [UInt32]]

  /// The most codes that a delta can give one status: the elements of one array (docs/trust.md §1).
  package static let maximumChanges = CBORLimits.list.count

  /// Why there is no delta between two lists. In each case the whole list can be published.
  package enum DifferenceError: Error, Equatable, Sendable {
    /// The lists speak of different numbers of codes.
    case otherSize
    /// Nothing changed.
    case nothingChanged
    /// This code's status got better, which a delta never says.
    case improves(index: UInt32, from: CodeStatus, to: CodeStatus)
    /// More than `maximumChanges` codes got the same status.
    case tooMany
  }

  /// What leads from one list to the other.
  package init(from old: StatusList, to new: StatusList) throws(DifferenceError) {
    guard old.count == new.count else { throw .otherSize }
    var changes: [CodeStatus: [UInt32]] = [:]
    for place in 0..<old.bytes.count where old.bytes[place] != new.bytes[place] {
      for index in UInt32(place * 4)..<UInt32(place * 4 + 4) {
        guard let was = old[index], let becomes = new[index], was != becomes else { continue }
        guard was < becomes else { throw .improves(index: index, from: was, to: becomes) }
        guard changes[becomes, default: []].count < Self.maximumChanges else { throw .tooMany }
        changes[becomes, default: []].append(index)
      }
    }
    guard !changes.isEmpty else { throw .nothingChanged }
    baseDigest = old.digest
    resultDigest = new.digest
    self.changes = changes
  }

  /// The list that results. Refuses a base that is not the one meant, an index that the list does not reach, a code that
  /// would not become worse, and a result that is not the one that was signed.
  package func apply(to list: StatusList) throws(ImportRefusal) -> StatusList {
    guard list.digest == baseDigest else {
      throw ImportRefusal(.wrongBase, "the delta is for another list than the one held")
    }
    var result = list
    for (status, indexes) in changes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for index in indexes {
        guard let was = list[index], let now = result[index] else {
          throw ImportRefusal(.malformedList, "index \(index) is outside the list")
        }
        guard was == now else {
          throw ImportRefusal(.malformedList, "index \(index) is changed twice")
        }
        guard was < status, result.set(status, at: index) else {
          throw ImportRefusal(
            .improvesStatus, "index \(index) would go from \(was.word) to \(status.word)")
        }
      }
    }
    guard result.digest == resultDigest else {
      throw ImportRefusal(.malformedList, "the delta does not lead to the list that it names")
    }
    return result
  }
}

extension StatusDelta {
  /// The keys of the claim's map (docs/trust.md §2).
  private enum Key: UInt64 {
    case baseDigest = 1
    case resultDigest = 2
    case changes = 3
  }

  /// The claim's content. Indexes are written as distances: small numbers take one byte.
  var cbor: CBORValue {
    let lists = changes.map { status, indexes -> (key: CBORValue, value: CBORValue) in
      var last: UInt32 = 0
      let distances = indexes.map { index -> CBORValue in
        defer { last = index }
        return .unsigned(UInt64(index &- last))
      }
      return (.unsigned(UInt64(status.rawValue)), .array(distances))
    }
    return .keyed([
      Key.baseDigest: .bytes(baseDigest.bytes), .resultDigest: .bytes(resultDigest.bytes),
      .changes: .map(lists),
    ])
  }

  /// Reads the claim's content; the limits on arrays have bounded it already.
  init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try? NumberedMembers(value, "the delta", keys: Key.self)
    guard let members,
      let base = members[Key.baseDigest]?.byteString.flatMap({ Digest(bytes: $0) }),
      let result = members[Key.resultDigest]?.byteString.flatMap({ Digest(bytes: $0) }),
      case .map(let lists)? = members[Key.changes], !lists.isEmpty
    else {
      throw ImportRefusal(.malformedList, "the delta does not hold two digests and its changes")
    }
    var changes: [CodeStatus: [UInt32]] = [:]
    for (key, value) in lists {
      guard let status = key.integer.flatMap({ UInt8(exactly: $0) }).flatMap(CodeStatus.init),
        status != .asSigned, case .array(let distances) = value, !distances.isEmpty
      else {
        throw ImportRefusal(.malformedList, "the changes are not lists of indexes by new status")
      }
      changes[status] = try Self.indexes(distances)
    }
    baseDigest = base
    resultDigest = result
    self.changes = changes
  }

  private static func indexes(_ distances: [CBORValue]) throws(ImportRefusal) -> [UInt32] {
    var indexes: [UInt32] = []
    var last: UInt32 = 0
    for value in distances {
      guard case .unsigned(let distance) = value, distance > 0 || indexes.isEmpty,
        let step = UInt32(exactly: distance),
        case (let index, false) = last.addingReportingOverflow(step)
      else {
        throw ImportRefusal(.malformedList, "the indexes are not ascending numbers of 32 bits")
      }
      indexes.append(index)
      last = index
    }
    return indexes
  }
}
