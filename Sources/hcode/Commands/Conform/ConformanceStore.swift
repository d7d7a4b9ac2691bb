import HCodeBase
import HCodeCore
import HCodeGate
import HCodeSystem
import HCodeTrust

/// A store in a folder of its own that goes when the question is answered.
struct ConformanceStore {
  /// The outcome of what is taken.
  static let accepted = "accepted"

  private let folder: TemporaryFolder
  private var store: TrustStore { TrustStore(named: folder.name) }

  init() throws { folder = try TemporaryFolder("hcode-conform") }

  /// The outcome of each file, as `trust import` of all of them at that time finds it.
  func take(_ files: [[UInt8]], roots: [Ed25519PublicKey], at now: Timestamp) throws -> [String] {
    var outcomes = [String](repeating: Self.accepted, count: files.count)
    var incoming: [TrustHoldings.Incoming] = []
    for (place, bytes) in files.enumerated() {
      do throws(ImportRefusal) {
        incoming.append(
          TrustHoldings.Incoming(name: String(place), file: try ImportableFile(bytes: bytes)))
      } catch { outcomes[place] = error.name.rawValue }
    }
    guard !incoming.isEmpty else { return outcomes }
    let results = try ListImport.take(
      incoming, pins: roots.map { .rootKey($0) }, into: clocked(now), at: now)
    for result in results {
      guard let place = Int(result.name), let refusal = result.refusal else { continue }
      outcomes[place] = refusal.name.rawValue
    }
    return outcomes
  }

  /// The outcome of a file that was taken earlier: a trust list may have ended since, and be the step to the next.
  func hold(_ file: [UInt8], roots: [Ed25519PublicKey], at now: Timestamp) throws -> String {
    guard case .trustList(let signed)? = try? ImportableFile(bytes: file) else {
      return try take([file], roots: roots, at: now)[0]
    }
    return try clocked(now).change { holdings in
      do throws(ImportRefusal) {
        _ = try holdings.take(signed, pins: roots.map { .rootKey($0) }, at: now)
      } catch { return error.name.rawValue }
      return Self.accepted
    }
  }

  /// The outcome of a file of rules that the operator names.
  func takeRules(_ file: [UInt8], at now: Timestamp) throws -> String {
    try clocked(now).change { holdings in
      do throws(ImportRefusal) { _ = try holdings.takeRules(file, at: now) } catch {
        return error.name.rawValue
      }
      return Self.accepted
    }
  }

  /// The store to judge by.
  func open() throws -> any TrustSource {
    // Before the first import there is none, and no key is known.
    store.exists ? try store.open() : TrustedKeys()
  }

  /// The authorities that are believed, each with the version of its list.
  func held() throws -> JSONFields {
    let holdings = try store.holdings()
    return JSONFields(
      holdings.lists.values.filter(holdings.isBelieved).map {
        (key: $0.list.authority.description, value: JSONValue.number("\($0.list.version)"))
      })
  }

  private func clocked(_ now: Timestamp) -> TrustStore {
    var store = store
    store.clock = ImportClock(now: now, from: .question, clock: now, isRight: false)
    return store
  }
}
