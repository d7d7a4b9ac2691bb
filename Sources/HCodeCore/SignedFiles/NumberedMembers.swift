package import HCodeBase

/// The members of one map of a signed list, each asked for by number, type and bounds; `place` names the map in refusals.
package struct NumberedMembers {
  package let place: String
  private var members: [UInt64: CBORValue] = [:]

  /// Refuses what is no map and any key that is not known.
  package init(_ value: CBORValue, _ place: String, known: ClosedRange<UInt64>)
    throws(ImportRefusal)
  {
    self.place = place
    guard case .map(let pairs) = value else { throw Self.malformed(place, "is no map") }
    for (key, value) in pairs {
      guard case .unsigned(let number) = key, known.contains(number) else {
        throw Self.malformed(place, "has an unknown member")
      }
      members[number] = value
    }
  }

  package static func malformed(_ place: String, _ what: String) -> ImportRefusal {
    ImportRefusal(.malformedList, place + " " + what)
  }

  package func malformed(_ what: String) -> ImportRefusal { Self.malformed(place, what) }

  private func faulty(_ what: String) -> ImportRefusal {
    ImportRefusal(.malformedList, place + ": " + what)
  }

  /// The member, if it is there.
  package subscript(number: UInt64) -> CBORValue? { members[number] }

  package func required(_ number: UInt64, _ what: String) throws(ImportRefusal) -> CBORValue {
    guard let value = members[number] else { throw faulty("its \(what) is missing") }
    return value
  }

  package func unsigned(
    _ number: UInt64, _ what: String, _ range: ClosedRange<UInt64>
  ) throws(ImportRefusal) -> UInt64 {
    guard case .unsigned(let value) = try required(number, what), range.contains(value) else {
      throw faulty("its \(what) is out of range")
    }
    return value
  }

  package func time(_ number: UInt64, _ what: String) throws(ImportRefusal) -> Timestamp {
    guard let time = try required(number, what).integer.flatMap({ Timestamp(seconds: $0) }) else {
      throw faulty("its \(what) is no time")
    }
    return time
  }

  package func optionalTime(_ number: UInt64, _ what: String) throws(ImportRefusal) -> Timestamp? {
    members[number] == nil ? nil : try time(number, what)
  }

  package func text(_ number: UInt64, _ what: String, maximumBytes: Int) throws(ImportRefusal)
    -> String
  {
    guard let text = try required(number, what).textString else {
      throw faulty("its \(what) is no text")
    }
    if let fault = HealthText.fault(in: text, maximumBytes: maximumBytes) {
      throw faulty("its \(what) \(fault)")
    }
    return text
  }

  package func identifier(_ number: UInt64, _ what: String) throws(ImportRefusal)
    -> IssuerIdentifier
  {
    guard let id = try required(number, what).textString.flatMap({ IssuerIdentifier($0) }) else {
      throw faulty("its \(what) is no identifier")
    }
    return id
  }

  package func publicKey(_ number: UInt64, _ what: String) throws(ImportRefusal) -> Ed25519PublicKey
  {
    guard
      let key = try required(number, what).byteString.flatMap({ Ed25519PublicKey(bytes: $0) })
    else { throw faulty("its \(what) is not a strong Ed25519 key") }
    return key
  }

  package func array(
    _ number: UInt64, _ what: String, _ count: ClosedRange<Int>
  ) throws(ImportRefusal) -> [CBORValue] {
    guard case .array(let elements) = try required(number, what), count.contains(elements.count)
    else {
      throw faulty("its \(what) are not \(count.lowerBound) to \(count.upperBound) in an array")
    }
    return elements
  }
}

extension Sequence {
  /// Whether each element is smaller than the next by this order: one spelling of a set, nothing twice.
  package func isStrictlyAscending(_ precedes: (Element, Element) -> Bool) -> Bool {
    zip(self, dropFirst()).allSatisfy(precedes)
  }
}
