extension FuzzTarget {
  /// What reads a file of people.
  static let batches: [FuzzTarget] = [
    FuzzTarget(name: "people", longest: 1 << 14) { bytes in
      // The first byte is the size of the pieces; where the cuts fall must change no row.
      guard let first = bytes.first else { return }
      let rest = Array(bytes.dropFirst())
      let whole = csv(rest, piece: max(1, rest.count))
      promise(csv(rest, piece: Int(first) + 1) == whole, "the cuts of a file change no row")
      if let head = whole.first, let header = try? BatchHeader(head) {
        for row in whole.dropFirst() { judge(try? BatchRow(row, header: header)) }
      }
      var lines = LineReader()
      lines.feed(rest)
      while let line = lines.next(isLast: true) { judge(try? BatchRow(line)) }
    }
  ]

  private static func csv(_ bytes: [UInt8], piece: Int) -> [CSVRow] {
    var rest = bytes[...]
    var reader = CSVReader()
    var rows: [CSVRow] = []
    while true {
      while let row = reader.next(isLast: rest.isEmpty) { rows.append(row) }
      if rest.isEmpty { break }
      reader.feed(rest.prefix(piece))
      rest = rest.dropFirst(piece)
    }
    promise(reader.consumed == bytes.count, "every byte of a file is in a row or passed over")
    return rows
  }

  /// What a row states encodes and decodes; what it does not, ends in a fault that can be written to a spreadsheet.
  private static func judge(_ row: BatchRow?) {
    guard let row, let now = Timestamp(seconds: 1_795_507_200),
      let issuer = IssuerIdentifier("CN-HA")
    else { return }
    _ = try? row.subject()
    do {
      let claims = try row.claims(
        defaults: BatchDefaults(), issuer: issuer, codeIndex: 1, at: now
      ) { _ in [UInt8](repeating: 0, count: 16) }
      promise(
        (try? HealthClaims(payload: claims.cbor.encoded, isKeyOf: { $0 == issuer })) == claims,
        "what is issued is read")
    } catch { _ = SpreadsheetCell.line([error.column ?? "", error.reason, row.reference ?? ""]) }
  }
}
