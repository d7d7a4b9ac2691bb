/// A PDF file (ISO 32000-1) as it is written, from front to back: objects as they come, at the end the table of where they
/// are. Only that table stays in memory.
struct PDFFile {
  /// Where each object begins, by number; nil until it is written.
  private var offsets: [Int?] = [nil]
  private var written = 0
  private var pending: [UInt8] = []

  init() {
    // The comment tells programs that copy files that this one is not text.
    pending += Array("%PDF-1.4\n%".utf8) + [0xB5, 0xB6, 0xB7, 0xB8, 0x0A]
  }

  /// What was written since the last time.
  mutating func take() -> [UInt8] {
    let bytes = pending
    written += bytes.count
    pending.removeAll(keepingCapacity: true)
    return bytes
  }

  /// A number for an object that is written later.
  mutating func reserve() -> Int {
    offsets.append(nil)
    return offsets.count - 1
  }

  /// Writes an object: what stands between `obj` and `endobj`.
  mutating func write(_ number: Int, _ body: some Sequence<UInt8>) {
    guard offsets.indices.contains(number) else { return }
    offsets[number] = written + pending.count
    append("\(number) 0 obj\n")
    pending += body
    append("\nendobj\n")
  }

  /// Writes an object of text.
  mutating func write(_ number: Int, _ body: String) { write(number, body.utf8) }

  /// Writes a stream that is compressed already.
  mutating func writeDeflated(_ number: Int, _ stream: [UInt8]) {
    write(
      number,
      Array("<< /Length \(stream.count) /Filter /FlateDecode >>\nstream\n".utf8) + stream
        + Array("\nendstream".utf8))
  }

  /// Writes the table and the end.
  mutating func finish(catalogue: Int, information: Int) {
    let start = written + pending.count
    append("xref\n0 \(offsets.count)\n0000000000 65535 f \n")
    for offset in offsets.dropFirst() {
      guard let offset else {
        append("0000000000 65535 f \n")
        continue
      }
      let digits = String(offset)
      append(String(repeating: "0", count: max(10 - digits.utf8.count, 0)) + digits + " 00000 n \n")
    }
    append(
      "trailer\n<< /Size \(offsets.count) /Root \(catalogue) 0 R /Info \(information) 0 R >>\n")
    append("startxref\n\(start)\n%%EOF\n")
  }

  private mutating func append(_ text: String) { pending += text.utf8 }
}
