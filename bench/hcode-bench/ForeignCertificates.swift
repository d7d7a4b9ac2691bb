import Glibc
import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

/// `hcode-bench foreign INDEX AT SECONDS`: verifies the texts on standard input, one a line, over and over for that long, by the keys in
/// the index of a store, and prints how many a second of CPU time, text to verdict. Every one has to be genuine.
enum ForeignCertificates {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 3, let file = MemorySource(file: arguments[0]),
      let now = Timestamp(rfc3339: arguments[1]), let seconds = Double(arguments[2])
    else { return }
    let verifier = Verifier(trust: StoredTrust(index: try TrustIndex(file)), timeFrom: .question)
    var texts: [[UInt8]] = []
    while let line = readLine() { texts.append(Array(line.utf8)) }
    var rates: [Double] = []
    for _ in 0..<5 {
      let start = Main.cpuSeconds()
      var count = 0
      repeat {
        for text in texts {
          guard verifier.verdict(on: text, at: now).isGenuine else {
            print("not genuine: \(verifier.verdict(on: text, at: now))")
            return
          }
        }
        count += texts.count
      } while Main.cpuSeconds() - start < seconds / 5
      rates.append(Double(count) / (Main.cpuSeconds() - start))
    }
    rates.sort()
    print("per_second=\(Int(rates[2]))")
  }
}

/// A store's index, held in memory.
private struct StoredTrust: TrustSource {
  let index: TrustIndex
  var timeEvidence: TimeEvidence { TimeEvidence() }

  var holdsNothing: Bool { false }

  func keyRecord(_ identifier: KeyIdentifier) -> KeyRecord { KeyRecord() }
  func speaker(for issuer: IssuerIdentifier) -> IssuerIdentifier? { nil }
  func status(of index: UInt32, in list: StatusListFacts) -> CodeStatus? { nil }
  func isLogged(_ key: [UInt8], in log: LogFacts) -> Bool { false }
  func rules(over payload: BusinessRule.Payload) -> [RulesInForce] { [] }
  func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord] {
    do { return try index.foreignRecords(name) } catch { throw TrustFailure(error.detail) }
  }
}

private struct MemorySource: ByteSource {
  private let content: [UInt8]

  init?(file: String) {
    guard let stream = fopen(file, "rb") else { return nil }
    defer { fclose(stream) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 {
      content += buffer[..<count]
    }
    self.content = content
  }

  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    offset >= 0 && count >= 0 && offset <= content.count - count
      ? Array(content[offset..<offset + count]) : nil
  }
}
