internal import COpenSSL

/// A SEQUENCE or SET that libcrypto took apart: its elements, and nothing inside them.
final class ASN1List: @unchecked Sendable {
  // Never written after init.
  private let list: OpaquePointer

  /// Nil for anything else, and for bytes behind it.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, isSet: Bool = false) {
    guard OpenSSL.isReady else { return nil }
    var position = bytes.baseAddress
    let read =
      isSet
      ? d2i_ASN1_SET_ANY(nil, &position, bytes.count)
      : d2i_ASN1_SEQUENCE_ANY(nil, &position, bytes.count)
    guard let read else {
      ERR_clear_error()
      return nil
    }
    guard position == bytes.baseAddress?.advanced(by: bytes.count) else {
      Self.free(read)
      return nil
    }
    list = read
  }

  /// Reads bytes.
  static func read(_ bytes: [UInt8], isSet: Bool = false) -> ASN1List? {
    bytes.withUnsafeBufferPointer { ASN1List($0, isSet: isSet) }
  }

  /// The list that is an element of this one.
  func list(_ place: Int) -> ASN1List? {
    guard type(place) == V_ASN1_SEQUENCE, let string = self[place]?.pointee.value.sequence,
      let start = ASN1_STRING_get0_data(string)
    else { return nil }
    return ASN1List(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
  }

  deinit { Self.free(list) }

  private static func free(_ list: OpaquePointer) {
    OPENSSL_sk_pop_free(list) { ASN1_TYPE_free($0?.assumingMemoryBound(to: ASN1_TYPE.self)) }
  }

  /// How many elements there are.
  var count: Int { Int(OPENSSL_sk_num(list)) }

  /// An element in libcrypto's own form, for as long as the list lives.
  subscript(place: Int) -> UnsafeMutablePointer<ASN1_TYPE>? {
    OPENSSL_sk_value(list, Int32(place))?.assumingMemoryBound(to: ASN1_TYPE.self)
  }

  /// The type of an element: the tag of what is universal, `V_ASN1_OTHER` for everything else; nil behind the last.
  func type(_ place: Int) -> Int32? { self[place].map { ASN1_TYPE_get($0) } }

  /// An element with its tag and length.
  func encoded(_ place: Int) -> [UInt8]? {
    self[place].flatMap { element in OpenSSL.bytes { i2d_ASN1_TYPE(element, $0) } }
  }

  /// The list as a SEQUENCE in DER.
  var encoded: [UInt8]? { OpenSSL.bytes { i2d_ASN1_SEQUENCE_ANY(list, $0) } }

  /// All elements; nil when one is not written as it was read.
  var elements: [ASN1Element]? {
    var elements: [ASN1Element] = []
    elements.reserveCapacity(count)
    for place in 0..<count {
      guard let type = type(place), let encoded = encoded(place) else { return nil }
      elements.append(ASN1Element(type: type, encoded: encoded))
    }
    return elements
  }
}
