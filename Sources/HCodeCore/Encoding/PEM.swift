/// Text armour of DER (RFC 7468), read strictly: a label, base64 in lines, the label again.
enum PEM {
  /// The contents of the blocks of that label, such as `CERTIFICATE`; nil when there is none, or one that is damaged.
  static func contents(_ text: [UInt8], label: String) -> [[UInt8]]? {
    var contents: [[UInt8]] = []
    var base64: [UInt8]?
    for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if line.elementsEqual("-----BEGIN \(label)-----".utf8) {
        guard base64 == nil else { return nil }
        base64 = []
      } else if line.elementsEqual("-----END \(label)-----".utf8) {
        guard let whole = base64,
          let bytes = Sodium.bytes(base64: String(decoding: whole, as: UTF8.self))
        else { return nil }
        contents.append(bytes)
        base64 = nil
      } else {
        base64? += line
      }
    }
    return base64 == nil && !contents.isEmpty ? contents : nil
  }
}
