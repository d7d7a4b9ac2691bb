import HCodeBase
import HCodeDesk
import HCodeFormats
import HCodeGate
import HCodePaper
import HCodeTrust
import HCodeCore

/// The texts in Chinese, simplified.
struct Chinese: Catalogue {
  // MARK: Verdicts

  func head(_ answer: Answer) -> String {
    switch answer {
    case .green: "绿码"
    case .yellow: "黄码"
    case .red: "红码"
    case .refused: "不予认可"
    case .forged: "伪造"
    case .undecided: "无法判定"
    case .none: "未见健康码"
    }
  }

  func reason(_ reason: VerdictReason) -> String {
    switch reason {
    case .asSigned: "以签发为准"
    case .suspended: "已暂停：请到服务台"
    case .raisedToRed: "签发后已转为红码"
    case .evidenceNotRecognised: "所附证明在本地不予认可"
    case .notRecognised: "该机构的此类码在本地不予认可"
    case .sunset: "已到终止日期，不再使用"
    case .revoked: "已被签发机构撤销"
    case .oneOfficer: "红码须有第二名经办人签署，此码没有"
    case .unknownOfficer: "第二名经办人的密钥未知：请导入最新的信任列表"
    case .badCountersignature: "第二名经办人的签名不符"
    case .notLogged: "公共日志中没有此记录：设码者未履行公开义务"
    case .grantExceeded: "签发密钥超出授权范围"
    case .trustExpired: "信任列表已过期：请导入最新版本"
    case .trustUnreadable: "信任库无法读取"
    case .statusMissing: "缺少其状态列表：请导入"
    case .statusExpired: "其状态列表已过期：请导入最新版本"
    case .expired: "已过期"
    case .notYetValid: "尚未生效"
    case .keyExpired: "签发密钥已到期"
    case .badSignature: "签名不符：内容被改动或非该机构签发"
    case .issuerMismatch: "用其他机构的密钥签发"
    case .unknownIssuer: "未知签发机构：请导入包含该机构的信任列表，或用 --trust 指定其公钥"
    case .unknownVersion: "由更新版本生成：请升级本程序"
    case .clock: "本机时钟有误：请校准后重扫"
    case .unreadable: "无法读取"
    case .rulesPassed: "符合本地规则"
    case .ruleFailed: "不符合本地规则"
    case .ruleOpen: "真实有效；有一条本地规则无法判定"
    case .rulesExpired: "真实有效；本地规则已过期：请导入最新版本"
    case .rulesUnreadable: "真实有效；本地规则无法读取"
    case .noRules: "真实有效；本地没有适用的规则"
    case .unknownKey: "签发机构已知，但其密钥未知：请导入最新的列表"
    case .missingChunk: "缺少一部分：请出示全部二维码"
    case .revocationMissing: "缺少其撤销列表：请导入"
    case .unsupported: "本程序无法判定此类证书"
    case .keyUsage: "签发密钥不得用于此类证书"
    case .specimen: "样本，不属于任何人"
    case .policy: "此类证书在本地不予认可"
    case .notHealth: "真实，但与健康无关"
    case .badKey: "签发密钥不可用"
    case .badChain: "签发密钥未获任何机构担保"
    case .noCode: "未发现二维码：请平整、完整地再出示一次"
    case .unknownFormat: "不是健康码"
    case .malformedPrefix, .textTooLong, .malformedBase45, .malformedCBOR, .notDeterministic,
      .malformedCOSE, .malformedHeader, .wrongAlgorithm, .unprotectedHeader,
      .unexpectedCountersignature, .malformedClaims, .malformedTime, .validityTooLong,
      .malformedCodeID, .malformedHealth, .unknownStatus, .malformedHolder, .malformedEvidence,
      .unjustifiedStatus, .unknownReason, .unexpectedReason, .malformedEncoding,
      .malformedStructure, .tooLarge, .badChunk:
      "不是真实的健康码：格式不符"
    }
  }

  func expired(on time: Timestamp) -> String { "已于 \(LocalTime.text(time)) 过期" }

  func valid(from time: Timestamp) -> String { "\(LocalTime.text(time)) 起生效" }

  func keyEnded(on time: Timestamp) -> String { "签发密钥已于 \(LocalTime.text(time)) 到期" }

  var unknownForeignIssuer: String {
    "未知签发机构：请导入该格式的密钥列表（hcode trust import --format）"
  }

  func colour(_ status: HealthStatus) -> String {
    switch status {
    case .green: "绿码"
    case .yellow: "黄码"
    case .red: "红码"
    }
  }

  func statusReason(_ reason: StatusReason) -> String {
    switch reason {
    case .confirmedCase: "确诊病例"
    case .suspectedCase: "疑似病例"
    case .closeContact: "密切接触者"
    case .secondaryContact: "次密接"
    case .listedArea: "到过所列地区"
    case .symptoms: "有症状"
    case .testOverdue: "未按时检测"
    case .arrival: "外来抵达"
    }
  }

  func evidence(_ evidence: Evidence, hoursAgo hours: Int64) -> String {
    let age = hours < 72 ? "\(hours) 小时前" : "\(hours / 24) 天前"
    let kind =
      switch evidence.kind {
      case .pcr: "核酸"
      case .antigen: "抗原"
      case .antibody: "抗体"
      case .vaccination: "疫苗接种"
      case .recovery: "已康复"
      }
    return switch evidence.details {
    case .result(let result): "\(kind)\(testResult(result)) \(age)"
    case .doses(let dose, let total): "\(kind) \(dose)/\(total) \(age)"
    case .timeOnly: "\(kind) \(age)"
    }
  }

  func evidenceKind(_ kind: EvidenceKind) -> String {
    switch kind {
    case .pcr: "核酸检测"
    case .antigen: "抗原检测"
    case .antibody: "抗体检测"
    case .vaccination: "疫苗接种"
    case .recovery: "已康复"
    }
  }

  func testResult(_ result: Evidence.TestResult) -> String {
    switch result {
    case .negative: "阴性"
    case .positive: "阳性"
    case .undetermined: "结果未定"
    }
  }

  func format(_ format: CertificateFormat) -> String {
    switch format {
    case .hcode: "健康码"
    case .dcc: "欧盟数字新冠证书"
    case .gdhcn: "世卫组织数字健康证书"
    case .nzcp: "新西兰新冠通行证"
    case .shc: "SMART Health Card"
    case .vdsnc: "国际民航组织可见数字印章"
    case .il: "以色列证书"
    case .twoDDoc: "2D-DOC"
    case .nhs: "英国 NHS 新冠通行证"
    case .divoc: "DIVOC"
    case .nl: "CoronaCheck"
    }
  }

  func warning(_ warning: FreshnessWarning) -> String {
    let (subject, time) = (warning.subject, LocalTime.text(warning.time))
    return switch warning.kind {
    case .trustListOld: "信任列表 \(subject) 自 \(time) 起已陈旧"
    case .trustListEnds: "信任列表 \(subject) 将于 \(time) 到期"
    case .statusListOld: "状态列表 \(subject) 自 \(time) 起已陈旧"
    case .statusListEnds: "状态列表 \(subject) 将于 \(time) 到期"
    case .logOld: "日志 \(subject) 自 \(time) 起已陈旧"
    case .logMissing: "本地没有日志 \(subject)"
    case .rulesEnd: "规则 \(subject) 将于 \(time) 到期"
    case .keyEnds: "密钥 \(subject) 将于 \(time) 到期"
    case .sunsetNear: "\(subject) 将于 \(time) 终止"
    }
  }

  func until(_ time: Timestamp) -> String { "有效至 \(LocalTime.text(time))" }

  func untilUTC(_ time: Timestamp) -> String { "有效至 \(time.rfc3339)" }

  func appeal(_ place: String) -> String { "申诉：\(place)" }

  func issuer(_ name: String, _ identifier: String, recognisedBy recogniser: String?) -> String {
    guard let recogniser else { return "\(name) (\(identifier))" }
    return "\(name) (\(identifier)，认可方 \(recogniser))"
  }

  func ignoredTexts(_ count: Int) -> String { "图中另有 \(count) 个其他文本，未计入" }

  func page(_ number: Int) -> String { "第 \(number) 页" }

  func mended(_ text: MendedText) -> String {
    let lock: String? =
      switch text.lock {
      case .none: nil
      case .caps: "大写锁定"
      case .shift: "Shift 锁定"
      }
    let parts = [
      text.layouts.isEmpty ? nil : text.layouts.joined(separator: " 或 "), lock,
      text.isFullWidth ? "全角" : nil,
    ]
    return "键盘：" + parts.compactMap { $0 }.joined(separator: "，")
  }

  func more(_ count: Int) -> String { "另有 \(count) 项" }

  // MARK: Streams and long runs

  func summary(_ summary: StreamSummary) -> String {
    var parts = summary.answers.map { "\($0.count) \(counted($0.answer))" }
    if summary.unreadable > 0 { parts.append("\(summary.unreadable) 个无法读取") }
    var text = "共判定 \(summary.total) 个"
    if !parts.isEmpty { text += "：" + parts.joined(separator: ", ") }
    guard let frames = summary.frames else { return text }
    text += "; \(frames.frames) 帧, 丢弃 \(frames.dropped) 帧"
    return frames.damaged > 0 ? text + ", 损坏 \(frames.damaged) 帧" : text
  }

  private func counted(_ answer: Answer) -> String {
    switch answer {
    case .green: "绿码"
    case .yellow: "黄码"
    case .red: "红码"
    case .refused: "不予认可"
    case .forged: "伪造"
    case .undecided: "无法判定"
    case .none: "非健康码"
    }
  }

  func timeLeft(_ time: String) -> String { "剩余 \(time)" }

  // MARK: Explanations

  func label(_ question: Explanation.Question) -> String {
    switch question {
    case .about: "持码人"
    case .signedAs: "签发颜色"
    case .setBy: "签发机构"
    case .secondOfficer: "第二经办人"
    case .why: "原因"
    case .authority: "依据"
    case .evidence: "证明"
    case .setOn: "签发时间"
    case .until: "有效至"
    case .changedSince: "签发后变更"
    case .publicLog: "公共日志"
    case .appeal: "申诉"
    case .proof: "日志证明"
    case .loggedOn: "记录时间"
    case .officers: "经办人"
    case .logSays: "日志内容"
    }
  }

  func key(_ identifier: KeyIdentifier) -> String { "密钥 \(identifier.hex)" }

  func setBy(_ name: String, _ issuer: IssuerIdentifier, key: KeyIdentifier) -> String {
    "\(name) (\(issuer)), 密钥 \(key.hex)"
  }

  func change(_ change: CodeChange, asOf time: Timestamp?) -> String {
    let word =
      switch change {
      case .noTrustList: "未知：本地没有列出此密钥的信任列表"
      case .noStatusList: "不可变更：该密钥没有状态列表"
      case .statusListMissing: "未知：本地没有状态列表"
      case .raisedToRed: reason(.raisedToRed)
      case .suspended: reason(.suspended)
      case .revoked: reason(.revoked)
      case .unchanged: "无"
      case .notLookedUp: "未查询"
      }
    return time.map { "\(word)（状态列表 \(LocalTime.text($0))）" } ?? word
  }

  func logAnswer(_ answer: LogAnswer, origin: String, asOf time: Timestamp?) -> String {
    let time = time.map(LocalTime.text) ?? ""
    return switch answer {
    case .noLog: "该机构没有本地已知的日志"
    case .logMissing: "本地没有 \(origin)，可索取证明"
    case .notLogged: "截至 \(time)，\(origin) 中没有此记录"
    case .logged: "截至 \(time)，已记录于 \(origin)"
    case .notYet: "\(origin) 仅更新至 \(time)，尚不能确定"
    }
  }

  var noAppeal: String { "签发机构未说明" }

  func proof(
    entry index: UInt64, of size: UInt64, in origin: String, signed time: Timestamp, witnesses: Int
  ) -> String {
    "\(origin) 第 \(index) 条（共 \(size) 条），签署于 \(LocalTime.text(time))，见证方 \(witnesses) 个"
  }

  func logged(on time: Timestamp, _ act: LogEntry.Act) -> String {
    switch act {
    case .issued: LocalTime.text(time)
    case .raised: "\(LocalTime.text(time))，转为红码"
    }
  }

  func log(agrees: Bool) -> String { agrees ? "与此码一致" : "与此码不一致" }

  // MARK: Doctor

  func head(_ state: CheckResult.State) -> String {
    switch state {
    case .ok: "正常"
    case .warning: "注意"
    case .fault: "故障"
    }
  }

  func title(_ check: CheckResult.Check) -> String {
    switch check {
    case .clock: "时钟"
    case .clockSync: "时钟同步"
    case .trustPlaces: "信任来源"
    case .trustReadable: "读取信任库"
    case .trustPermissions: "文件权限"
    case .storeObjects: "已存文件"
    case .storeSignatures: "列表签名"
    case .storeIndex: "索引"
    case .trustList: "信任列表"
    case .statusList: "状态列表"
    case .rules: "规则"
    case .keys: "密钥"
    case .libraries: "程序库"
    case .signatures: "签名自检"
    case .scanner: "扫描自检"
    case .lockedMemory: "锁定内存"
    case .libsodium, .zbar, .zxing, .rasteriser, .labels, .curl, .webP, .heif, .netpbm, .pdf:
      check.rawValue
    }
  }

  func finding(_ finding: CheckFinding) -> String {
    switch finding {
    case .time(let now): "当前时间 \(now.rfc3339)"
    case .timeOutsideCalendar: "当前时间不在 1970 年至 9999 年之间"
    case .timeOutsideYears(let now): "当前时间 \(now.rfc3339)，不在 2024 年至 2100 年之间"
    case .timeBeforeList(let now, let signed):
      "当前时间 \(now.rfc3339)，早于本地最新列表的签署时间 \(signed.rfc3339)"
    case .synchronised(let error): "已同步，误差不超过 \(error) 毫秒"
    case .notSynchronised: "时钟没有自动校准"
    case .synchronisationUnknown: "系统未说明时钟是否同步"

    case .noPlaces: "没有信任库，也没有公钥文件：所有码的签发机构均为未知"
    case .places(let used): places(used)
    case .placesSetAside(let used, let variables):
      "\(places(used))；已设置但未使用：\(variables.joined(separator: "、"))"
    case .unreadable(let error): error.words(in: self).message
    case .notWritable(let places): "\(places) 个文件和文件夹，他人均不可写入"
    case .writable(let writer, let place, let mode, let others, _):
      switch writer {
      case .anybody: "任何人都可写入 \(place)（权限 \(mode)）\(andMore(others))"
      case .group: "所属组可写入 \(place)（权限 \(mode)）\(andMore(others))"
      }
    case .objects(let count): "\(count) 个文件，内容摘要均与文件名相符"
    case .damagedObject(let path, let others):
      "\(path) 缺失，或内容摘要与文件名不符" + (others > 0 ? "，另有 \(others) 个文件同样如此" : "")
    case .signedLists(let count): "\(count) 份信任列表，均由已登记的根密钥签署"
    case .unsignedList(let authority): "\(authority) 的列表没有由已登记的根密钥签署"
    case .index(let keys): "与各列表一致，共 \(keys) 个密钥"
    case .otherIndex(let path): "\(path) 与各列表不一致"

    case .lack(let lack): self.lack(lack)
    case .warning(let warning): self.warning(warning)
    case .trustList(let list, let isPinned, let now):
      "\(list.authority) 第 \(list.version) 版，\(age(since: list.issued, at: now))，\(left(until: list.expires, at: now))，"
        + (isPinned ? "已固定，指纹 \(list.roots.fingerprint)" : "已获认可")
    case .foreignList(let facts, let entries, let now):
      "\(facts.name)，\(age(since: facts.since, at: now))，\(left(until: facts.expires, at: now))，\(entries) 个条目"
    case .statusList(let uri, let held, let now):
      "\(uri)，\(age(since: held.facts.issued, at: now))，\(left(until: held.facts.expires, at: now))，\(held.count) 个码"
    case .rules(let held, let now):
      ([held.name, rules(held.set, at: now), age(since: held.since, at: now)]
        + (held.expires.map { [until($0, at: now)] } ?? [])).joined(separator: "，")
    case .noRules: "没有规则：其他格式的真实证书将无法判定"
    case .ruleConcern(let concern, let name): "\(name)：\(self.concern(concern))"

    case .libraries(let libraries):
      libraries.map { library in
        let package = library.package.map { "（软件包 \($0)）" } ?? "（软件包未记录）"
        return [library.name, library.version].compactMap { $0 }.joined(separator: " ") + package
      }.joined(separator: "，")
    case .strongKeys: "拒绝弱密钥，CVE-2025-69277 已修复"
    case .weakKeys(let fault): "CVE-2025-69277 未修复：\(self.fault(fault))"
    case .zbar(let package): "软件包 \(package) 已修复 CVE-2023-40889 和 -40890"
    case .oldZBar(let package):
      "软件包 \(package) 存在 CVE-2023-40889 和 -40890：特制的二维码可造成缓冲区越界写入"
    case .unknownZBar: "无法得知 CVE-2023-40889 和 -40890 是否已修复：编译时未记录软件包"
    case .zxing: "libzxing 已安装：倾斜和破损的二维码也能读取"
    case .noZXing: "libzxing 未安装：许多倾斜和破损的二维码无法读取"
    case .signaturesTested(let time):
      "Ed25519 签名与 RFC 8032 一致，被改动的内容会被拒绝，用时 \(time) 毫秒"
    case .scannerTested(let time):
      "已绘制二维码、写为 PNG、读回并识别，用时 \(time) 毫秒"
    case .selfTestFailed(let fault): self.fault(fault)

    case .installed: "已安装"
    case .notInstalled(let purpose, _):
      switch purpose {
      case .cards: "未安装：'hcode issue --card' 无法生成 PNG 和 PDF"
      case .labels: "未安装：'hcode issue --sheet' 和热敏打印标签需要它"
      case .fetching: "未安装：'hcode trust import URL' 和 'trust update' 需要它"
      }
    case .readable(let pictures): "已安装：可以读取 \(name(pictures))"
    case .notReadable(let pictures, let package):
      "未安装（可选）：无法读取 \(name(pictures))（'apt-get install \(package)'）"
    case .lockable(let size): "可锁定 \(size) KiB"
    case .notLockable(let size, let limit):
      "无法锁定 \(size) KiB（上限 \(limit) KiB）：私钥可能被写入交换区"
    }
  }

  func remedy(_ finding: CheckFinding) -> String? {
    switch finding {
    case .time, .synchronised, .places, .notWritable, .objects, .signedLists, .index, .trustList,
      .foreignList, .statusList, .rules, .noRules, .libraries, .strongKeys, .zbar, .zxing,
      .signaturesTested, .scannerTested, .installed, .readable, .notReadable, .lockable:
      nil
    case .timeOutsideCalendar: "请校准时钟"
    case .timeOutsideYears, .timeBeforeList:
      "请校准时钟：date --utc --set '2026-11-24 08:00:00'"
    case .notSynchronised: "有网络时请启动 NTP 服务；没有网络时，每次换班前与另一时钟核对"
    case .synchronisationUnknown: "每次换班前与另一时钟核对"
    case .noPlaces: "'hcode trust import FILE --root KEY'，或用 --trust 指定公钥文件"
    case .placesSetAside: "取消该环境变量，或用 --store 和 --trust 同时指定两处"
    case .unreadable(let error): error.words(in: self).hint ?? "排除故障后再次运行 'hcode doctor'"
    case .writable(_, _, _, _, let command):
      "\(command)；然后用 'hcode trust show' 查看是否有人添加了内容"
    case .damagedObject, .unsignedList, .otherIndex:
      "移走该文件夹，并从最初的来源重新导入各列表"
    case .lack(let lack): remedy(lack)
    case .warning(let warning):
      switch warning.kind {
      case .trustListOld, .trustListEnds, .statusListOld, .statusListEnds, .rulesEnd:
        "hcode trust update，或手动导入最新版本"
      case .logOld, .logMissing: "hcode trust update，或导入 'hcode log export' 生成的文件"
      case .keyEnds, .sunsetNear: "请向主管机构索取有效期更长的信任列表"
      }
    case .ruleConcern(_, let name): "hcode rules check，检查 \(name) 的来源文件"
    case .weakKeys, .oldZBar:
      "apt-get update && apt-get upgrade，然后重新编译 hcode：这些程序库包含在其中"
    case .unknownZBar:
      "在 Debian 上用 'make' 编译，libzbar-dev 须为 \(LinkedLibrary.mendedZBar) 或更新版本"
    case .noZXing: "apt-get install libzxing2"
    case .selfTestFailed: "不要用本程序扫描；请重新编译"
    case .notInstalled(_, let package): "如有需要：apt-get install \(package)"
    case .notLockable: "签发前将 'ulimit -l' 提高到 64 或以上"
    }
  }

  private func andMore(_ count: Int) -> String { count > 0 ? "，另有 \(count) 处" : "" }

  private func remedy(_ lack: TrustLack) -> String? {
    switch lack.kind {
    case .nothingPinned: "hcode trust import FILE --root KEY"
    case .trustListMissing, .trustListEnded: "hcode trust import FILE，导入 \(lack.subject) 的最新列表"
    case .statusListMissing, .statusListEnded:
      "hcode trust import \(lack.subject)，或导入其文件"
    case .foreignListEnded: "hcode trust import --format，导入 \(lack.subject) 的最新版本"
    case .rulesEnded: "hcode trust import --format rules，导入 \(lack.subject) 的最新版本"
    case .clock: "请校准时钟"
    case .keyEnded, .sunsetPassed: nil
    }
  }

  func toDo(_ remedy: String) -> String { "处理：\(remedy)" }

  private func places(_ used: [TrustPlaces.Used]) -> String {
    used.map { used in
      let origin =
        switch used.origin {
        case .option(let name): "由 --\(name) 指定"
        case .variable(let name): "由 $\(name) 指定"
        case .byDefault: "默认"
        }
      return switch used.place {
      case .store(let folder): "信任库 \(folder.description)（\(origin)）"
      case .keyFiles(let name): "公钥文件 \(name.description)（\(origin)）"
      }
    }.joined(separator: "，")
  }

  private func name(_ pictures: CheckFinding.Pictures) -> String {
    switch pictures {
    case .webP: "WebP"
    case .heif: "HEIC 和 AVIF"
    case .netpbm: "GIF、TIFF 和 BMP"
    case .pdf: "PDF"
    }
  }

  private func fault(_ fault: SelfTestFault) -> String {
    switch fault {
    case .noLockedMemory: "没有可锁定的内存"
    case .otherPublicKey: "由 RFC 8032 的种子得出的公钥不符"
    case .otherSignature: "RFC 8032 示例消息的签名不符"
    case .rightSignatureRefused: "正确的签名未通过验证"
    case .alteredSignatureTaken: "被改动的签名通过了验证"
    case .otherMessageTaken: "签名在另一条消息下通过了验证"
    case .strongKeyRefused: "基点被拒绝"
    case .weakKeyTaken: "主子群之外的点被接受"
    case .codeNotRead: "绘制的二维码未能读回"
    case .drawing(let error): error
    }
  }

  // MARK: Trust

  func store(_ folder: String) -> String { "信任库 \(folder)" }

  func version(_ number: UInt64) -> String { "第 \(number) 版" }

  func age(since time: Timestamp, at now: Timestamp) -> String {
    let seconds = now.seconds - time.seconds
    return seconds < 0 ? "生成时间在未来" : "\(span(seconds))前生成"
  }

  func left(until end: Timestamp, at now: Timestamp) -> String {
    let seconds = end.seconds - now.seconds
    return seconds <= 0 ? "已于 \(span(-seconds))前到期" : "剩余 \(span(seconds))"
  }

  func until(_ end: Timestamp, at now: Timestamp) -> String {
    "有效至 \(LocalTime.text(end))（\(left(until: end, at: now))）"
  }

  private func span(_ seconds: Int64) -> String {
    switch TimeSpan(seconds: seconds) {
    case .days(let days): "\(days) 天"
    case .hours(let hours): "\(hours) 小时"
    case .minutes(let minutes): "\(minutes) 分钟"
    }
  }

  func entries(_ count: Int) -> String { "\(count) 个条目" }

  func codes(_ count: Int) -> String { "\(count) 个码" }

  func bundle(of authority: String) -> String { "来自 \(authority) 的列表包" }

  func rules(_ set: RuleSet, at now: Timestamp) -> String {
    let place = set.region.map { "\(set.country)，\($0)" } ?? set.country
    return
      "\(set.rules.count) 条入境规则（\(place)），其中 \(set.current(at: now).count) 条现行有效，\(set.valueSets.count) 个取值表"
  }

  func concern(_ concern: RuleConcern) -> String {
    switch concern {
    case .malformedLogic(let rule, let issue): "\(rule)：其逻辑不是有效的 CertLogic：\(issue)"
    case .foreignEngine(let rule, let engine):
      "\(rule)：适用于 \(engine)；本程序为 CERTLOGIC \(BusinessRule.engineVersion)"
    case .missingValueSet(let rule, let set): "\(rule)：本地没有取值表 '\(set)'"
    case .ambiguousVersion(let rule, let version):
      "\(rule)：有两条规则的版本同为 \(version)；两条都会适用"
    case .ended(let time): "规则已于 \(time.rfc3339) 到期"
    case .noAcceptance(let country): "\(country) 目前没有有效的接受规则"
    case .acceptanceEnds(let country, let time):
      "\(country) 的最后一条接受规则将于 \(time.rfc3339) 到期"
    case .noDescription(let rule): "\(rule)：没有说明文字"
    }
  }

  func concern(_ concern: TrustListConcern) -> String {
    switch concern {
    case .singleSignature: "只需一个根密钥即可签署下一份列表：窃得该密钥者将完全被信任"
    case .sunset(let subject, let time):
      "\(subject.map(\.description) ?? "列表")的终止日期早于列表的到期日：\(time.rfc3339)"
    case .endedKey(let key, let issuer, let time):
      "\(issuer) 的密钥 \(key.hex) 已于 \(time.rfc3339) 到期：'hcode trust remove \(key.hex)'"
    case .endingKey(let key, let issuer, let time):
      "\(issuer) 的密钥 \(key.hex) 将于 \(time.rfc3339) 到期，早于列表：请及时添加其下一个密钥"
    case .noStatusList(let key, let issuer):
      "\(issuer) 的密钥 \(key.hex) 没有状态列表：其签发的码无法撤销"
    case .unsignableStatusList(let uri, let issuer):
      "列表中没有可签署 \(issuer) 状态列表 \(uri) 的密钥：请用 --use status-lists 添加"
    }
  }

  func sunset(_ time: Timestamp) -> String { "终止于 \(LocalTime.text(time))" }

  func log(_ log: ListedLog) -> [String] {
    [
      "日志 \(log.policy.log.name)",
      "\(log.policy.witnesses.count) 个见证方，至少须有 \(log.policy.quorum) 个",
      "宽限期 \(span(Int64(clamping: log.grace)))",
    ]
  }

  func use(_ use: ListedKey.Use) -> String {
    switch use {
    case .codes(let grant, let uri):
      "\(self.grant(grant))；\(uri.map { "状态列表 \($0)" } ?? "没有状态列表")"
    case .statusLists(let uris):
      "可签署状态列表 \(uris.map(\.description).joined(separator: " "))"
    }
  }

  private func grant(_ grant: Grant) -> String {
    var parts = [
      "可签发 \(words(grant.statuses))",
      grant.evidence.isEmpty ? "不含证明" : "证明 \(words(grant.evidence))",
    ]
    if let longest = grant.longestValidity {
      parts.append("有效期最长 \(TrustListText.span(longest))")
    }
    if grant.statuses.contains(.red) {
      parts.append(grant.needsSecondOfficer ? "红码须两名经办人" : "红码只需一名经办人")
    }
    return parts.joined(separator: "；")
  }

  func terms(_ terms: Recognition.Terms) -> String {
    var parts = ["认可 \(words(terms.statuses))"]
    if let evidence = terms.greenEvidence {
      parts.append(
        "绿码须附 \(words(evidence)) 之一，否则\(terms.otherwiseYellow ? "按黄码处理" : "不予认可")")
    }
    if let sunset = terms.sunset { parts.append("至 \(sunset.rfc3339) 止") }
    return parts.joined(separator: "；")
  }

  private func words(_ statuses: Set<HealthStatus>) -> String {
    statuses.sorted { $0.rawValue < $1.rawValue }.map(colour).joined(separator: "、")
  }

  private func words(_ evidence: [EvidenceKind: UInt64]) -> String {
    evidence.sorted { $0.key < $1.key }.map { kind, minutes in
      "\(evidenceKind(kind))：\(minutes == 0 ? "不限时间" : TrustListText.age(minutes: minutes))"
    }.joined(separator: "、")
  }

  func statusList(_ uri: StatusListURI) -> String { "状态列表 \(uri)" }

  var notHere: String { "本地没有" }

  func pinned(_ roots: Role) -> String {
    "已固定；\(roots.keys.count) 个根密钥，须有 \(roots.threshold) 个签署"
  }

  func fingerprint(_ digits: String) -> String { "指纹 \(digits)" }

  func recognised(by authority: String, _ terms: Recognition.Terms) -> String {
    "获 \(authority) 认可：\(self.terms(terms))"
  }

  func lack(_ lack: TrustLack) -> String {
    let time = lack.time.map { LocalTime.text($0) } ?? ""
    return switch lack.kind {
    case .clock: "本机时钟早于 \(time)，即本地一份列表的生成时间"
    case .nothingPinned: "没有固定任何主管机构"
    case .trustListEnded: "\(lack.subject) 的信任列表已于 \(time) 到期"
    case .trustListMissing: "\(lack.subject) 已获认可，但本地没有其信任列表"
    case .foreignListEnded, .rulesEnded: "\(lack.subject) 已于 \(time) 到期"
    case .statusListMissing: "本地没有状态列表 \(lack.subject)"
    case .statusListEnded: "状态列表 \(lack.subject) 已于 \(time) 到期"
    case .keyEnded: "密钥 \(lack.subject) 已于 \(time) 到期"
    case .sunsetPassed: "\(lack.subject) 已于 \(time) 终止"
    }
  }

  func lackAndRemedy(_ lack: TrustLack) -> String {
    let fact = self.lack(lack)
    return switch lack.kind {
    case .clock: "\(fact)：请校准时钟"
    case .nothingPinned: "\(fact)：'hcode trust import FILE --root KEY'"
    case .trustListEnded, .statusListEnded, .foreignListEnded, .rulesEnded:
      "\(fact)：请导入最新版本"
    case .trustListMissing, .statusListMissing: "\(fact)：请导入"
    case .keyEnded, .sunsetPassed: fact
    }
  }

  var allIsWell: String { "一切正常" }

  // MARK: A trust list before it is signed

  func label(_ member: TrustListText.Member) -> String {
    switch member {
    case .authority: "主管机构"
    case .version: "版本"
    case .issued: "签发时间"
    case .expires: "到期时间"
    case .sunset: "终止日期"
    case .rootKeys: "根密钥"
    case .snapshot: "快照密钥"
    case .issuers: "签发机构"
    case .recognises: "认可"
    case .fingerprint: "指纹"
    case .digest: "摘要"
    case .written: "已写入"
    }
  }

  func expires(_ time: Timestamp, oldAfter timeToLive: String) -> String {
    "\(time.rfc3339)，签发 \(timeToLive) 后即视为陈旧"
  }

  func signers(_ role: Role) -> String { "\(role.keys.count) 个，须有 \(role.threshold) 个签署" }

  func issuers(_ count: Int, keys: Int) -> String { "\(count) 个，共 \(keys) 个密钥" }

  func period(_ from: Timestamp, _ to: Timestamp) -> String { "\(from.rfc3339) 至 \(to.rfc3339)" }

  func roots(_ roots: Role, fingerprint: String) -> String {
    "\(roots.keys.count) 个根密钥，须有 \(roots.threshold) 个签署，指纹 \(fingerprint)"
  }

  var ofTheRootKeys: String { "（根密钥）" }

  var ofWhatIsSigned: String { "（所签内容）" }

  func signedByNobodyYet(_ file: String) -> String { "\(file)，尚无人签署" }

  func signed(by count: Int, of roots: Role, isComplete: Bool) -> String {
    let text = "已由其 \(count) 个根密钥签署，须有 \(roots.threshold) 个"
    return isComplete ? text : "\(text)：签署未完成"
  }

  // MARK: Why a key is believed

  func standing(_ standing: TrustStanding) -> String {
    switch standing {
    case .key(let key, let issuer, let name): "\(issuer)（\(name)）的密钥 \(key.hex)"
    case .named(let list, let now):
      "列于 \(list.authority) 的信任列表，第 \(list.version) 版，\(age(since: list.issued, at: now))"
    case .recognised(let authority, let terms):
      "获已固定的主管机构 \(authority) 认可：\(self.terms(terms))"
    case .pinned: "该机构已在本地固定"
    case .forCodes(let use): "用于签发码：\(self.use(use))"
    case .forStatusLists: "只用于状态列表，不用于签发码"
    case .notNow(let obstacle): "目前不予信任：\(self.obstacle(obstacle))"
    case .believed: "予以信任"
    }
  }

  func obstacle(_ obstacle: TrustObstacle) -> String {
    switch obstacle {
    case .trustListEnded(let authority, let time):
      "\(authority) 的信任列表已于 \(LocalTime.text(time)) 到期"
    case .sunset(let time): "已于 \(LocalTime.text(time)) 终止"
    case .keyEnded(let time): "该密钥已于 \(LocalTime.text(time)) 到期"
    case .keyNotYet(let time): "该密钥自 \(LocalTime.text(time)) 起方可签发"
    case .statusListMissing(let uri): "本地没有其状态列表 \(uri)"
    case .statusListEnded(let uri, let time):
      "其状态列表 \(uri) 已于 \(LocalTime.text(time)) 到期"
    }
  }

  func absence(_ absence: TrustAbsence) -> String {
    switch absence {
    case .notBelieved(let subject): "\(subject)：不予信任"
    case .nothingPinned: "此信任库没有固定任何主管机构"
    case .listMissing(let subject):
      "\(subject) 已获认可，但本地没有由其获认可的根密钥签署的列表"
    case .listNotRecognised(let authority):
      "\(authority) 的列表中有它，但没有已固定的主管机构认可该列表"
    case .notNamed: "此信任库的列表中都没有它"
    }
  }

  // MARK: Audits of a log

  func audit(_ checkpoint: LogCheckpoint, signed time: Timestamp, witnesses: Int, of known: Int)
    -> [String]
  {
    [
      "\(checkpoint.origin)", "\(checkpoint.size) 条记录", "签署于 \(time.rfc3339)",
      "\(known) 个见证方中有 \(witnesses) 个签署",
    ]
  }

  func everyEntryIsInTheTree(grownFrom seen: Int) -> String {
    "每条记录都在树中" + (seen > 0 ? "，且该树由先前所见的 \(seen) 个检查点延续而来" : "")
  }

  func heading(_ part: LogReport.Part) -> String {
    switch part {
    case .nothingToAsk: "没有需要查问的事项"
    case .toAsk: "需要查问的事项"
    case .byIssuer(let since): "按签发机构" + (since.map { "（自 \($0.rfc3339) 起）" } ?? "")
    case .byReason: "红码，按原因"
    case .byHour: "红码，按小时（UTC）"
    }
  }

  func column(_ column: LogReport.Column) -> String {
    switch column {
    case .issuer: "签发机构"
    case .red: "红码"
    case .raised: "转红"
    case .yellow: "黄码"
    case .busiestDay: "最多的一天"
    case .reds: "红码数"
    case .noOrder: "无依据"
    case .oneOfficer: "单人经办"
    }
  }

  func counted(_ reason: StatusReason?) -> String { reason.map(statusReason) ?? "未说明" }

  func finding(_ finding: LogStatistics.Finding) -> [String] {
    let (name, count) = (finding.issuer, finding.count)
    switch finding.kind {
    case .burst:
      let days = finding.days ?? 0...0
      let cases = finding.cases ?? 0
      return [
        "\(name)：\(LogReport.day(days.lowerBound)) 至 \(LogReport.day(days.upperBound)) 的 \(days.count) 天内有 \(count) 个红码；平时每天 \(finding.usual ?? 0) 个",
        cases == 0
          ? "没有相应病例：这几天及此前两周没有病例记录" : "这几天及此前两周共记录 \(cases) 个病例",
        "原因：\(LogReport.list(finding.reasons, counted))；经办人：\(finding.officers) 名",
      ]
    case .oneOrder: return ["\(name)：同一份文书下有 \(count) 个红码，\(finding.authority ?? "")"]
    case .withoutAuthority: return ["\(name)：\(count) 个红码没有依据"]
    case .oneOfficer: return ["\(name)：\(count) 个红码没有第二名经办人负责"]
    case .contradictingEntries:
      return ["\(name)：\(count) 个承诺的记录互相矛盾；以较严重者计"]
    }
  }

  func repeated(_ entries: Int) -> String { "\(entries) 条记录与之前的记录重复，不计入" }

  // MARK: Cards and labels

  func captions(_ colour: Card.Colour) -> Card.Captions {
    let word =
      switch colour {
      case .green: "绿码"
      case .yellow: "黄码"
      case .red: "红码"
      }
    return Card.Captions(
      colour: word, documentTail: documentTail, validUntil: "有效期至", issuedBy: "签发机构",
      advice: "扫码核验")
  }

  var documentTail: String { "证件尾号" }

  var labelUntil: String { "有效期至" }
}
