import HCodeGate
import HCodeSystem
import HCodeCore
import HCodeFormats
import ArgumentParser
import HCodeBase
import HCodeTrust

struct TrustShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Show what the store contains, how old it is, and what ends soon; or what a file says.",
    discussion: """
      With --check the exit status is for a cron job: 0 all is well, 10 something becomes old or ends soon, 30 codes get no verdict \
      because something is missing or past its end.

      EXAMPLE
        hcode trust show
        hcode trust show --check --quiet || mail -s 'trust lists' operator
      """)

  @Argument(
    help: ArgumentHelp(
      "A signed list to show instead of the store, unverified.",
      valueName: "file"), completion: .file())
  var file: FileName?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var output: OutputOptions

  @Flag(name: .long, help: "End with 10 or 30 when something needs care.")
  var check = false

  func validate() throws {
    if file != nil, check { throw ValidationError(.checkOfFile) }
  }

  func run() throws {
    let now = try clock.time()
    if let file { return try show(file, at: now) }
    let store = storeOptions.trustStore
    let holdings = try store.holdings()
    let lacks = holdings.missing(at: now, from: clock.source)
    let warnings = holdings.warnings(at: now)
    if !output.quiet {
      try StandardOutput.write(
        output.json
          ? json(store, holdings, lacks, warnings, at: now).line
          : text(store, holdings, lacks, warnings, at: now))
    }
    guard check else { return }
    if lacks.contains(where: \.kind.isGrave) { throw ExitCode(ExitStatus.undecided.rawValue) }
    if !warnings.isEmpty { throw ExitCode(ExitStatus.yellow.rawValue) }
  }

  // MARK: The store

  private func json(
    _ store: TrustStore, _ holdings: TrustHoldings, _ lacks: [MissingTrust],
    _ warnings: [FreshnessWarning], at now: Timestamp
  ) -> JSONObject {
    var object = JSONObject()
    object.add("store", store.folder.description)
    object.add("at", now.rfc3339)
    object.add("newest_signed", holdings.newestSigned?.time.rfc3339)
    object.add("seen", holdings.seen?.rfc3339)
    object.add(
      "lists",
      holdings.believedLists.map { list in
        var object = TrustJSON.object(list, at: now)
        object.add("pinned", holdings.anchors.contains(list.authority))
        object.add(
          "recognised_by",
          holdings.recognitions(of: list.authority).map(\.recogniser.authority.description))
        object.add(
          "issuers",
          list.issuers.map { issuer in
            TrustJSON.object(issuer) {
              holdings.heldStatusList($0, in: list)
            }
          })
        object.add(
          "recognises",
          list.recognitions.map {
            TrustJSON.object($0, isHeld: holdings.lists[$0.authority] != nil)
          })
        return object
      })
    object.add("foreign", holdings.foreignLists.map { TrustJSON.object($0, at: now) })
    object.add("rules", holdings.heldRules.map { TrustJSON.object($0, at: now) })
    object.add("lacks", lacks.map(TrustJSON.object))
    object.add("warnings", warnings.map(VerdictJSON.json))
    return object
  }

  private func text(
    _ store: TrustStore, _ holdings: TrustHoldings, _ lacks: [MissingTrust],
    _ warnings: [FreshnessWarning], at now: Timestamp
  ) -> String {
    let words = TrustText(language: output.language, now: now)
    let texts = output.language.texts
    var lines = [Line(texts.store(store.folder.description))]
    for list in holdings.believedLists {
      let isEnded = now >= list.expires
      lines.append(Line(""))
      lines.append(
        Line((isEnded ? "✖ " : "● ") + words.headline(list), isEnded ? .grave : .good))
      let recognisers = holdings.recognitions(of: list.authority)
      if holdings.anchors.contains(list.authority) {
        lines.append(Line("  " + texts.pinned(list.roots)))
        lines.append(
          Line(
            "  " + texts.fingerprint(Spelling.grouped(list.roots.fingerprint)), .faint))
      }
      for (recogniser, recognition) in recognisers {
        lines.append(
          Line("  " + texts.recognised(by: recogniser.authority.description, recognition.terms))
        )
      }
      for issuer in list.issuers {
        let shown = words.lines(issuer) {
          holdings.heldStatusList($0, in: list)
        }
        lines += shown.map { Line("  " + $0) }
      }
    }
    if !holdings.foreignLists.isEmpty { lines.append(Line("")) }
    for held in holdings.foreignLists {
      let isEnded = now >= held.facts.expires
      lines.append(
        Line((isEnded ? "✖ " : "● ") + words.headline(held), isEnded ? .grave : .good))
    }
    if !holdings.heldRules.isEmpty { lines.append(Line("")) }
    for held in holdings.heldRules {
      let isEnded = held.expires.map { now >= $0 } ?? false
      lines.append(
        Line((isEnded ? "✖ " : "● ") + words.headline(held), isEnded ? .grave : .good))
      lines += held.set.concerns(at: now).map {
        Line(RuleText.line($0, output.language), $0.isGrave ? .grave : .warning)
      }
    }
    lines.append(Line(""))
    lines += lacks.map {
      Line(
        ($0.kind.isGrave ? "✖ " : "- ") + texts.lackAndRemedy($0),
        $0.kind.isGrave ? .grave : .faint)
    }
    lines += warnings.map { Line("! " + texts.warning($0), .warning) }
    if lacks.isEmpty, warnings.isEmpty { lines.append(Line("● " + texts.allIsWell, .good)) }
    return lines.map(\.text).joined(separator: "\n")
  }

  // MARK: A file

  private func show(_ name: FileName, at now: Timestamp) throws {
    guard case .trustList(let signed) = try ListImport.incoming(name).file else {
      throw TrustUseError.notATrustList.in(name)
    }
    if output.quiet { return }
    let list = signed.list
    if output.json {
      var object = TrustJSON.object(list, at: now)
      object.add("signed_by", signed.signers.map(\.hex).sorted())
      object.add("complete", signed.isComplete)
      object.add("issuers", list.issuers.map { TrustJSON.object($0) { _ in nil } })
      object.add("recognises", list.recognitions.map { TrustJSON.object($0, isHeld: false) })
      return try StandardOutput.write(object.line)
    }
    var lines = TrustListText(language: output.language)
      .summary(list, payload: signed.payloadDigest).map { Line($0) }
    lines.append(
      Line(
        output.language.texts.signed(
          by: signed.signers.count, of: list.roots, isComplete: signed.isComplete),
        signed.isComplete ? .good : .grave))
    try StandardOutput.write(lines.map(\.text).joined(separator: "\n"))
  }

  /// A line and how it is coloured on a terminal.
  private struct Line {
    enum Weight: String {
      case plain = ""
      case good = "32"
      case warning = "33"
      case grave = "1;31"
      case faint = "2"
    }

    let text: String

    init(_ text: String, _ weight: Weight = .plain) {
      let escaped = TerminalText.escaped(text)
      self.text =
        weight != .plain && TerminalText.usesColour
        ? "\u{1B}[\(weight.rawValue)m\(escaped)\u{1B}[0m" : escaped
    }
  }
}
