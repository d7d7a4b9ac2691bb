import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeBase
import HCodePictures
import HCodeRegistry
import HCodeCore

/// What is said of every error in one language. Details that the library gives come in English.
protocol ErrorCatalogue: Sendable {
  /// A sentence of the parser of arguments, which has English alone.
  func parserMessage(_ english: String) -> String

  // Files, logs, keys, pictures and the store.
  func words(_ error: FileError) -> ErrorWords
  func words(_ error: URLFetchError) -> ErrorWords
  func words(_ error: HeldCodeError) -> ErrorWords
  func words(_ error: AppealError) -> ErrorWords
  func words(_ error: LogFolderError) -> ErrorWords
  func words(_ error: LogFileError) -> ErrorWords
  func words(_ error: DeskFolderError) -> ErrorWords
  func words(_ error: DeskRestoreError) -> ErrorWords
  func words(_ error: DeskAdoptError) -> ErrorWords
  func words(_ error: LogRefusal) -> ErrorWords
  func words(_ error: IssuerKey.ReadingError) -> ErrorWords
  func words(_ error: SecretKeyFile.OpeningError) -> ErrorWords
  func words(_ error: SecretKeyPlaceError, of place: String) -> ErrorWords
  func words(_ error: PictureError) -> ErrorWords
  func words(_ error: PictureFileError) -> ErrorWords
  func words(_ error: TrustSourceFileError) -> ErrorWords
  func words(_ error: TrustStoreError) -> ErrorWords
  func words(_ error: TrustFileError) -> ErrorWords
  func words(_ error: ImportRefusal) -> ErrorWords

  // Registries and issuing.
  func words(_ error: RegistryError, of registry: String) -> ErrorWords
  func words(_ error: PostgreSQLAddress.Refusal) -> ErrorWords
  func words(_ error: HealthCode.IssuingError) -> ErrorWords
  func words(_ error: SigningKey.SigningError) -> ErrorWords
  func words(_ error: StatusSigningError) -> ErrorWords
  func words(_ error: DrawingError) -> ErrorWords
  func words(_ error: BatchError) -> ErrorWords

  // What the system gives.
  func words(_ error: StreamError) -> ErrorWords
  func words(_ error: ThreadError) -> ErrorWords
  func words(_ error: OutputError) -> ErrorWords
  func words(_ error: UnexpectedError) -> ErrorWords

  // Commands and their options.
  func words(_ error: UsageError) -> ErrorWords
  func sentence(_ fault: UsageFault) -> String
  func words(_ error: ImplausibleTime) -> ErrorWords
  func words(_ error: OptionError) -> ErrorWords
  func words(_ error: TrustPlaceError) -> ErrorWords
  func words(_ error: PassphraseError) -> ErrorWords
  func words(_ error: IssuingUseError) -> ErrorWords
  func words(_ error: LogUseError) -> ErrorWords
  func words(_ error: StatusUseError) -> ErrorWords
  func words(_ error: StatusActError) -> ErrorWords
  func words(_ error: TrustUseError) -> ErrorWords
  func words(_ error: TrustListError) -> ErrorWords
  func words(_ error: RulesUseError) -> ErrorWords
  func words(_ error: VenueUseError) -> ErrorWords
  func words(_ error: VenueRefusal) -> ErrorWords
}
