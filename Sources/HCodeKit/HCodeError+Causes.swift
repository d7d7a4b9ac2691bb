import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodePictures
import HCodeSystem

/// An error that names its file, whatever it is.
private protocol PlacedError: Error {
  var place: String { get }
  var cause: any Error { get }
}

extension InFile: PlacedError {
  fileprivate var place: String { file.description }
  fileprivate var cause: any Error { failure }
}

extension HCodeError {
  /// Does something; what it throws comes out as an error of the library.
  static func translating<Result>(_ body: () throws -> Result) throws(HCodeError) -> Result {
    do { return try body() } catch { throw HCodeError(error) }
  }

  private init(_ error: any Error) {
    if let own = error as? HCodeError {
      self = own
      return
    }
    let placed = error as? any PlacedError
    let (kind, detail) = Self.classified(placed?.cause ?? error)
    self.init(kind, place: placed?.place, detail: detail)
  }

  private static func classified(_ error: any Error) -> (Kind, detail: String) {
    switch error {
    case let error as MalformedCode: (.claims, error.detail)
    case let error as HealthCode.IssuingError: classified(error)
    case let error as SecretKeyFile.OpeningError: classified(error)
    case let error as SecretKeyPlaceError: classified(error)
    case let error as IssuerKey.ReadingError: classified(error)
    case let error as FileError: classified(error)
    case let error as TrustStoreError: classified(error)
    case TrustPlaceError.noPublicKey: (.trust, "the folder holds no public key")
    case TrustPlaceError.conflictingKey(let key):
      (.trust, "another file says something else under the key id \(key.hex)")
    case let error as DrawingError: classified(error)
    case is PictureError: (.picture, "it is no picture that can be read: \(error)")
    case is PictureFileError: (.picture, "\(error)")
    default: (.unexpected, "\(error)")
    }
  }

  private static func classified(_ error: HealthCode.IssuingError) -> (Kind, detail: String) {
    switch error {
    case .outsideValidity(let key):
      (.claims, "the key signs codes from \(key.created.rfc3339) to \(key.expires.rfc3339)")
    case .beyondGrant(let detail): (.claims, detail)
    case .tooLong: (.claims, "it states more than a QR symbol holds")
    case .issuerMismatch: (.unexpected, "the key is of another issuer than the code")
    case .sameOfficer: (.unexpected, "both signatures are of one officer")
    case .signing: (.unexpected, "it was not signed")
    }
  }

  private static func classified(_ error: SecretKeyFile.OpeningError) -> (Kind, detail: String) {
    switch error {
    case .notASecretKey: (.keyFile, "it is no secret key")
    case .unknownVersion(let version): (.keyFile, "it is of a later version, \(version)")
    case .damaged, .contentDamaged: (.keyFile, "it is damaged")
    case .passphraseNeeded: (.passphrase, "it is sealed: a passphrase is needed")
    case .wrongPassphraseOrDamaged: (.passphrase, "the passphrase is wrong, or it is damaged")
    case .outOfMemory: (.unexpected, "there is no memory to lock")
    }
  }

  private static func classified(_ error: SecretKeyPlaceError) -> (Kind, detail: String) {
    switch error {
    case .othersMayRead(let mode), .groupMayRead(let mode):
      (.keyFile, "others may read it: mode \(octal(mode))")
    case .othersMayReplace(let mode): (.keyFile, "others may replace the key: mode \(octal(mode))")
    }
  }

  private static func classified(_ error: IssuerKey.ReadingError) -> (Kind, detail: String) {
    switch error {
    case .notAnIssuerKey(let detail): (.keyFile, "it is no public key: \(detail)")
    case .isSecret: (.keyFile, "it is a secret key, where a public one was wanted")
    case .tooLarge: (.keyFile, "it is too large for a public key")
    }
  }

  private static func classified(_ error: TrustStoreError) -> (Kind, detail: String) {
    switch error {
    case .missing: (.trust, "there is no store")
    case .damaged(let detail): (.trust, "the store is damaged: \(detail)")
    case .full: (.trust, "the lists are too large for one store")
    }
  }

  private static func classified(_ error: DrawingError) -> (Kind, detail: String) {
    switch error {
    case .doesNotFit: (.drawing, "it states more than a symbol holds")
    case .encoderMissing(let package): (.drawing, "drawing a code needs the package \(package)")
    case .unreadable: (.drawing, "the finished picture does not read as what was signed")
    case .tooLarge: (.drawing, "the picture would be too large")
    case .failed(let detail): (.drawing, detail)
    case .lettersMissing(let letters, let package):
      (.drawing, "no font has the letters \(letters): \(package) has them")
    case .card(let error): (.drawing, "\(error)")
    case .paper(let error, _): (.drawing, "\(error)")
    }
  }

  private static func classified(_ error: FileError) -> (Kind, detail: String) {
    switch error {
    case .badName: (.file, "that is no name of a file")
    case .notAFile: (.file, "it is no file")
    case .exists, .existsForGood: (.file, "it exists already")
    case .isInput: (.file, "it is read or kept by what would write it")
    case .isFolder: (.file, "it is a folder")
    case .notReadable(let number): (.file, "not read: \(String(cString: strerror(number)))")
    case .notWritten(let number): (.file, "not written: \(String(cString: strerror(number)))")
    case .notSynced(let number):
      (.file, "whether it is on the disk is not known: \(String(cString: strerror(number)))")
    case .tooLarge(let limit): (.file, "it is larger than \(limit) bytes")
    case .secretTooLarge: (.keyFile, "it is too large for a secret key")
    case .empty: (.file, "it is empty")
    case .noLockedMemory: (.unexpected, "there is no memory to lock")
    }
  }

  private static func octal(_ mode: UInt32) -> String { String(mode, radix: 8) }
}
