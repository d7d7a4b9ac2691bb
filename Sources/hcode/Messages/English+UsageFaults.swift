import HCodePaper
import HCodeCore

extension English {
  func sentence(_ fault: UsageFault) -> String {
    switch fault {
    case .notUTF8(let option): "\(option) is not UTF-8."
    case .badText(let option, let fault): "\(option) \(fault)."
    case .notAnIdentifier(let option):
      "\(option) takes 1 to 32 of A-Z a-z 0-9 . _ - beginning with a letter or digit."
    case .notANoteName(let option):
      "\(option) takes 1 to 128 bytes without spaces and plus signs."
    case .noSubcommand(let names):
      "Say what to do: \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")."
    case .apart(let first, let second): "\(first) and \(second) go together."
    case .outside(let option, let range):
      "\(option) takes \(range.lowerBound) to \(range.upperBound)."
    case .namedTwice(let option, let word): "\(option) names \(word) twice."
    case .firstLabel(let range):
      "--first-label takes \(range.lowerBound) to \(range.upperBound) on this sheet."
    case .threshold(let range):
      "--threshold takes \(range.lowerBound) to \(range.upperBound), the number of root keys."
    case .cannotSignTogether(let threshold, let count):
      "There are \(count) keys, of which \(threshold) can not sign together."
    case .nameTwice(let language): "--name is there twice in \(language)."
    case .notAges(let option):
      "\(option) takes kind:age, such as pcr:72h or vaccination:any; the kinds are \(EvidenceKind.allCases.map(\.word).joined(separator: ", "))."
    case .notAReason:
      "takes one of \(StatusReason.allCases.map(\.word).joined(separator: ", "))."
    case .notARedReason:
      "--why takes for red one of \(StatusReason.allCases.map(\.word).joined(separator: ", "))."
    case .notLabels:
      "--labels takes columns and rows that lie on the sheet, such as 3x8, 3x7:63.5x38.1+2.5+0 in millimetres with gaps, or one of \(LabelLayout.products.map(\.number).joined(separator: ", ")) on its own sheet."
    case .redWithoutLog: "Red stands in the log first: give --log DIR."
    case .registryWithCode: "--registry goes with a raise, not with a code."
    case .jsonWithoutFile: "--json needs the picture in a file: give -o FILE."
    case .raiseWithoutRegistry: "The request raises codes to red: give their --registry."
    case .raiseWithPicture: "A raise draws no picture: leave -o out."
    case .logKeyWithoutProof: "--log-key goes with --proof."
    case .issuerLogInNoList: "Give --log-key: no trust list names the log of this issuer."
    case .issuerLogNotInList: "Give --log-key: the trust list names no log of this issuer."
    case .noPictureOrText: "Name a picture or give a text, or - for standard input."
    case .subjectWithoutRegistry: "--subject is for a registry: give --registry as well."
    case .officerWithoutRegistryOrLog:
      "--officer is for the registry and the log: give --registry or --log as well."
    case .indexWithRegistry: "--registry gives the index: leave --index out."
    case .requestWithoutRed: "--request and --one-officer go with red."
    case .logWithGreen: "--log goes with yellow and red; green is not logged."
    case .redByOne:
      "Red takes two officers: give --request FILE for the second one to finish with 'hcode approve'; or --one-officer where checkpoints trust this key file itself."
    case .requestWithPicture: "--request makes no picture yet: 'hcode approve' draws the code."
    case .requestWithLog: "'hcode approve' writes the log: leave --log out."
    case .noPeople: "Name the people: --batch FILE."
    case .noKey: "Give the issuer's secret key: --key FILE."
    case .noBatchOutput:
      "Say where the codes go: -o FOLDER, .zip, .tar, .ndjson, or - for standard output."
    case .noIndexSource: "Say where the indexes come from: --registry FILE or --index-range A..B."
    case .asWithoutRegistry: "--as is for a registry: give --registry as well."
    case .filterNotRepeatable:
      "A filter with a registry needs --as and --at, so that it can be run again for the same codes."
    case .resumeOfFilter:
      "--resume needs an output in files; a filter is run again with the same --at and --index-range."
    case .peopleAndPassphrase: "Standard input cannot be both the people and the passphrase."
    case .singleCodeOptions: "--copies and --dpi are for single codes."
    case .batchLabelsNotPDF: "Labels are printed as PDF: -o sheet.pdf."
    case .formatWithLabels: "--format does not go with labels."
    case .noPassphraseWithOne: "--no-passphrase goes with no passphrase."
    case .noValidity: "--valid takes more than no time."
    case .jsonAndCSV: "Give one of --json and --csv."
    case .outputOrJSON: "Give either -o FILE or --json."
    case .codeOrIndex: "Give --code or --index."
    case .keyOrCosigned: "Give --key to make a checkpoint, or --cosigned to add to it."
    case .seenWithProof: "--seen goes with a log, not with a proof."
    case .noFilter:
      "Say which codes: --subject, --index, --officer, --since or --before; 'hcode registry export' gives all."
    case .nobodyToForget: "Say whom: --subject or --index."
    case .notAStatusURI: "takes 1 to 255 printable ASCII characters without spaces."
    case .retentionTooLong: "--retain takes at most 100 years."
    case .notARequestName: "takes 1 to 64 printable ASCII characters without spaces."
    case .againWithoutFile: "--again is for a desk's file: give -o as well."
    case .framesAndWatch: "--frames and --watch exclude each other."
    case .framesWithPictures: "--frames reads standard input; name no pictures."
    case .watchWithPictures: "--watch takes a folder and no pictures."
    case .noPicture: "Name at least one picture, or - for standard input."
    case .rawInStream: "--raw and --jobs go with neither --frames nor --watch."
    case .againWithoutFrames: "--again goes with --frames."
    case .bellWithoutStream: "--bell goes with --frames or --watch."
    case .rawWithOutput: "--raw goes with neither --json nor --quiet."
    case .ttlTooLong: "--ttl is longer than --valid: the list would be refused before it is old."
    case .notAStatus: "takes revoked, suspended or red."
    case .redOptions: "--request, --key, --one-officer, --log and --officer go with red."
    case .raiseByOne:
      "Red takes two officers: give --request FILE and --key, for the second one to finish with 'hcode approve'; or --one-officer where checkpoints ask for one."
    case .officerWithoutLog: "--officer goes with --log."
    case .indexOfRegistry: "--index goes with a status list, not with --registry."
    case .statusListOfCodeKey: "--for-status-list goes with --use status-lists."
    case .grantOfStatusKey:
      "--status, --evidence, --longest-validity and --status-list are for keys that sign codes."
    case .noStatusList: "--use status-lists takes at least one --for-status-list."
    case .statusListCount: "--for-status-list takes 1 to 64 different URIs."
    case .notAStatusListName:
      "A status list is named by 1 to 255 printable ASCII characters without a space."
    case .tooManyLanguages: "--name takes at most 16 languages."
    case .nothingToPack: "Name the trust lists and status lists to pack."
    case .nothingToGrant:
      "Say what to grant: --status, --evidence, --longest-validity or --officers."
    case .nothingToImport: "Name at least one file or URL."
    case .rootOfForeign: "--root and --fingerprint are for signed lists of our own."
    case .noAuthorityName: "Give the authority's --name."
    case .rootCount: "--root takes 1 to 16 keys."
    case .snapshotCount: "--snapshot takes at most 16 keys."
    case .languageCount: "--name takes 1 to 16 languages."
    case .noLogKey: "Give --log-key, or --none."
    case .noneWithOthers: "--none goes alone."
    case .grace: "--grace takes a minute to 31 days."
    case .notYellowOrRefused: "takes yellow or refused."
    case .listAndKeys: "--authority, --root and --threshold are for want of a list."
    case .noAuthorityList: "Give the authority's signed list."
    case .authorityWithoutKeys: "--authority takes --name, --root keys and the --threshold of them."
    case .otherwiseWithoutGreen: "--otherwise goes with --green-with."
    case .nothingToChange: "Say what to change: --add, --remove or --threshold."
    case .checkOfFile: "--check is for the store, not for a file."
    case .noList: "Name the list."
    case .passphraseWithoutKey: "A passphrase goes with --key."
    case .noText: "Give at least one text, - for standard input, or --device."
    case .baudWithoutDevice: "--baud goes with --device."
    case .deviceWithTexts: "--device goes without texts and -."
    case .checkEvery: "--check-every takes 1 or more."
    case .notATime: "takes a time such as 2026-11-24T08:00:00Z or 2026-11-24T16:00:00+08:00."
    case .notAReference: "takes 1 to 96 bytes of text."
    case .noteTooLong: "--why and --authority take 1 to 96 bytes."
    case .foreignOptions:
      "--source, --valid, --issuer, --signature and --list-key go with --format."
    case .signatureAndListKey:
      "--signature is for a signature beside the file, --list-key for one in it: give one."
    case .signatureOfRules: "--issuer, --signature and --list-key are not for rules."
    case .signatureOfSeveral: "--signature is over one file; name one."
    case .officerCount: "--officers takes 1 or 2."
    case .longestValidity: "--longest-validity takes 90m, 24h, 7d or none."
    case .notStatuses: "--status takes green, yellow and red, separated by commas."
    case .notAColour: "takes green, yellow or red."
    case .notAnOfficerForLog:
      "--officer takes for the log 1 to 32 of A-Z a-z 0-9 . _ - beginning with a letter or digit."
    case .notAnOfficer: "takes 1 to 64 bytes of text."
    case .notASheet: "takes a4, letter, or millimetres such as 50x30, 5 to 2000 each."
    case .notADPI: "--dpi takes 203, 300 or 600."
    case .cardOnSheet: "--card is a page of its own: leave the options of sheets out."
    case .cardOrLabels:
      "A PDF is --card, or labels: say --sheet a4 --labels 3x8, or --sheet 50x30 for one."
    case .printerWithSheets: "A label printer has no sheets: give one label's size, --sheet 50x30."
    case .printerWithoutSize: "A label printer takes a label's size, --sheet 50x30."
    case .labelsNotPrinted: "Labels are printed as PDF or ZPL: -o sheet.pdf or -o label.zpl."
    case .dpiWithoutPrinter: "--dpi is for label printers: -o label.zpl."
    case .severalFormats: "Give one of --format, --terminal and --text."
    case .cardFormat: "--card is drawn as png, svg or pdf."
    case .noPlace:
      "Say where the code goes: -o FILE, -o - for standard output, --terminal or --text."
    case .unknownEnding: "The file's ending is not .png, .svg, .pdf, .zpl or .txt: say --format."
    case .notADuration: "takes a length of time such as 90m, 24h or 30d."
    case .notALevel: "takes L, M, Q or H."
    case .symbolSize: "--module-size takes 1 to 64, --quiet-zone 0 to 64."
    }
  }
}
