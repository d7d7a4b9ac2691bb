package import HCodeSystem
import HCodeTrust
import Glibc

/// Which key files and which store are believed, and what decided it.
///
/// A place that was named, by option or variable, is all there is; without any name the default places count, as far as they
/// are there. An option sets the variables aside.
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

  /// Public key files, and folders of them.
  package let keyFiles: [FileName]
  package let keyFilesOrigin: Origin
  /// nil when no store is looked into.
  package let store: TrustStore?
  package let storeOrigin: Origin
  /// Variables that are set and count for nothing, because something else was named.
  package let ignored: [String]

  package init(trust: [FileName], store named: FileName?) {
    let keyVariable = Environment["HCODE_TRUST"]
    let storeVariable = Environment["HCODE_STORE"]
    let hasOption = !trust.isEmpty || named != nil
    let isNamed = hasOption || keyVariable != nil || storeVariable != nil

    if hasOption {
      keyFiles = trust
      keyFilesOrigin = .option("trust")
    } else if let keyVariable {
      keyFiles = keyVariable.split(separator: ":").map { FileName(String($0)) }
      keyFilesOrigin = .variable("HCODE_TRUST")
    } else {
      let folder = Self.defaultFolder
      let isThere = !isNamed && folder.withCString { access($0, F_OK) } == 0
      keyFiles = isThere ? [folder] : []
      keyFilesOrigin = .byDefault
    }

    let candidate = TrustStore(named: named)
    if named != nil {
      store = candidate
      storeOrigin = .option("store")
    } else if storeVariable != nil, !hasOption {
      store = candidate
      storeOrigin = .variable("HCODE_STORE")
    } else {
      store = !isNamed && candidate.exists ? candidate : nil
      storeOrigin = .byDefault
    }

    ignored =
      hasOption
      ? [("HCODE_STORE", storeVariable), ("HCODE_TRUST", keyVariable)].compactMap { name, value in
        value == nil ? nil : "$" + name
      } : []
  }

  package static var defaultFolder: FileName { Environment.dataFolder("trust") }

  /// What is in use.
  package var used: [Used] {
    (store.map { [Used(place: .store($0.folder), origin: storeOrigin)] } ?? [])
      + keyFiles.map { Used(place: .keyFiles($0), origin: keyFilesOrigin) }
  }

  /// Opens them. What a store says about a key goes before a key file.
  package func load() throws -> any CurrentTrust {
    var trusted = TrustedKeys()
    for place in keyFiles { try add(place, to: &trusted) }
    guard let store else { return trusted }
    let open = try store.open()
    return trusted.count == 0 ? open : LayeredTrust(store: open, keyFiles: trusted)
  }

  /// The key files in those places.
  package func keyFileNames() throws -> [FileName] { try keyFiles.flatMap(files) }

  private func files(in place: FileName) throws -> [FileName] {
    guard let entries = place.entries() else {
      guard errno == ENOTDIR else { throw FileError.notReadable(errno).in(place) }
      return [place]
    }
    let names = entries.filter { $0.first != 0x2E && $0.suffix(4).elementsEqual(".pub".utf8) }
    if names.isEmpty, case .option = keyFilesOrigin {
      throw TrustPlaceError.noPublicKey.in(place)
    }
    return names.map(place.appending)
  }

  private func add(_ place: FileName, to trusted: inout TrustedKeys) throws {
    for name in try files(in: place) {
      let key = try PublicKey.read(name)
      do {
        try trusted.insert(key)
      } catch {
        throw TrustPlaceError.conflictingKey(error.keyIdentifier).in(name)
      }
    }
  }
}
