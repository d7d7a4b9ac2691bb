import HCodeRegistry
import HCodeBase
import HCodeTrust
import HCodeCore

extension English {
  func words(_ error: UsageError) -> ErrorWords {
    ErrorWords(
      error.message, hint: "see 'hcode \(error.command.map { $0 + " " } ?? "")--help'")
  }

  func words(_ error: OptionError) -> ErrorWords {
    switch error {
    case .clock:
      ErrorWords("the system's clock is outside the years 1970 to 9999", hint: "set it")
    case .textNotUTF8:
      ErrorWords(
        "a name or another text is not UTF-8", hint: "check the locale of this terminal")
    case .claims(let malformed):
      ErrorWords(
        "cannot issue this code: \(malformed.detail)",
        hint: {
          switch malformed.reason {
          case .unjustifiedStatus: "yellow and red need --reason and --authority"
          case .unexpectedReason: "leave --reason and --authority out for green"
          case .validityTooLong: "shorten --valid, and decide again in time"
          default: nil
          }
        }())
    case .birthDate: ErrorWords("--birth-date takes 1985-03-07, 1985-03 or 1985")
    case .justification: ErrorWords("--reason and --authority go together")
    case .evidence(let family):
      ErrorWords(
        "--\(family.rawValue) takes \(EvidenceOption.form(of: family)), such as \(EvidenceOption.example(of: family))"
      )
    case .evidenceAfterIssue(let time):
      ErrorWords(
        "the evidence of \(time.rfc3339) lies after the issue of the code",
        hint: "check its date, and this clock")
    case .pictureOnTerminal(let format):
      ErrorWords(
        "a \(format.rawValue.uppercased()) would garble the terminal",
        hint: "give -o FILE, or --terminal to see the code here")
    case .notOneReference:
      ErrorWords("standard input is not one line of text", hint: "give one reference")
    case .subject: ErrorWords("--subject takes 1 to 96 bytes of text")
    case .noIndex: ErrorWords("standard input names no code", hint: "give one index a line")
    case .notAnIndex(let text):
      ErrorWords(
        "\(text): not a code's index", hint: "such as 2621563003 or 63923925bf1b74d0:2621563003")
    case .indexOfOtherKey(let text, let registry):
      ErrorWords(
        "\(text): a code of another key; this registry is of key \(registry.hex)",
        hint: "give the registry of that key")
    case .noPublicKey:
      ErrorWords(
        "no *.pub file in this folder", hint: "put the issuers' public key files there")
    case .conflictingKey(let key):
      ErrorWords(
        "another file says something else under key id \(key.hex)",
        hint: "keep the newer of the two files")
    }
  }

  func words(_ error: PassphraseError) -> ErrorWords {
    switch error {
    case .noTerminal:
      ErrorWords(
        "no terminal to ask for the passphrase on",
        hint: "give it with --passphrase-file or --passphrase-fd")
    case .brokenTerminal: ErrorWords("the terminal cannot be used")
    case .interrupted: ErrorWords("interrupted")
    case .empty:
      ErrorWords("the passphrase is empty", hint: "--no-passphrase leaves a key unsealed")
    case .emptyFile: ErrorWords("the passphrase is empty")
    case .different: ErrorWords("the two passphrases differ")
    }
  }

  func words(_ error: IssuingUseError) -> ErrorWords {
    switch error {
    case .request(let refusal):
      ErrorWords(refusal.detail, hint: "ask whoever sent it; nothing was logged or signed")
    case .expired(let time):
      ErrorWords("the code would have expired at \(time.rfc3339)", hint: "ask for a new one")
    case .otherIssuer(let issuer, let request):
      ErrorWords(
        "a key of \(issuer), and the request is of \(request)",
        hint: "the second officer is of the same issuer")
    case .sameKey(let issuer):
      ErrorWords(
        "the key that asked for it",
        hint: "the second officer has a key of their own: 'hcode keygen --issuer \(issuer)'")
    case .registryOfOtherKey(let key, let request):
      ErrorWords(
        "the registry of key \(key.hex), and the request is on codes of key \(request.hex)",
        hint: "give the registry of that key")
    case .registryOfOtherIssuer(let identity, let key):
      ErrorWords(
        "the registry of \(identity.issuer), key \(identity.keyIdentifier.hex), not of \(key.issuer), key \(key.publicKey.identifier.hex)",
        hint: "make one for this key with 'hcode registry init'")
    case .noIndexGiven: ErrorWords("the registry gave no index")
    case .keyOfOtherIssuer(let issuer, let registry):
      ErrorWords(
        "a key of \(issuer), and the registry is of \(registry)", hint: "give a key of \(registry)")
    case .noRetention:
      ErrorWords("was made without --retain", hint: "say how long: --retain 30d")
    }
  }

  func words(_ error: LogUseError) -> ErrorWords {
    switch error {
    case .notLogged(let entries):
      ErrorWords(
        "not among the \(entries) entries of the log",
        hint: "what was logged just now is published with the next checkpoint")
    case .notACode(let malformed): ErrorWords(malformed.detail)
    case .nothingLogged: ErrorWords("nothing was logged: there is no chart")
    case .malformedEntry(let malformed, let line, let file):
      ErrorWords(
        "\(file.description), line \(line): \(malformed.detail)",
        hint: "docs/log.md names the members of an entry; nothing was appended")
    case .noEntry: ErrorWords("no entry", hint: "give one a line")
    case .ownWitness:
      ErrorWords(
        "the log's own key or name",
        hint: "a witness is somebody else: make a key with 'hcode keygen'")
    case .stateExists: ErrorWords("there is a state already", hint: "leave --first out")
    case .noState:
      ErrorWords(
        "no state: this witness would forget what it cosigned",
        hint: "find the state, or begin with --first")
    case .sinceBehindEnd(let entries):
      ErrorWords("the log has \(entries) entries", hint: "give a smaller --since")
    }
  }

  func words(_ error: StatusUseError) -> ErrorWords {
    switch error {
    case .codeKey:
      ErrorWords(
        "this is the code key itself",
        hint: "a key has one purpose: make a status key with 'hcode keygen'")
    case .otherIssuer(let issuer, let registry):
      ErrorWords(
        "a key of \(issuer), and the registry is of \(registry)",
        hint: "give a status key of \(registry)")
    case .outsideValidity(let key, let now):
      ErrorWords(
        "the status key is valid from \(key.created.rfc3339) to \(key.expires.rfc3339), and it is \(now.rfc3339)",
        hint: "make a new status key with 'hcode keygen'")
    case .otherList(let uri, let wanted):
      ErrorWords("the list \(uri), not \(wanted)", hint: "give an older list of this registry")
    case .oldList(let refusal):
      ErrorWords(
        refusal.detail, hint: "give a list that 'hcode status build' made with this key")
    case .noDelta(let difference):
      ErrorWords(
        "no delta: \(Self.sentence(difference))",
        hint: "the whole list is written: publish that")
    case .notAStatusList(let refusal):
      ErrorWords(
        "not a status list: \(refusal.detail)",
        hint: "give the file that 'hcode status build' made")
    case .behindEnd(let index, let count):
      ErrorWords("the list ends before index \(index)", hint: "it speaks of \(count) codes")
    case .tooManyCodes:
      ErrorWords(
        "more than \(OfficerRequest.maximumIndexes) codes at once", hint: "raise fewer at once")
    case .allExpired:
      ErrorWords(
        "every one of the codes has expired", hint: "they restrict nobody any more: leave them")
    }
  }

  private static func sentence(_ difference: StatusDelta.DifferenceError) -> String {
    switch difference {
    case .otherSize: "the lists speak of different numbers of codes"
    case .nothingChanged: "nothing changed"
    case .improves(let index, let from, let to):
      "index \(index) went from \(from.word) to \(to.word), and a delta only makes codes worse"
    case .tooMany: "more than \(StatusDelta.maximumChanges) codes got the same status"
    }
  }

  func words(_ error: TrustUseError) -> ErrorWords {
    switch error {
    case .noCodeKey(let name, let path):
      ErrorWords(
        "\(name): has no key that signs codes, \(path)",
        hint: "grants are for keys of the use codes")
    case .noEntry(let name):
      ErrorWords(
        "nothing in it is called \(name)",
        hint:
          "give a key id of 16 digits, an issuer or a recognised authority; root keys are changed with 'hcode trust roots'"
      )
    case .severalEntries(let name, let paths):
      ErrorWords(
        "\(name) is both \(paths.joined(separator: " and "))", hint: "change the source by hand")
    case .notARootKey(let name, let source, let roots):
      ErrorWords(
        "\(name): is no root key in \(source.description)",
        hint: "the root keys are " + roots.map(\.hex).joined(separator: ", "))
    case .keyInSource(let key, let path, let asRoot):
      ErrorWords(
        "key \(key.hex) is in the source already, \(path)",
        hint: asRoot
          ? "one key has one purpose: make a new one with 'hcode keygen'"
          : "change what it may sign with 'hcode trust grant \(key.hex)'")
    case .threshold(let needed, let count):
      ErrorWords(
        "\(needed) of \(count) root keys cannot be asked for",
        hint: "give 1 to 16 different keys, and a --threshold from 1 to their number")
    case .notAnIssuer(let name):
      ErrorWords("\(name): not an issuer of this list", hint: "a log belongs to an issuer")
    case .onlyKey(let name, let issuer):
      ErrorWords(
        "\(name): is the only key of \(issuer)",
        hint: "take the issuer out: 'hcode trust remove \(issuer)'")
    case .sunsetNotEarlier(let name, let until):
      ErrorWords(
        "\(name): ends at \(until) already, and can only end earlier",
        hint: "a longer life takes a new key: 'hcode keygen'")
    case .sunsetBeforeBeginning(let name, let notBefore):
      ErrorWords(
        "\(name): begins at \(notBefore), and cannot end before",
        hint: "take it out: 'hcode trust remove \(name)'")
    case .namedAlready(let key):
      ErrorWords("key \(key.hex) was named already", hint: "each person has a key of their own")
    case .recognisedAlready(let authority, let source):
      ErrorWords(
        "\(authority): is recognised in \(source.description) already",
        hint: "take it out first: 'hcode trust remove \(authority)'")
    case .fingerprintNotCompared(let authority, let found):
      ErrorWords(
        "the root keys of \(authority) have the fingerprint \(TrustListText.grouped(found)), which nobody compared",
        hint:
          "ask \(authority) over the telephone to read its fingerprint out, and give that with --fingerprint"
      )
    case .otherFingerprint(let authority, let found):
      ErrorWords(
        "the root keys of \(authority) have the fingerprint \(TrustListText.grouped(found)), not the one that was given",
        hint: "the file is not the authority's, or its root keys changed: ask again")
    case .nothingFromURL:
      ErrorWords(
        "nothing here came from a URL", hint: "import a trust list by its https address once")
    case .notATrustList:
      ErrorWords(
        "not a trust list",
        hint: "'hcode status show' shows status lists; 'hcode trust import' takes bundles")
    case .notHeld(let authority):
      ErrorWords("no list of \(authority) is in this store", hint: "see 'hcode trust show'")
    }
  }

  func words(_ error: TrustListError) -> ErrorWords {
    switch error {
    case .toStandardOutput: ErrorWords("a list is written to a file", hint: "give -o FILE")
    case .builtWrong: ErrorWords("the list does not read as it was built")
    case .notBuilt(let refusal): ErrorWords(refusal.detail)
    case .exists(let version, let source):
      ErrorWords(
        "already exists; its build was cut short, or it is version \(version) already",
        hint:
          "if it went to nobody, --force builds it anew; else write version \(version) into \(source.description)"
      )
    case .isSigned(let version, let next, let source):
      ErrorWords(
        "is signed; a second list of version \(version) would look like a forgery",
        hint: "write version \(next) into \(source.description), and build the next")
    case .tooManySignatures(let count):
      ErrorWords(
        "together the copies carry \(count) signatures, more than \(COSESign.maximumSignatures)",
        hint: "give --old, so that signatures of strangers are left out")
    case .notOlder(let old, let new):
      ErrorWords(
        "is version \(old.number) of \(old.authority), not a list before version \(new.number) of \(new.authority)",
        hint: "--old takes the list that was published before this one")
    case .underSigned(let count, let needed, let authority):
      ErrorWords(
        "is signed by \(count) of its root keys, \(needed) are needed",
        hint: authority.map { "ask \($0) for its published list" }
          ?? "--old takes the list as it was published")
    case .copiesDiffer(let other, let otherDigest, let first, let given, let digest):
      ErrorWords(
        "says something else than \(first.description): version \(other.number) of \(other.authority) with the digest \(otherDigest.hex), not version \(given.number) of \(given.authority) with \(digest.hex)",
        hint: "nothing was written; find out who changed it before anybody signs")
    case .notARootKey(let key, let authority, let hasBefore):
      ErrorWords(
        "key \(key.hex) is no root key of \(authority) \(hasBefore ? "in this list or the one before" : "in this list")",
        hint: hasBefore
          ? "take the key file of one of the root keys that are shown above"
          : "if it was one before the root keys changed, give the list before with --old")
    case .bundleInBundle: ErrorWords("a bundle cannot hold a bundle")
    case .bundleCount: ErrorWords("a bundle holds 1 to \(Bundle.maximumMembers) files")
    case .bundleTooLarge(let mebibytes):
      ErrorWords(
        "the bundle would have \(mebibytes) MiB, and at most \(Bundle.maximumFileBytes >> 20) can be imported",
        hint: "pack fewer files")
    case .snapshotThreshold(let threshold, let authority):
      ErrorWords(
        "the list of \(authority) wants \(threshold) snapshot keys to sign",
        hint: "build a list with a threshold of 1 for snapshots")
    case .notASnapshotKey:
      ErrorWords(
        "none of the trust lists names this key as a snapshot key",
        hint: "pack the authority's own trust list too, with its snapshot key in it")
    case .leftOut(let missing, let others):
      ErrorWords(
        "\(Self.name(of: missing)) is not among the files"
          + (others > 0 ? ", nor are \(others) more" : ""),
        hint: "add it, or pack without it with --partial")
    }
  }

  private static func name(of missing: TrustListError.Missing) -> String {
    switch missing {
    case .trustList(let authority): "the trust list of \(authority)"
    case .statusList(let uri): "the status list \(uri)"
    }
  }

  func words(_ error: RulesUseError) -> ErrorWords {
    switch error {
    case .noLogic(let line):
      ErrorWords(
        "line \(line) is no object with 'logic'",
        hint: "write {\"logic\": …, \"data\": …} on one line")
    }
  }
}
