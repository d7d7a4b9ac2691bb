/// The members of a JSON object, found by the bytes of their names, in the order of those bytes: nothing is hashed, so that no choice of names
/// makes a reader slow, and the same members stand in the same order in every run.
package struct JSONFields: Equatable, Sendable, Sequence, ExpressibleByDictionaryLiteral {
  package typealias Element = (key: String, value: JSONValue)

  private var members: [Element] = []

  /// No members.
  package init() {}

  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.lazy.map { (key: $0.0, value: $0.1) })
  }

  /// The members in any order; of several of one name the first.
  package init(_ members: some Sequence<Element>) {
    let sorted = members.enumerated().sorted { a, b in
      a.element.key.isExactly(b.element.key)
        ? a.offset < b.offset : a.element.key.isBefore(b.element.key)
    }
    for (_, member) in sorted where self.members.last?.key.isExactly(member.key) != true {
      self.members.append(member)
    }
  }

  /// A member is the second of its name; which, counted from 0.
  struct RepeatedName: Error {
    let place: Int
  }

  /// Members as they were read.
  init(unique members: [Element]) throws(RepeatedName) {
    self.members = members.sorted { $0.key.isBefore($1.key) }
    guard zip(self.members, self.members.dropFirst()).contains(where: { $0.key.isExactly($1.key) })
    else { return }
    let places = members.indices.sorted { a, b in
      members[a].key.isExactly(members[b].key) ? a < b : members[a].key.isBefore(members[b].key)
    }
    let repeated = zip(places, places.dropFirst()).filter {
      members[$0].key.isExactly(members[$1].key)
    }
    throw RepeatedName(place: repeated.map(\.1).min() ?? 0)
  }

  package var count: Int { members.count }
  package var isEmpty: Bool { members.isEmpty }
  package var first: Element? { members.first }
  /// The names.
  package var keys: [String] { members.map(\.key) }

  package func makeIterator() -> IndexingIterator<[Element]> { members.makeIterator() }

  package subscript(name: String) -> JSONValue? {
    get {
      let place = place(of: name)
      return place < members.count && members[place].key.isExactly(name)
        ? members[place].value : nil
    }
    set {
      let place = place(of: name)
      let isThere = place < members.count && members[place].key.isExactly(name)
      switch newValue {
      case let value? where isThere: members[place].value = value
      case let value?: members.insert((name, value), at: place)
      case nil: if isThere { members.remove(at: place) }
      }
    }
  }

  package static func == (a: JSONFields, b: JSONFields) -> Bool {
    a.members.elementsEqual(b.members) { $0.key.isExactly($1.key) && $0.value == $1.value }
  }

  /// The first place whose name does not come before that one.
  private func place(of name: String) -> Int {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle].key.isBefore(name) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
