import HCodeCore

/// A line of `hcode doctor` for a person: how it stands by shape, word and colour, what was looked at, what was found; below,
/// what to do.
struct CheckLine {
  var language: Language
  var usesColour: Bool

  func text(_ result: CheckResult) -> String {
    let (shape, word, code) = head(result.state)
    let answer = shape + " " + word
    let line =
      (usesColour ? "\u{1B}[\(code)m\(answer)\u{1B}[0m" : answer) + "  "
      + TerminalText.escaped(title(result.check) + ": " + result.detail)
    guard !result.hint.isEmpty else { return line }
    let label = Phrase.of("to do: ", "处理：", language)
    return line + "\n    → " + TerminalText.escaped(label + result.hint)
  }

  /// Shape, word, and the SGR colour.
  private func head(_ state: CheckResult.State) -> (String, String, String) {
    switch state {
    case .ok: ("●", Phrase.of("OK", "正常", language), "32")
    case .warning: ("▲", Phrase.of("WARNING", "注意", language), "33")
    case .fault: ("✖", Phrase.of("FAULT", "故障", language), "1;31")
    }
  }

  private func title(_ check: CheckResult.Check) -> String {
    switch check {
    case .clock: Phrase.of("clock", "时钟", language)
    case .clockSync: Phrase.of("clock's synchronisation", "时钟同步", language)
    case .trustPlaces: Phrase.of("what is believed", "信任来源", language)
    case .trustReadable: Phrase.of("reading it", "读取信任库", language)
    case .trustPermissions: Phrase.of("permissions", "文件权限", language)
    case .storeObjects: Phrase.of("stored files", "已存文件", language)
    case .storeSignatures: Phrase.of("signatures of the lists", "列表签名", language)
    case .storeIndex: Phrase.of("index", "索引", language)
    case .trustList: Phrase.of("trust list", "信任列表", language)
    case .statusList: Phrase.of("status list", "状态列表", language)
    case .rules: Phrase.of("rules", "规则", language)
    case .keys: Phrase.of("keys", "密钥", language)
    case .libraries: Phrase.of("libraries", "程序库", language)
    case .libsodium, .zbar, .rasteriser, .labels, .curl, .webP, .heif, .netpbm, .pdf:
      check.rawValue
    case .signatures: Phrase.of("signature test", "签名自检", language)
    case .scanner: Phrase.of("scanner test", "扫描自检", language)
    case .lockedMemory: Phrase.of("locked memory", "锁定内存", language)
    }
  }
}
