import HCodeCore
import HCodeRegistry
import HCodeBase

extension BatchIssuer {
  /// A digest of all that decides the codes of these rows but their indexes: what stands in them and what their columns are, what
  /// they take where they say nothing, and when they are issued. Where they stand in a file and what is drawn of them makes no
  /// difference.
  package func digest(of records: [BatchRecord]) -> String {
    let digest = RunningDigest()
    digest.add(
      [
        issuedAt.rfc3339, isOneOfficer ? "one" : "two", defaults.status?.description ?? "",
        defaults.validity.map(String.init) ?? "", defaults.reason?.word ?? "",
        defaults.authority ?? "",
      ].map { Array($0.utf8)[...] })
    digest.add(header?.names.map { Array($0.utf8)[...] } ?? [])
    for record in records {
      switch record {
      case .csv(let row): digest.add(row.cells)
      case .json(let line): digest.add([line.bytes[...]])
      }
    }
    return digest.hex
  }
}

extension RunningDigest {
  /// Takes texts with their number and lengths, so that no two lists are alike.
  fileprivate func add(_ texts: [ArraySlice<UInt8>]) {
    var framed: [UInt8] = []
    framed.reserveCapacity(texts.reduce(8) { $0 + 8 + $1.count })
    func add(_ number: Int) {
      withUnsafeBytes(of: UInt64(number).bigEndian) { framed.append(contentsOf: $0) }
    }
    add(texts.count)
    for text in texts {
      add(text.count)
      framed += text
    }
    framed.withUnsafeBytes { update($0) }
  }
}
