extension X509Certificate {
  /// The URIs among the subject's alternative names (RFC 5280 §4.2.1.6), as they stand.
  public var subjectURIs: [[UInt8]] {
    let isURI: UInt8 = 0x86
    guard let value = extensionValue("2.5.29.17"),
      let whole = DER.elements(of: value[...]), whole.count == 1,
      whole[0].tag == DER.Tag.sequence.rawValue, let names = DER.elements(of: whole[0].content)
    else { return [] }
    return names.filter { $0.tag == isURI }.map { Array($0.content) }
  }
}
