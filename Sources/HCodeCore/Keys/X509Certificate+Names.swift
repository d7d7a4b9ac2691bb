extension X509Certificate {
  /// The URIs among the subject's alternative names (RFC 5280 §4.2.1.6), as they stand.
  public var subjectURIs: [[UInt8]] {
    let uri: UInt8 = 0x86
    let names = extensionValue("2.5.29.17").flatMap(DERReader.only)?.elements ?? []
    return names.filter { $0.tag == uri }.map { Array($0.content) }
  }
}
