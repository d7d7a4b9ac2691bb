import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodePaper
import HCodeBase
import HCodePictures
import HCodeRegistry
import HCodeTrust
import Glibc
import HCodeCore

// The status that each error ends with. What is said of it stands in the catalogues.

extension FileError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .badName, .isInput: .usage
    case .notAFile, .exists, .existsForGood: .cannotCreate
    case .isFolder: .noInput
    case .notReadable: isAbsent ? .noInput : isForbidden ? .noPermission : .inputOutput
    case .notWritten(let number):
      isForbidden
        ? .noPermission
        : [ENOENT, ENOTDIR, EROFS].contains(number) ? .cannotCreate : .inputOutput
    case .notSynced: .inputOutput
    case .tooLarge, .secretTooLarge, .empty: .data
    case .noLockedMemory: .unavailable
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension URLFetchError: ReportedError {
  var exitStatus: ExitStatus { self == .insecure ? .usage : .unavailable }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension AppealError: ReportedError {
  var exitStatus: ExitStatus { .data }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension HeldCodeError: ReportedError {
  var exitStatus: ExitStatus {
    if case .keyNotHere = self { .noInput } else { .data }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension LogFolderError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .exists: .cannotCreate
    case .badOrigin, .sameOfficer: .usage
    case .missing, .journalMissing: .noInput
    case .foreignCheckpoint, .otherKey, .entriesMissing, .full, .otherCopy, .notCosigned,
      .journalDamaged, .tooManyEntries, .exportTooLarge:
      .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension DeskAdoptError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noSource: .noInput
    case .notConfirmed: .usage
    case .sources, .registries, .logs, .otherList, .elsewhere, .noLog: .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension DeskRestoreError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .nothingToRestore: .noInput
    case .fingerprintNeeded, .inside, .whichBundle: .usage
    case .notABackup, .otherDesk: .data
    case .notFetched: .unavailable
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension DeskFolderError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .none, .noSettings: .noInput
    case .exists: .cannotCreate
    case .otherOwner, .othersMayWrite: .noPermission
    case .settings, .otherAuthority, .unknownKey, .notPublished, .better, .notTheListThatWaits,
      .otherRegistry, .oldRegistry, .registryWithoutAct, .unreadableList, .unreadableChange,
      .oldLog:
      .data
    case .noSecret: .noInput
    case .notAKey, .otherRole, .subjectRequired, .lastKey, .notCompared, .whichKey, .ownAuthority:
      .usage
    case .otherFingerprint: .noPermission
    case .nothingOffered, .nameTaken, .withdrawn, .closed, .over, .endIsPast, .noEnd,
      .undoesSunset, .closedWrongly,
      .endNotPublished,
      .notOver, .codesValid:
      .data
    case .busy, .noRegistry, .notPublishedYet: .unavailable
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension LogFileError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .notACheckpoint, .notAProof: .data
    case .notANoteKey: .configuration
    case .witnessKey, .logKey, .keysDoNotGoTogether: .usage
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension LogRefusal: ReportedError {
  var exitStatus: ExitStatus { .data }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension IssuerKey.ReadingError: ReportedError {
  var exitStatus: ExitStatus { .configuration }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension SecretKeyFile.OpeningError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .notASecretKey, .unknownVersion, .damaged, .contentDamaged: .data
    case .wrongPassphraseOrDamaged, .passphraseNeeded: .noPermission
    case .outOfMemory: .unavailable
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension SecretKeyPlaceError: ReportedError {
  var exitStatus: ExitStatus { .noPermission }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { words(in: catalogue, of: "-") }

  func words(in catalogue: some ErrorCatalogue, of file: String) -> ErrorWords {
    catalogue.words(self, of: file)
  }
}

extension PictureError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .toolMissing, .notConfinable: .unavailable
    case .tooExpensive: .undecided
    default: .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension PictureFileError: ReportedError {
  var exitStatus: ExitStatus { self == .noPictureInFolder ? .noInput : .data }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension TrustSourceFileError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .missing: .noInput
    case .isSecretKey, .fault: .data
    case .standardInput: .usage
    case .notAsWritten: .software
    case .changedMeanwhile: .inputOutput
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension TrustStoreError: ReportedError {
  var exitStatus: ExitStatus { self == .full ? .data : .configuration }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension TrustFileError: ReportedError {
  var exitStatus: ExitStatus {
    if case .signatureWithoutURL = self { .configuration } else { .data }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension ImportRefusal: ReportedError {
  var exitStatus: ExitStatus { .data }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension TrustHoldings.RefusedFile: ReportedError {
  var exitStatus: ExitStatus { refusal.exitStatus }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords {
    refusal.words(in: catalogue, of: name)
  }
}

// MARK: Registries and issuing

extension RegistryError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .notARegistry, .unknownVersion, .foreignDesk, .outsideLease, .neverIssued,
      .alreadyRecorded, .changedMeanwhile, .unfinished, .damaged, .wouldBecomeBetter, .moved,
      .destroyed, .stillValid, .entriesWait:
      .data
    case .full, .busy, .collision, .unreachable, .unknownOutcome, .noPostgreSQLLibrary,
      .waitsForList, .replaced:
      .unavailable
    case .otherLease, .deskMade, .otherRows, .neverLeased, .deskOnly, .nothingToClear,
      .unlogged, .tooManyEnds, .badAddress:
      .usage
    case .notLater, .notCovered, .logShrank: .configuration
    case .alreadyThere: .cannotCreate
    case .noSpace, .inputOutput: .inputOutput
    case .notPermitted: .noPermission
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { words(in: catalogue, of: "-") }

  func words(in catalogue: some ErrorCatalogue, of file: String) -> ErrorWords {
    catalogue.words(self, of: file)
  }
}

extension PostgreSQLAddress.Refusal: ReportedError {
  var exitStatus: ExitStatus { .usage }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension HealthCode.IssuingError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .outsideValidity, .beyondGrant, .tooLong: .usage
    case .issuerMismatch, .sameOfficer, .signing: .software
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension SigningKey.SigningError: ReportedError {
  var exitStatus: ExitStatus { .software }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension StatusSigningError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .signing: .software
    case .tooLarge: .data
    case .outOfMemory: .unavailable
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension DrawingError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .doesNotFit, .tooLarge, .failed: .usage
    case .unreadable: .software
    case .encoderMissing, .card, .lettersMissing: .unavailable
    case .paper(.librariesMissing, _): .unavailable
    case .paper(.drawing, _): .software
    case .paper(.moduleTooSmall, _), .paper(.tooFewDots, _), .paper(.nothing, _): .usage
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension BatchError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .isFolder: .noInput
    case .otherTable, .otherPeople, .header, .empty, .nobody, .shortened, .foreignLine,
      .notAJournal, .badName,
      .rejected:
      .data
    case .notWritten(let number): FileError.notWritten(number).exitStatus
    case .inUse: .unavailable
    case .folderNotEmpty, .begun: .cannotCreate
    case .tooLargeForArchive, .unreadablePicture: .software
    case .noIndexLeft, .begunWith: .usage
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }

  /// Of a file in lines the line is named too.
  func words(in catalogue: some ErrorCatalogue, of file: String) -> ErrorWords {
    var words = words(in: catalogue)
    switch self {
    case .header(_, let line), .foreignLine(let line):
      words.message = "\(file):\(line): \(words.message)"
    default: words.message = "\(file): \(words.message)"
    }
    return words
  }
}

// MARK: What the system gives

extension StreamError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noWatch, .tooManyWatches, .folderInUse, .noPipe: .unavailable
    case .notAFolder, .folderGone, .deviceIsFolder: .noInput
    case .noMemory(let error): error.exitStatus
    case .deviceNotOpened(let number): FileError.notReadable(number).exitStatus
    case .noFrames: .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension ThreadError: ReportedError {
  var exitStatus: ExitStatus { .unavailable }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension OutputError: ReportedError {
  var exitStatus: ExitStatus { .inputOutput }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

// MARK: Commands and their options

extension TrustPlaceError: ReportedError {
  var exitStatus: ExitStatus { .configuration }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension ImplausibleTime: ReportedError {
  var exitStatus: ExitStatus { .configuration }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension OptionError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .clock: .configuration
    case .notOneReference, .noIndex, .indexOfOtherKey, .notOneCode: .data
    case .textNotUTF8, .claims, .birthDate, .birthYear, .justification, .evidence, .evidenceTime,
      .itinerary,
      .itineraryWithoutStays, .evidenceAfterIssue, .pictureOnTerminal, .subject, .notAnIndex,
      .indexWithoutKey:
      .usage
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension PassphraseError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noTerminal, .interrupted, .empty, .different: .usage
    case .brokenTerminal: .inputOutput
    case .emptyFile: .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension IssuingUseError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .request, .expired, .registryOfOtherKey, .registryOfOtherIssuer, .hadRegistry,
      .registryWasDestroyed:
      .data
    case .otherIssuer, .sameKey, .keyOfOtherIssuer, .noRetention, .registryNeeded, .logNeeded,
      .notConfirmed:
      .usage
    case .noIndexGiven: .software
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension StatusActError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .notAnAct, .logMissing: .usage
    case .askedTooLongAgo, .askedInFuture, .otherLog, .olderLog, .otherEntry: .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension LogUseError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .notLogged, .stateExists, .noState: .noInput
    case .greenCode, .notACode, .nothingLogged, .malformedEntry, .noEntry, .notAnOpening: .data
    case .ownWitness, .sinceBehindEnd: .usage
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension StatusUseError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .codeKey, .otherIssuer, .outsideValidity, .tooManyCodes: .usage
    case .otherList, .oldList, .noDelta, .notAStatusList, .behindEnd, .allExpired, .unknownList,
      .nothingToOpen,
      .otherLog:
      .data
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension TrustUseError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noCodeKey, .noStatusKey, .noEntry, .severalEntries, .notARootKey, .keyInSource,
      .notAnIssuer, .onlyKey,
      .sunsetNotEarlier, .sunsetBeforeBeginning, .recognisedAlready, .notATrustList, .notHeld,
      .otherKey, .withdrawnKey, .foreignIssuer, .noAgreement:
      .data
    case .threshold, .namedAlready, .fingerprintNotCompared: .usage
    case .otherFingerprint: .noPermission
    case .nothingFromURL: .configuration
    case .statusListNotHad: .unavailable
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension TrustListError: ReportedError {
  var exitStatus: ExitStatus {
    switch self {
    case .toStandardOutput, .bundleInBundle, .bundleCount: .usage
    case .builtWrong: .software
    case .exists, .isSigned: .cannotCreate
    case .notBuilt, .undoesSunset, .tooManySignatures, .notOlder, .underSigned, .copiesDiffer,
      .bundleTooLarge,
      .snapshotThreshold, .notASnapshotKey, .leftOut:
      .data
    case .notARootKey: .noPermission
    }
  }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}

extension RulesUseError: ReportedError {
  var exitStatus: ExitStatus { .data }

  func words(in catalogue: some ErrorCatalogue) -> ErrorWords { catalogue.words(self) }
}
