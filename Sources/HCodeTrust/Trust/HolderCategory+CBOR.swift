import HCodeBase
import HCodeCore

extension HolderCategory {
  /// Categories as a grant or a recognition names them; nil for none.
  static func list(_ categories: [HolderCategory]) -> CBORValue? {
    categories.isEmpty ? nil : .array(categories.map { .unsigned(UInt64($0.rawValue)) })
  }

  /// The categories of that member; none where it is missing.
  static func list<Key: RawRepresentable>(
    _ members: NumberedMembers, _ key: Key
  ) throws(ImportRefusal) -> [HolderCategory] where Key.RawValue == UInt64 {
    guard members[key] != nil else { return [] }
    let numbers = try members.array(key, "categories", 1...mostNamed).map(\.integer)
    let categories = numbers.compactMap {
      $0.flatMap { UInt8(exactly: $0) }.flatMap(HolderCategory.init)
    }
    guard categories.count == numbers.count, categories.isStrictlyAscending({ $0 < $1 }) else {
      throw members.malformed("has categories that are none, twice there or out of order")
    }
    return categories
  }
}
