package import HCodeSystem
import HCodeTrust
import Glibc

/// Which key files and which store are believed, and what decided it.
///
/// Every place adds, and none sets another aside: the store is asked whenever there is one, whatever key files are named.
package struct TrustPlaces {
  /// Who named a place.
  package enum Origin {
    case option(String)
    case variable(String)
    case byDefault
  }

  /// A place that is in use, and who named it.
  package struct Used {
    package enum Place {
      case store(FileName)
      case keyFiles(FileName)
    }

    package let place: Place
    package let origin: Origin
  }

  private let named: [FileName]
  private let ofVariable: [FileName]
  /// nil when no store was named, and there is none in the default folder and never was.
  package let store: TrustStore?
  package let storeOrigin: Origin

  /// The named store, else that of the variable, else the default folder if it exists; and all key files that were named.
  package init(trust: [FileName], store named: FileName?) {
    self.named = trust
    ofVariable =
      Environment["HCODE_TRUST"]?.split(separator: ":").map { FileName(String($0)) } ?? []
    let candidate = TrustStore(named: named)
    if named != nil {
      store = candidate
      storeOrigin = .option("store")
    } else if Environment["HCODE_STORE"] != nil {
      store = candidate
      storeOrigin = .variable("HCODE_STORE")
    } else {
      store = candidate.isExpected ? candidate : nil
      storeOrigin = .byDefault
    }
  }

  /// What a program names, and nothing that a variable or a default folder has.
  package init(only trust: [FileName], store: FileName?) {
    named = trust
    ofVariable = []
    self.store = store.map { TrustStore(folder: $0) }
    storeOrigin = .option("store")
  }

  /// Public key files, and folders of them.
  package var keyFiles: [FileName] { named + ofVariable }

  /// Key files in the folder that was once read without being named, and is no longer.
  package static var unreadKeyFiles: [FileName] {
    let folder = Environment.dataFolder("trust")
    return (folder.entries() ?? []).filter(isKeyFile).map(folder.appending)
  }

  /// What is in use.
  package var used: [Used] {
    (store.map { [Used(place: .store($0.folder), origin: storeOrigin)] } ?? [])
      + named.map { Used(place: .keyFiles($0), origin: .option("trust")) }
      + ofVariable.map { Used(place: .keyFiles($0), origin: .variable("HCODE_TRUST")) }
  }

  /// Opens them. A store that should be there and cannot be read answers nothing, and says why at each question.
  package func load() throws -> any CurrentTrust {
    var trusted = TrustedKeys()
    for place in named { try add(place, to: &trusted, isNamed: true) }
    for place in ofVariable { try add(place, to: &trusted, isNamed: false) }
    guard let store else { return trusted }
    let open: any CurrentTrust
    do { open = try store.open() } catch { open = UnreadableStore(error, store) }
    return trusted.count == 0 ? open : LayeredTrust(store: open, keyFiles: trusted)
  }

  /// The key files in those places.
  package func keyFileNames() throws -> [FileName] {
    try keyFiles.flatMap { try files(in: $0, isNamed: false) }
  }

  private func files(in place: FileName, isNamed: Bool) throws -> [FileName] {
    guard let entries = place.entries() else {
      guard errno == ENOTDIR else { throw FileError.notReadable(errno).in(place) }
      return [place]
    }
    let names = entries.filter(Self.isKeyFile)
    guard !names.isEmpty || !isNamed else { throw TrustPlaceError.noPublicKey.in(place) }
    return names.map(place.appending)
  }

  private static func isKeyFile(_ name: [UInt8]) -> Bool {
    name.first != 0x2E && name.suffix(4).elementsEqual(".pub".utf8)
  }

  private func add(
    _ place: FileName, to trusted: inout TrustedKeys, isNamed: Bool
  ) throws {
    for name in try files(in: place, isNamed: isNamed) {
      let key = try PublicKey.read(name)
      do {
        try trusted.insert(key)
      } catch {
        throw TrustPlaceError.conflictingKey(error.keyIdentifier).in(name)
      }
    }
  }
}
