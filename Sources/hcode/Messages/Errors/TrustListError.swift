import HCodeSystem
import HCodeBase
import HCodeTrust
import HCodeCore

/// Why a trust list or bundle was not built, signed or packed.
enum TrustListError: Error, Equatable {
  /// Which list a file holds.
  struct Version: Equatable {
    let number: UInt64
    let authority: IssuerIdentifier

    init(number: UInt64, authority: IssuerIdentifier) {
      self.number = number
      self.authority = authority
    }

    init(_ list: TrustList) { self.init(number: list.version, authority: list.authority) }
  }

  case toStandardOutput
  case builtWrong
  case notBuilt(ImportRefusal)
  case undoesSunset(IssuerIdentifier, Timestamp)
  case exists(version: UInt64, source: FileName)
  case isSigned(version: UInt64, next: UInt64, source: FileName)
  case tooManySignatures(Int)
  case notOlder(Version, than: Version)
  case underSigned(by: Int, needed: Int, ask: IssuerIdentifier?)
  case copiesDiffer(Version, Digest, first: FileName, Version, Digest)
  case notARootKey(KeyIdentifier, of: IssuerIdentifier, hasBefore: Bool)
  case bundleInBundle
  case bundleCount
  case bundleTooLarge(mebibytes: Int)
  case snapshotThreshold(Int, of: IssuerIdentifier)
  case notASnapshotKey
  case leftOut(Missing, others: Int)

  /// What a bundle lacks.
  enum Missing: Equatable {
    case trustList(IssuerIdentifier)
    case statusList(StatusListURI)
  }
}
