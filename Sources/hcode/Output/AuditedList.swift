import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeBase
import HCodeCore
import HCodeTrust

/// A status list that an audit compares with the log: whether its changes are answered for (docs/log.md §7).
struct AuditedList {
  private let issuer: IssuerIdentifier
  private let keys: [KeyIdentifier]
  private let tally: ListTally
  private var acts: [(index: UInt64, act: LogAct)] = []

  /// Reads a list that a key of the store's trust lists signed.
  init(_ file: FileName, by lists: [TrustList]) throws {
    let bytes = try FileReading.bytes(of: file, limit: StatusList.maximumBytes)
    let token: StatusListToken
    do { token = try StatusListToken(bytes: bytes) } catch {
      throw StatusUseError.notAStatusList(error).in(file)
    }
    let uri = token.scope.uri
    for list in lists {
      let signers = list.issuers.flatMap(\.keys).filter { $0.signsStatusLists.contains(uri) }
      for issuer in list.issuers {
        let codeKeys = issuer.keys.filter { $0.statusList == uri }
        guard !codeKeys.isEmpty,
          let signer = signers.first(where: {
            $0.publicKey.identifier == token.keyIdentifier
          })
        else { continue }
        do {
          tally = ListTally(try token.verified(by: signer.publicKey), token.scope, after: nil)
        } catch { throw StatusUseError.notAStatusList(error).in(file) }
        self.issuer = issuer.identifier
        keys = codeKeys.map(\.publicKey.identifier)
        return
      }
    }
    throw StatusUseError.unknownList(uri).in(file)
  }

  /// Takes in an entry whose signatures count.
  mutating func add(_ entry: SignedAct, at index: UInt64) {
    guard entry.act.kind.isChange, entry.act.issuer == issuer,
      keys.contains(entry.act.keyIdentifier)
    else { return }
    acts.append((index, entry.act))
  }

  /// What the log does not answer for.
  func findings(_ believed: LogPolicy.Believed) -> [LogFinding] {
    let facts = LogFacts(
      digest: MerkleHash.empty, time: believed.time, size: believed.checkpoint.size)
    guard let shortfalls = tally.account(by: facts, acts).shortfalls else { return [] }
    guard !shortfalls.isEmpty else { return [LogFinding(.unaccounted, issuer, count: 0)] }
    return shortfalls.map {
      LogFinding(
        .unaccounted, issuer, count: Int(clamping: $0.changed - $0.answered),
        shortfall: ($0.value, $0.changed))
    }
  }
}
