/// What is wrong with the options, beyond what their types say.
enum UsageFault: Equatable {
  /// An option's text is not UTF-8.
  case notUTF8(String)
  /// What is wrong with an option's text.
  case badText(String, String)
  case notAnIdentifier(String)
  case notANoteName(String)
  case noSubcommand([String])
  /// Help or the version beside something else.
  case helpNotAlone
  case noSuchCommand(String, suggestion: String?)
  /// An option that is also a file's name in the current folder.
  case optionNamesFile(String)
  case optionAfterOperand(String)
  case unknownOption(String)
  /// One of two options that go together is missing.
  case apart(String, String)
  case outside(String, ClosedRange<Int>)
  case namedTwice(String, String)
  case firstLabel(ClosedRange<Int>)
  case threshold(ClosedRange<Int>)
  case cannotSignTogether(Int, of: Int)
  case nameTwice(in: String)
  /// A kind of evidence and its age, of that option.
  case notAges(String)
  case notAReason
  case notARedReason
  case notLabels
  case redWithoutLog
  case registryWithCode
  case jsonWithoutFile
  case raiseWithoutRegistry
  case raiseWithPicture
  case logKeyWithoutProof
  case issuerLogInNoList
  case issuerLogNotInList
  case noPictureOrText
  case subjectWithoutRegistry
  case officerWithoutRegistryOrLog
  case indexWithRegistry
  case codesOrSubject
  case answersNotPrinted
  case replacesWithoutRegistry
  case replacesWithRequest
  case requestWithoutRed
  case logWithGreen
  case redByOne
  case requestWithPicture
  case requestWithLog
  case noPeople
  case noKey
  case noBatchOutput
  case noIndexSource
  case asWithoutRegistry
  case filterNotRepeatable
  case resumeOfFilter
  case peopleAndPassphrase
  case singleCodeOptions
  case batchLabelsNotPDF
  case forceOfBatch
  case formatWithLabels
  case batchNamedAsKey(String)
  case cardsInOneFile
  case pdfOfNoCard
  case noPassphraseWithOne
  case noValidity
  case jsonAndCSV
  case outputOrJSON
  case codeOrIndex
  case keyOrCosigned
  case seenWithProof
  case noFilter
  case nobodyToForget
  case notAStatusURI
  case retentionTooLong
  case retainWithAll
  case destroyedNow
  /// An option that counts once was given several times.
  case twice(String)
  case closeHow
  case registryOfDesk
  /// Entries for a desk's log, which come from its registry.
  case logOfDesk
  case destroyByWord
  case notARequestName
  case againWithoutFile
  case framesAndWatch
  case framesWithPictures
  case watchWithPictures
  case noPicture
  case rawInStream
  case againWithoutFrames
  case bellWithoutStream
  case rawWithOutput
  case notWithheld
  case ttlTooLong
  case livesTooLong(days: Int64)
  case notAStatus
  case raiseByOne
  case logOrNone
  case logAndNone
  case manyByOne
  case notAChangeReason
  case proofAndOpening
  case indexOfRegistry
  case statusListOfCodeKey
  case grantOfStatusKey
  case grantOfCountersigner
  case noStatusList
  case statusListCount
  case notAStatusListName
  case tooManyLanguages
  case tooManyAgreements
  case nothingToPack
  case nothingToGrant
  case nothingToImport
  case rootOfForeign
  case noAuthorityName
  case rootCount
  case snapshotCount
  case languageCount
  case noLogKey
  case noneWithOthers
  case grace
  case notYellowOrRefused
  case listAndKeys
  case noAuthorityList
  case authorityWithoutKeys
  case otherwiseWithoutGreen
  case nothingToChange
  case checkOfFile
  case noList
  case passphraseWithoutKey
  case noText
  case baudWithoutDevice
  case deviceWithTexts
  case exactWithStrip
  case badEscape
  case checkEvery
  case notATime
  case timeWithoutZone
  case noSuchDay
  case yearOutOfRange
  case notAReference
  case noteTooLong
  case foreignOptions
  case signatureAndListKey
  case signatureOfRules
  case signatureOfSeveral
  case officerCount
  case longestValidity
  case notStatuses
  case notACategory
  case notAColour
  case notAnOfficerForLog
  case notAnOfficer
  case notASheet
  case notADPI
  case hoursReversed
  case notAnAdvice
  case cardOnSheet
  case cardOrLabels
  case printerWithSheets
  case printerWithoutSize
  case labelsNotPrinted
  case dpiWithoutPrinter
  case severalFormats
  case cardFormat
  case noPlace
  case unknownEnding
  case notADuration
  case notALevel
  case symbolSize
  case deskAndNone
  /// An option that names a file where the desk decides.
  case fileBesideDesk(String)
  case notADeskURL
  case notABundleURL
  case stolenAndLost
  case removeOfRoots
  case addOfHolders
  case noValid
  case noKeyOrDesk
  case noRegistryOrDesk
  case noAuthority
  case noOfficersOrDesk
  case keyNameWithoutDesk
  case notAServer
}
