import HCodeBase

/// A list of public keys in JSON: `{"keys":[{…, "spki":"base64 of a SubjectPublicKeyInfo"}, …]}`. It is for formats
/// whose authorities publish their keys one by one, as certificates or on a web page.
enum ForeignKeyList {
  /// The members of the object; throws `malformed-list`.
  static func members(_ file: [UInt8]) throws(ImportRefusal) -> JSONFields {
    do {
      guard let object = try JSONValue(list: file).object else {
        throw JSONValue.ReadingError.malformed(offset: 0)
      }
      return object
    } catch { throw ImportRefusal(.malformedList, "no JSON object: \(error)") }
  }

  /// The elements of a member that lists revocations; nil when it is not there. Throws `malformed-list` for anything
  /// but an array: to skip it would accept those whom it revokes.
  static func revoked(
    _ name: String, of members: JSONFields
  ) throws(ImportRefusal) -> [JSONValue]? {
    guard let value = members[name] else { return nil }
    guard let elements = value.array else {
      throw ImportRefusal(.malformedList, "\(name) is no array")
    }
    return elements
  }

  /// The entries of the keys. `name` returns the name under which a key is looked up, nil when it has none.
  static func entries(
    _ keys: [JSONValue], _ name: (JSONFields) -> ForeignKeyName?
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    try ImportRefusal.check(keys: keys.count)
    var material = ForeignTrustMaterial(entries: [])
    for (number, key) in keys.enumerated() {
      guard let key = key.object, let name = name(key) else {
        material.leftOut.append("key \(number + 1): it has no name")
        continue
      }
      guard let bytes = key["spki"]?.string.flatMap(Base64.decode),
        VerificationKey(subjectPublicKeyInfo: bytes) != nil
      else {
        material.leftOut.append("key \(number + 1): spki is no key of a kind that is known here")
        continue
      }
      material.entries.append(.init(name: name, content: .bytes(bytes)))
    }
    return material
  }
}
