import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeFormats
import HCodeGate
import HCodePaper
import HCodePictures
import HCodeRegistry
import HCodeSystem
import HCodeTrust

/// The texts in Chinese, simplified.
struct Chinese: Catalogue {
  var help: HelpTexts? { ChineseHelp.texts }

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
    case .asSigned: "与签发时一致"
    case .suspended: "已暂停：请到服务台"
    case .raisedToRed: "签发后转为红码"
    case .evidenceNotRecognised: "本地不认可所附证明"
    case .notRecognised: "本地不认可该机构签发的这种颜色的码"
    case .sunset: "已过终止日期，不再有效"
    case .revoked: "签发机构已撤销"
    case .oneOfficer: "红码须由第二名经办人会签，此码未会签"
    case .unknownOfficer: "第二名经办人的密钥未知：请导入最新的信任列表"
    case .badCountersignature: "第二名经办人的会签签名不符"
    case .notLogged: "公共日志中没有此码的条目：签发机构未履行公开义务"
    case .grantExceeded: "签发密钥超出授权范围"
    case .trustExpired: "信任列表已过期：请导入最新版本"
    case .trustUnreadable: "无法读取信任库"
    case .statusMissing: "缺少其状态列表：请导入"
    case .indexUnknown: "未经签发机构登记：请持码人到签发机构处理"
    case .statusExpired: "其状态列表已过期：请导入最新版本"
    case .expired: "已过期"
    case .notYetValid: "尚未生效"
    case .keyExpired: "签发密钥已过期"
    case .beforeKey: "签发日期早于密钥生效时间"
    case .keyWithdrawn: "签发密钥已撤回"
    case .badSignature: "签名不符：内容遭篡改，或并非该机构签发"
    case .issuerMismatch: "以其他机构的密钥签发"
    case .unknownIssuer: "未知签发机构：请导入包含该机构的信任列表"
    case .notListed: "主管机构未将此签发密钥列入信任列表：请导入最新的信任列表"
    case .nothingPinned: "信任库为空：请导入信任列表"
    case .unknownVersion: "由较新版本的程序生成：请升级本程序"
    case .clock: "本机时钟有误：请校准后重扫"
    case .unreadable: "无法读取"
    case .searchIncomplete: "图片未搜索完：其中可能还有其他码"
    case .rulesPassed: "符合本地规则"
    case .ruleFailed: "不符合本地规则"
    case .ruleYellow: "按本地规则须到服务台核实"
    case .ruleOpen: "真实有效；有一条本地规则无法判定"
    case .rulesExpired: "真实有效；本地规则已过期：请导入最新版本"
    case .otherBearer: "并非所示身份证件持有人本人的码"
    case .bearerUnverified: "持码人的身份未能核实"
    case .bearerUnknown: "无法据此判断是否为本人的码：请人工核对"
    case .rulesUnreadable: "真实有效；本地规则无法读取"
    case .noRules: "真实有效；本地没有适用的规则"
    case .unknownKey: "签发机构已知，但此密钥未知：请导入其最新的列表"
    case .missingChunk: "缺少一部分：请出示该证书的全部二维码"
    case .revocationMissing: "缺少其撤销列表：请导入"
    case .unsupported: "本程序无法判定此类证书"
    case .keyUsage: "签发密钥不得用于此类证书"
    case .specimen: "仅为样本，不属于任何人"
    case .policy: "本地不认可此类证书"
    case .notHealth: "真实，但与健康无关"
    case .badKey: "签发密钥不可用"
    case .badChain: "没有主管机构为签发密钥背书"
    case .tooExpensive: "读取所需的开销超过单个输入的上限"
    case .noCode: "未发现二维码：请平整、完整地再出示一次"
    case .unknownFormat: "不是健康码"
    case .garbled: "文本传输不完整：请重新扫描"
    case .malformedPrefix, .textTooLong, .malformedBase45, .malformedCBOR, .notDeterministic,
      .malformedCOSE, .malformedHeader, .wrongAlgorithm, .unprotectedHeader,
      .unexpectedCountersignature, .malformedClaims, .malformedTime, .validityTooLong,
      .malformedCodeID, .malformedHealth, .unknownStatus, .malformedHolder, .malformedEvidence,
      .unjustifiedStatus, .unknownReason, .unexpectedReason, .unknownCategory,
      .unexpectedCategory, .malformedEncoding,
      .malformedStructure, .tooLarge, .badChunk:
      "不是真实的健康码：格式不符"
    }
  }

  func expired(on time: Timestamp) -> String { "已于 \(LocalTime.text(time)) 过期" }

  func valid(from time: Timestamp) -> String { "\(LocalTime.text(time)) 起生效" }

  func keyEnded(on time: Timestamp) -> String { "签发密钥已于 \(LocalTime.text(time)) 到期" }

  func keyWithdrawn(_ withdrawal: Withdrawal) -> String {
    "\(withdrawal.authority) 已于 \(LocalTime.text(withdrawal.time)) 撤回该密钥"
  }

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

  func changeReason(_ reason: ChangeReason) -> String {
    switch reason {
    case .error: "赋码有误"
    case .lost: "遗失"
    case .replaced: "已换发"
    case .evidenceWithdrawn: "所附证明已撤回"
    case .atRequest: "应持码人要求"
    case .measureLifted: "措施已解除"
    }
  }

  func shortfall(_ value: CodeStatus, missing: UInt64, of changed: UInt64) -> String {
    let what =
      switch value {
      case .raisedToRed: "转为红码"
      case .suspended: "暂停"
      case .revoked, .asSigned: "撤销"
      }
    return "\(changed) 项\(what)中有 \(missing) 项没有相应的日志条目"
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
      case .itinerary: "行程"
      }
    return switch evidence.details {
    case .result(let result): "\(kind)\(testResult(result)) \(age)"
    case .doses(let dose, let total): "\(kind) \(dose)/\(total) \(age)"
    case .timeOnly: "\(kind) \(age)"
    case .stays(let itinerary):
      "\(itinerary.days) 天\(kind)，\(itinerary.stays.count) 个地区，\(source(itinerary.source))，\(age)"
    }
  }

  func category(_ category: HolderCategory) -> String {
    switch category.rawValue {
    case 1: "跨境货运人员"
    case 2: "口岸或隔离场所货运人员"
    case 3: "机组人员"
    case 4: "海员"
    case 5: "列车乘务人员"
    case 6: "医务人员"
    case 7: "跨境通勤人员"
    case 8: "外交人员"
    case 9: "学生"
    case 10: "居民"
    default: "签发机构自定类别 \(category.word)"
    }
  }

  func evidenceKind(_ kind: EvidenceKind) -> String {
    switch kind {
    case .pcr: "核酸检测"
    case .antigen: "抗原检测"
    case .antibody: "抗体检测"
    case .vaccination: "疫苗接种"
    case .recovery: "已康复"
    case .itinerary: "行程"
    }
  }

  private func source(_ source: Itinerary.Source) -> String {
    switch source {
    case .declared: "本人申报"
    case .registered: "登记信息"
    case .network: "通信网络数据"
    }
  }

  func stay(in area: AreaCode, until day: String?) -> String {
    day.map { "\(area)，\($0) 离开" } ?? "\(area)，尚未离开"
  }

  func testResult(_ result: Evidence.TestResult) -> String {
    switch result {
    case .negative: "阴性"
    case .positive: "阳性"
    case .undetermined: "结果未定"
    }
  }

  func sameBearer(_ fields: [Bearer.Field]) -> String {
    let names = fields.map { field in
      switch field {
      case .name: "姓名"
      case .birthDate: "出生日期"
      case .document: "证件号"
      }
    }
    return "（与身份证件一致：\(names.joined(separator: "、"))）"
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
    case .claim169: "身份二维码（claim 169）"
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
    case .areasOld: "\(subject) 中的地区风险等级自 \(time) 起已陈旧"
    case .keyEnds: "密钥 \(subject) 将于 \(time) 到期"
    case .sunsetNear: "\(subject) 将于 \(time) 终止"
    case .bareKey: "单独的公钥 \(subject)：其签发的码无法撤销"
    case .categoryNotRecognised: "本地不认可类别 \(subject)"
    }
  }

  func refused(by authority: String, _ refusal: ImportRefusal) -> String {
    "\(authority) 的文件未予导入：\(refusal.name.rawValue)：\(refusal.detail)"
  }

  func droppedKey(_ key: KeyIdentifier) -> String {
    "不再列出密钥 \(key.hex)，也未将其撤回：其签发的码今后判为签发机构未知"
  }

  func notFetched(_ count: Int, of authority: String) -> String {
    "\(authority) 有 \(count) 个文件未取得：已达时间、数量或字节上限；下次优先获取"
  }

  func willNotLearn(_ key: KeyIdentifier) -> String {
    "本地没有信任列表为密钥 \(key.hex) 指定状态列表：只有公钥文件的查验点不会得知此变更"
  }

  func hasValidCode(_ code: RegisteredCode, _ key: String) -> String {
    "此人已有\(colour(code.status))，有效至 \(LocalTime.text(code.expires))（\(key):\(code.index)）；加 --replaces \(code.index) 可在签发时一并撤销"
  }

  func changed(_ code: RegisteredCode, _ key: String, from: CodeStatus, to: CodeStatus) -> String {
    "\(key):\(code.index)  \(colour(code.status))，签发于 \(LocalTime.text(code.issued))  \(status(from)) -> \(status(to))"
  }

  var nextAfterDestruction: String {
    "下一步：运行 'hcode log checkpoint' 发布此条目；然后销毁此登记库的备份、副本和分出的索引段文件"
  }

  func typeName(of issuer: IssuerIdentifier) -> String {
    "此操作不可恢复。要销毁可识别个人身份的信息，请输入签发机构的名称 \(issuer)："
  }

  func nextAfterChange(hasLog: Bool) -> String {
    "下一步：\(hasLog ? "运行 'hcode log checkpoint'，再" : "")运行 'hcode status build' 并发布列表；查验点下次运行 'hcode trust update' 后得知"
  }

  func replaced(_ index: UInt32, _ key: String) -> String {
    "\(key):\(index)  已撤销，由此码代替"
  }

  func replacedBefore(_ index: UInt32, _ key: String) -> String {
    "\(key):\(index) 此前已撤销，或已过期"
  }

  var bareKeyNote: String {
    "此码无法撤销，也未记入任何日志。运行 'hcode desk init' 即可补齐"
  }

  var unchangedFile: String { "自上次更新以来未变" }

  func passedOver(_ file: String) -> String { "\(file)：已跳过，库中已有较新的文件" }

  func changes(_ changes: StatusListChanges) -> String {
    let worsened = CodeStatus.changes.compactMap { status in
      changes.worsened[status].map { "\($0) 个\(self.status(status))" }
    }
    var parts = worsened.isEmpty ? [] : ["与上次相比新增 " + worsened.joined(separator: "、")]
    if let first = changes.improvements.first {
      let example =
        "\(first.index) \(status(first.before)) -> \(status(first.after))"
      parts.append(
        changes.betterCount == 1 ? "1 个放宽：\(example)" : "\(changes.betterCount) 个放宽，例如 \(example)")
    }
    return "\(changes.list.name)：" + parts.joined(separator: "；")
  }

  func unusual(_ changes: StatusListChanges) -> String {
    "\(changes.list.name)：一次放宽了 \(changes.betterCount) 个码。请向 \(changes.list.authority) 核实是否有意为之"
  }

  private func status(_ status: CodeStatus) -> String {
    switch status {
    case .asSigned: "与签发时一致"
    case .revoked: "已撤销"
    case .suspended: "已暂停"
    case .raisedToRed: "已转为红码"
    }
  }

  func notice(_ notice: Notice) -> String {
    switch notice {
    case .newPassphrase: "新口令："
    case .passphrase: "口令："
    case .passphraseReadable(let mode):
      "本机其他用户能读取此口令（权限 \(String(mode, radix: 8))）：请执行 chmod 600，并更换口令"
    case .falseSignature(let key): "根密钥 \(key.hex) 的签名不成立，已略去"
    case .strangeSignatures(let count): "已略去 \(count) 个不属于根密钥的签名"
    case .logMissing(let origin):
      "文件中没有日志 \(origin)。查验点没有此日志，就看不出红码未记入日志：请加入 'hcode log export' 写出的文件"
    case .notOverwritten: "另有进程正在使用此登记库，其文件中可能仍有已抹除的内容。下次清除时会覆写"
    case .noCode: "未发现二维码"
    case .deviceGone: "已断开，等待重新连接"
    case .deviceBack: "已重新连接"
    case .noBell: "没有可发出响铃的终端"
    case .repeated(let row): "与第 \(row) 行是同一人：此人有两个码"
    case .furtherRepeats: "其余重复人员不再显示"
    case .furtherRejects: "其余被拒绝的行只写入结果文件"
    case .red(let holder): "红码，持有人：\(holder ?? "未写明")"
    case .change(let count, let key, let status):
      "密钥 \(key.hex) 的 \(count) 个码：\(self.status(status))"
    case .grounds(let reason, let order): "\(actReason(reason))，\(order)"
    case .askedFor(let officer, let time): "申请人 \(officer)，\(LocalTime.text(time))"
    }
  }

  func unreadKeyFiles(_ first: String, others: Int) -> String {
    "\(first)\(andMore(others))：未读取；请导入列有该密钥的信任列表，或用 --trust 指定该文件"
  }

  func until(_ time: Timestamp) -> String { "有效至 \(LocalTime.text(time))" }

  func untilUTC(_ time: Timestamp) -> String { "有效至 \(time.rfc3339)" }

  func appeal(_ place: String) -> String { "申诉：\(place)" }

  func issuer(_ name: String, _ identifier: String, recognisedBy recogniser: String?) -> String {
    guard let recogniser else { return "\(name)（\(identifier)）" }
    return "\(name)（\(identifier)，认可方 \(recogniser)）"
  }

  func ignoredTexts(_ count: Int) -> String { "图中另有 \(count) 个其他文本，已忽略" }

  func page(_ number: Int) -> String { "第 \(number) 页" }

  func mended(_ text: RepairedText) -> String {
    guard !text.isFramed else { return "已去掉文本前后的多余字符" }
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
    var parts = summary.answers.map { "\(counted($0.answer)) \($0.count) 个" }
    if summary.unreadable > 0 { parts.append("无法读取 \(summary.unreadable) 个") }
    var text = "共判定 \(summary.total) 个"
    if !parts.isEmpty { text += "：" + parts.joined(separator: "，") }
    guard let frames = summary.frames else { return text }
    text += "；\(frames.frames) 帧，丢弃 \(frames.dropped) 帧"
    if frames.damaged > 0 { text += "，损坏 \(frames.damaged) 帧" }
    if summary.incomplete > 0 { text += "，未搜索完 \(summary.incomplete) 帧" }
    return text
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

  func label(_ question: ExplanationQuestion) -> String {
    switch question {
    case .about: "持码人"
    case .signedAs: "签发颜色"
    case .setBy: "签发机构"
    case .secondOfficer: "第二名经办人"
    case .why: "原因"
    case .authority: "依据"
    case .evidence: "证明"
    case .category: "类别"
    case .setOn: "签发时间"
    case .until: "有效至"
    case .changedSince: "签发后变更"
    case .whyChanged: "变更原因"
    case .publicLog: "公共日志"
    case .appeal: "申诉"
    case .proof: "存在证明"
    case .loggedOn: "记入时间"
    case .officers: "经办人"
    case .inForce: "仍然有效"
    case .logSays: "日志内容"
    }
  }

  func key(_ identifier: KeyIdentifier) -> String { "密钥 \(identifier.hex)" }

  func setBy(_ name: String, _ issuer: IssuerIdentifier, key: KeyIdentifier) -> String {
    "\(name)（\(issuer)），密钥 \(key.hex)"
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
    case .noLog: "本地不知道该签发机构有日志"
    case .logMissing: "本地没有 \(origin)，可索取存在证明"
    case .notLogged: "截至 \(time)，\(origin) 中没有此条目"
    case .logged: "截至 \(time)，已记入 \(origin)"
    case .notYet: "本地的 \(origin) 仅更新至 \(time)，条目可能稍后才有"
    }
  }

  var askForOpening: String {
    "只有签发机构能说明，且只向持码人说明：请向其索取开启文件（'hcode appeal' 可生成信函），再运行 'hcode explain 码 --opening 文件'"
  }

  var noAppeal: String { "签发机构未说明" }

  var notChecked: String { "未经核验。任何人都能写出这样的码。此码自称：" }

  func howToCheck(_ issuer: IssuerIdentifier) -> String {
    "如需核验，请向 \(issuer) 索取其信任列表的网址和指纹，然后运行 'hcode trust import 网址 --fingerprint 指纹'。"
  }

  func proof(
    entry index: UInt64, of size: UInt64, in origin: String, signed time: Timestamp, witnesses: Int
  ) -> String {
    "\(origin) 第 \(index) 条（共 \(size) 条），签署于 \(LocalTime.text(time))，\(witnesses) 个见证方"
  }

  func logged(on time: Timestamp, _ act: LogAct.Kind) -> String {
    switch act {
    case .issued: LocalTime.text(time)
    case .raised: "\(LocalTime.text(time))，转为红码"
    case .suspended: "\(LocalTime.text(time))，暂停"
    case .revoked: "\(LocalTime.text(time))，撤销"
    case .cleared: "\(LocalTime.text(time))，解除"
    case .destroyed: "\(LocalTime.text(time))，销毁"
    case .opened: "\(LocalTime.text(time))，开启"
    }
  }

  func log(agrees: Bool) -> String { agrees ? "与此码一致" : "与此码不一致" }

  func force(_ force: ActForce) -> String {
    switch force {
    case .inForce: "是"
    case .ended: "否，已结束"
    case .otherChange: "否，现以另一项变更为准"
    case .notKnown: "不详：本地没有较新的状态列表"
    }
  }

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
    case .update: "上次更新"
    case .rules: "规则"
    case .keys: "密钥"
    case .libraries: "程序库"
    case .signatures: "签名自检"
    case .scanner: "扫描自检"
    case .fonts: "字体"
    case .confinement: "转换程序的隔离"
    case .lockedMemory: "锁定内存"
    case .libsodium, .zbar, .libqrencode, .rasteriser, .labels, .curl, .webP, .heif, .netpbm, .pdf:
      check.rawValue
    }
  }

  private func bounds(_ bounds: ClockBounds) -> String {
    [
      bounds.signed.map { "最新签名日期 \($0.time.rfc3339)，\($0.file)" } ?? "本地没有已签名的文件",
      bounds.seen.map { "上一次导入 \($0.rfc3339)" } ?? "没有导入记录",
      TimeEvidence.release.map { "发布日期 \($0.rfc3339)" },
    ].compactMap { $0 }.joined(separator: "；")
  }

  func finding(_ finding: CheckFinding) -> String {
    switch finding {
    case .time(let now, let bounds): "当前时间 \(now.rfc3339)；\(self.bounds(bounds))"
    case .timeOutsideCalendar: "当前时间不在 1970 年至 9999 年之间"
    case .timeOutsideYears(let now): "当前时间 \(now.rfc3339)，不在 2024 年至 2100 年之间"
    case .timeBefore(let bound, let now, let bounds):
      switch bound {
      case .signed: "当前时间 \(now.rfc3339)，早于最新的签名日期：\(self.bounds(bounds))"
      case .seen: "当前时间 \(now.rfc3339)，早于上一次导入：\(self.bounds(bounds))"
      case .release: "当前时间 \(now.rfc3339)，早于本程序的发布日期：\(self.bounds(bounds))"
      }
    case .synchronised(let error): "已同步，误差不超过 \(error) 毫秒"
    case .notSynchronised: "时钟没有自动校准"
    case .synchronisationUnknown: "系统未报告时钟是否同步"

    case .noPlaces: "没有信任库，也没有公钥文件：所有码都会判为签发机构未知"
    case .places(let used): places(used)
    case .unreadKeyFiles(let used, let first, let others):
      "\(places(used))；未读取：\(first)\(andMore(others))"
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
    case .update(let note):
      [
        note.isFailing
          ? note.failed.map { "更新于 \(LocalTime.text($0.time)) 失败：\($0.message)" } : nil,
        note.succeeded.map { "于 \(LocalTime.text($0)) 全部取得" } ?? (note.isFailing ? nil : "尚未更新"),
      ].compactMap { $0 }.joined(separator: "；")
    case .noRules: "没有规则：其他格式的真实证书将无法判定"
    case .ruleConcern(let concern, let name): "\(name)：\(self.concern(concern))"

    case .libraries(let libraries):
      libraries.map { library in
        let package = library.package.map { "（软件包 \($0)）" } ?? "（软件包未记录）"
        return [library.name, library.version].compactMap { $0 }.joined(separator: " ") + package
      }.joined(separator: "，")
    case .strongKeys: "拒绝弱密钥（CVE-2025-69277 已修复）"
    case .weakKeys(let fault): "CVE-2025-69277 未修复：\(self.fault(fault))"
    case .zbar(let package): "软件包 \(package) 已修复 CVE-2023-40889 和 -40890"
    case .oldZBar(let package):
      "软件包 \(package) 存在 CVE-2023-40889 和 -40890：特制的二维码可造成缓冲区越界写入"
    case .unknownZBar: "无法得知 CVE-2023-40889 和 -40890 是否已修复：编译时未记录软件包"
    case .signaturesTested(let time):
      "Ed25519 签名与 RFC 8032 一致，且能拒绝遭篡改的内容，用时 \(time) 毫秒"
    case .scannerTested(let time):
      "已绘制二维码、存为 PNG、读回并识别，用时 \(time) 毫秒"
    case .selfTestFailed(let fault): self.fault(fault)

    case .fontsFound: "卡片和标签能印拉丁字母和汉字"
    case .fontsMissing(let letters, _): "没有含 \(letters) 的字体：含这类文字的卡片和标签不予绘制"
    case .installed: "已安装"
    case .notInstalled(let purpose, _):
      switch purpose {
      case .codes: "未安装：'hcode issue' 无法绘制二维码"
      case .cards: "未安装：'hcode issue --card' 无法生成 PNG 和 PDF"
      case .labels: "未安装：'hcode issue --sheet' 和热敏打印标签需要它"
      case .fetching: "未安装：'hcode trust import URL' 和 'trust update' 需要它"
      }
    case .readable(let pictures): "已安装：可以读取 \(name(pictures))"
    case .notReadable(let pictures, let package):
      "未安装（可选）：无法读取 \(name(pictures))（'apt-get install \(package)'）"
    case .confined: "转换图片的程序由 Landlock 和 seccomp 隔离"
    case .notConfinable(let lack):
      "内核不提供 \(lack.rawValue)：无法读取 WebP、HEIC、AVIF、GIF、TIFF、BMP、PDF 和 SVG"
    case .lockable(let size): "可锁定 \(size) KiB"
    case .notLockable(let size, let limit):
      "无法锁定 \(size) KiB（上限 \(limit) KiB）：私钥可能写入交换区"
    }
  }

  func remedy(_ finding: CheckFinding) -> String? {
    switch finding {
    case .time, .synchronised, .places, .notWritable, .objects, .signedLists, .index, .trustList,
      .foreignList, .statusList, .rules, .noRules, .libraries, .strongKeys, .zbar,
      .signaturesTested, .scannerTested, .fontsFound, .installed, .readable, .notReadable,
      .confined,
      .lockable:
      nil
    case .update(let note): note.isFailing ? "hcode trust update，查看失败原因" : nil
    case .timeOutsideCalendar: "请校准时钟"
    case .timeOutsideYears:
      "请校准时钟：date --utc --set 'YYYY-MM-DD HH:MM:SS'"
    case .timeBefore:
      "请校准时钟：date --utc --set 'YYYY-MM-DD HH:MM:SS'；如时钟无误，请运行 'hcode trust update' 或 'hcode trust import' 并加 --clock-is-right"
    case .notSynchronised: "有网络时请启动 NTP 服务；没有网络时，每次换班前与另一时钟核对"
    case .synchronisationUnknown: "每次换班前与另一时钟核对"
    case .noPlaces: "'hcode trust import FILE --root KEY'"
    case .unreadKeyFiles: "请导入列有这些密钥的信任列表；或用 --trust 或 HCODE_TRUST 指定该文件夹"
    case .unreadable(let error): error.words(in: self).hint ?? "排除故障后再次运行 'hcode doctor'"
    case .writable(_, _, _, _, let command):
      "\(command)；然后用 'hcode trust show' 查看是否多出了机构"
    case .damagedObject, .unsignedList, .otherIndex:
      "移走该文件夹，并从最初的来源重新导入各列表"
    case .lack(let lack): remedy(lack)
    case .warning(let warning):
      switch warning.kind {
      case .trustListOld, .trustListEnds, .statusListOld, .statusListEnds, .rulesEnd, .areasOld:
        "hcode trust update，或手动导入最新版本"
      case .logOld, .logMissing: "hcode trust update，或导入 'hcode log export' 生成的文件"
      case .bareKey: "请导入列有该密钥的信任列表"
      case .categoryNotRecognised: "hcode trust recognise，并给出 --category"
      case .keyEnds, .sunsetNear: "请向主管机构索取有效期更长的信任列表"
      }
    case .ruleConcern(_, let name): "hcode rules check，检查 \(name) 的来源文件"
    case .weakKeys, .oldZBar:
      "apt-get update && apt-get upgrade，然后重新编译 hcode：这些程序库包含在其中"
    case .unknownZBar:
      "在 Debian 上用 'make' 编译，libzbar-dev 须为 \(LinkedLibrary.mendedZBar) 或更新版本"
    case .selfTestFailed: "不要用本程序扫描；请重新编译"
    case .notInstalled(_, let package): "如有需要：apt-get install \(package)"
    case .fontsMissing(_, let package): "apt-get install \(package)"
    case .notConfinable:
      "请使用 Linux 5.13 或更新的内核（x86-64 或 arm64），并启用 Landlock（'lsm=landlock,…'）和 seccomp"
    case .notLockable: "签发前将 'ulimit -l' 提高到 64 或以上"
    }
  }

  private func andMore(_ count: Int) -> String { count > 0 ? "，另有 \(count) 处" : "" }

  private func remedy(_ lack: MissingTrust) -> String? {
    switch lack.kind {
    case .nothingPinned: "hcode trust import FILE --root KEY"
    case .trustListMissing, .trustListEnded: "hcode trust import FILE，导入 \(lack.subject) 的最新列表"
    case .statusListMissing, .statusListEnded:
      "hcode trust import \(lack.subject)，或导入其文件"
    case .foreignListEnded, .foreignListEmpty:
      "hcode trust import --format，导入 \(lack.subject) 的最新版本"
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
    case .noLockedMemory: "无法锁定内存"
    case .otherPublicKey: "由 RFC 8032 的种子得出的公钥不符"
    case .otherSignature: "RFC 8032 示例消息的签名不符"
    case .rightSignatureRefused: "正确的签名未通过验证"
    case .alteredSignatureTaken: "遭篡改的签名通过了验证"
    case .otherMessageTaken: "签名对另一条消息也通过了验证"
    case .strongKeyRefused: "拒绝了基点"
    case .weakKeyTaken: "接受了主子群之外的点"
    case .codeNotRead: "绘制的二维码未能读回"
    case .drawing(let error): error
    }
  }

  // MARK: Trust

  func store(_ folder: String) -> String { "信任库 \(folder)" }

  func version(_ number: UInt64) -> String { "第 \(number) 版" }

  func age(since time: Timestamp, at now: Timestamp) -> String {
    let seconds = now.seconds - time.seconds
    return seconds < 0 ? "生成时间晚于当前时间" : "\(span(seconds))前生成"
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

  func stayed(_ stays: RatedStays) -> String {
    let was = stays.wasIn.map { "持码人到过\(rating($0))风险地区" }
    let near = stays.near.map { "持码人所到城市或省份内有\(rating($0))风险地区，但不一定到过该地区" }
    return [was, near].compactMap(\.self).joined(separator: "；")
  }

  private func rating(_ rating: AreaRatings.Rating) -> String {
    switch rating {
    case .high: "高"
    case .medium: "中"
    }
  }

  func entries(_ count: Int) -> String { "\(count) 个条目" }

  func codes(_ count: Int) -> String { "\(count) 个码" }

  func bundle(of authority: String) -> String { "来自 \(authority) 的信任包" }

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
    case .missingValueSet(let rule, let set): "\(rule)：本地没有取值表 \(set)"
    case .ambiguousVersion(let rule, let version):
      "\(rule)：有两条规则的版本同为 \(version)；两条都会适用"
    case .ended(let time): "规则已于 \(time.rfc3339) 到期"
    case .noAcceptance(let country): "\(country) 目前没有有效的接受规则"
    case .acceptanceEnds(let country, let time):
      "\(country) 的最后一条接受规则将于 \(time.rfc3339) 到期"
    case .noAreaRatings(let rule):
      "\(rule) 要用到地区风险，而规则集中没有 areas：将无法判定"
    case .unknownAreas(let areas):
      "\(areas.count) 个已评级地区不在行程可用的代码之内：\(areas.prefix(5).joined(separator: "、"))"
    case .noDescription(let rule): "\(rule)：没有说明文字"
    }
  }

  func concern(_ concern: TrustListConcern) -> String {
    switch concern {
    case .singleSignature: "只需一个根密钥即可签署下一份列表：窃得该密钥者可以签署任何内容"
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
    case .countersign: "只能作为第二名经办人会签红码和变更，不能发起"
    case .venues: "可签署场所海报（试验性）"
    case .exposures: "可签署场所份额和暴露列表（试验性）"
    }
  }

  private func grant(_ grant: Grant) -> String {
    var parts = [
      "可签发 \(words(grant.statuses))",
      grant.evidence.isEmpty ? "不含证明" : "证明 \(words(grant.evidence))",
    ]
    if let longest = grant.longestValidity {
      parts.append("有效期最长 \(Spelling.span(longest))")
    }
    if !grant.categories.isEmpty { parts.append("类别 \(words(grant.categories))") }
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
    if !terms.categories.isEmpty { parts.append("类别 \(words(terms.categories))") }
    if let sunset = terms.sunset { parts.append("至 \(sunset.rfc3339) 止") }
    return parts.joined(separator: "；")
  }

  private func words(_ statuses: Set<HealthStatus>) -> String {
    statuses.sorted { $0.rawValue < $1.rawValue }.map(colour).joined(separator: "、")
  }

  private func words(_ categories: [HolderCategory]) -> String {
    categories.map(\.word).joined(separator: "、")
  }

  private func words(_ evidence: [EvidenceKind: UInt64]) -> String {
    evidence.sorted { $0.key < $1.key }.map { kind, minutes in
      "\(evidenceKind(kind))：\(minutes == 0 ? "不限时间" : Spelling.age(minutes: minutes))"
    }.joined(separator: "、")
  }

  func statusList(_ uri: StatusListURI) -> String { "状态列表 \(uri)" }

  var notHere: String { "本地没有" }

  func pinned(_ roots: KeyThreshold) -> String {
    "已固定；\(roots.keys.count) 个根密钥，须有 \(roots.threshold) 个签署"
  }

  func fingerprint(_ digits: String) -> String { "指纹 \(digits)" }

  func recognised(by authority: String, _ terms: Recognition.Terms) -> String {
    "获 \(authority) 认可：\(self.terms(terms))"
  }

  func lack(_ lack: MissingTrust) -> String {
    let time = lack.time.map { LocalTime.text($0) } ?? ""
    return switch lack.kind {
    case .clock: "本机时钟早于本地已知的最新日期 \(time)"
    case .nothingPinned: "尚未固定任何主管机构"
    case .trustListEnded: "\(lack.subject) 的信任列表已于 \(time) 到期"
    case .trustListMissing: "\(lack.subject) 已获认可，但本地没有其信任列表"
    case .foreignListEnded, .rulesEnded: "\(lack.subject) 已于 \(time) 到期"
    case .foreignListEmpty: "\(lack.subject) 是空的：其中没有可用的内容"
    case .statusListMissing: "本地没有状态列表 \(lack.subject)"
    case .statusListEnded: "状态列表 \(lack.subject) 已于 \(time) 到期"
    case .keyEnded: "密钥 \(lack.subject) 已于 \(time) 到期"
    case .sunsetPassed: "\(lack.subject) 已于 \(time) 终止"
    }
  }

  func lackAndRemedy(_ lack: MissingTrust) -> String {
    let fact = self.lack(lack)
    return switch lack.kind {
    case .clock: "\(fact)：请校准时钟"
    case .nothingPinned: "\(fact)：'hcode trust import FILE --root KEY'"
    case .trustListEnded, .statusListEnded, .foreignListEnded, .foreignListEmpty, .rulesEnded:
      "\(fact)：请导入最新版本"
    case .trustListMissing, .statusListMissing: "\(fact)：请导入"
    case .keyEnded, .sunsetPassed: fact
    }
  }

  var allIsWell: String { "一切正常" }

  // MARK: A trust list before it is signed

  func label(_ member: TrustListMember) -> String {
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
    case .withdrawn: "已撤回"
    case .fingerprint: "指纹"
    case .digest: "摘要"
    case .written: "已写入"
    }
  }

  func expires(_ time: Timestamp, oldAfter timeToLive: String) -> String {
    "\(time.rfc3339)，签发 \(timeToLive) 后即视为陈旧"
  }

  func signers(_ role: KeyThreshold) -> String { "\(role.keys.count) 个，须有 \(role.threshold) 个签署" }

  func issuers(_ count: Int, keys: Int) -> String { "\(count) 个，共 \(keys) 个密钥" }

  func period(_ from: Timestamp, _ to: Timestamp) -> String { "\(from.rfc3339) 至 \(to.rfc3339)" }

  func roots(_ roots: KeyThreshold, fingerprint: String) -> String {
    "\(roots.keys.count) 个根密钥，须有 \(roots.threshold) 个签署，指纹 \(fingerprint)"
  }

  var ofTheRootKeys: String { "（根密钥）" }

  var ofWhatIsSigned: String { "（所签内容）" }

  func signedByNobodyYet(_ file: String) -> String { "\(file)，尚无人签署" }

  func signed(by count: Int, of roots: KeyThreshold, isComplete: Bool) -> String {
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
    case .forCodes(.countersign): "用于第二名经办人：\(self.use(.countersign))"
    case .forCodes(.venues), .forCodes(.exposures): "用于场所，不用于签发码"
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
    case .nothingPinned: "此信任库尚未固定任何主管机构"
    case .listMissing(let subject):
      "\(subject) 已获认可，但本地没有由其获认可的根密钥签署的列表"
    case .listNotRecognised(let authority):
      "\(authority) 的列表中有它，但没有已固定的主管机构认可该列表"
    case .notNamed: "此信任库的列表中都没有它"
    case .withdrawn(let withdrawal): keyWithdrawn(withdrawal)
    }
  }

  // MARK: Audits of a log

  func audit(_ checkpoint: LogCheckpoint, signed time: Timestamp, witnesses: Int, of known: Int)
    -> [String]
  {
    [
      "\(checkpoint.origin)", "\(checkpoint.size) 个条目", "签署于 \(time.rfc3339)",
      "\(known) 个见证方中有 \(witnesses) 个签署",
    ]
  }

  func everyEntryIsInTheTree(grownFrom seen: Int) -> String {
    "每个条目都在树中" + (seen > 0 ? "，且该树由此前见过的 \(seen) 个检查点延续而来" : "")
  }

  func heading(_ part: LogReportPart) -> String {
    switch part {
    case .nothingToAsk: "没有需要查问的事项"
    case .toAsk: "需要查问的事项"
    case .byIssuer(let since): "按签发机构" + (since.map { "（自 \($0.rfc3339) 起）" } ?? "")
    case .byReason: "红码，按原因"
    case .byHour: "红码，按小时（UTC）"
    case .ends: "已定终止日期的签发机构"
    case .destroyed: "签发机构声明已销毁的记录"
    }
  }

  func column(_ column: LogReportColumn) -> String {
    switch column {
    case .issuer: "签发机构"
    case .red: "红码"
    case .raised: "转红"
    case .yellow: "黄码"
    case .busiestDay: "单日最多"
    case .reds: "红码数"
    case .suspended: "暂停"
    case .revoked: "撤销"
    case .oneOfficer: "单人经办"
    }
  }

  func counted(_ reason: ActReason?) -> String { reason.map(actReason) ?? "未公开" }

  func signatures(areChecked: Bool) -> String {
    areChecked
      ? "各条目的签名已用已知的密钥核对" : "各条目的签名未经核对：请用 --store 或 --signer 指定经办人的密钥"
  }

  func dated(_ own: Int, of entries: UInt64, history: Int) -> String {
    own == 0
      ? "每个条目的日期都由前后的检查点确定；日志历史中有 \(history) 个检查点"
      : "\(entries) 个条目中有 \(own) 个按其自述的日期计：前后没有相隔一天以内的检查点，日志初期多是如此；日志历史中有 \(history) 个检查点"
  }

  var whenIsAsked: String {
    "查问的标准：扣除各地普遍的增长后，机构的数量超过平时的三倍再加 20；经办人的数量达到本人平时或最忙同事的四倍再加 30。"
  }

  func finding(_ finding: LogFinding) -> [String] {
    let (name, count) = (finding.issuer?.description ?? "", finding.count)
    switch finding.kind {
    case .burst, .officerBurst:
      guard let burst = finding.burst else { return [] }
      let who = name + (finding.officer.map { "，经办人 \($0.name)" } ?? "")
      let usual =
        (burst.windowDays == 1 ? "平时每天" : "平时每 \(burst.windowDays) 天")
        + " \(Int(burst.usual.rounded())) 个"
      return [
        "\(who)：\(Spelling.day(burst.days.lowerBound)) 至 \(Spelling.day(burst.days.upperBound)) 的 \(burst.days.count) 天内有 \(count) 个\(counted(burst.act))；\(usual)"
          + (burst.cases == 0 ? "；没有记入病例" : ""),
        burst.cases == 0
          ? "这几天及此前两周，当地没有记入病例" : "这几天及此前两周，当地记入 \(burst.cases) 个病例",
        "操作："
          + CountedAct.allCases.map { "\(counted($0)) \(burst.acts[$0] ?? 0)" }.joined(
            separator: betweenNames),
        "原因：\(Spelling.list(burst.reasons, counted, separator: betweenNames))",
        "经办人 \(burst.officers.count) 名：\(Spelling.list(burst.officers, separator: betweenNames))",
      ]
    case .misdated: return ["\(name)：\(count) 个条目自述的时间不可能属实"]
    case .clockWentBack:
      let (before, after) = (
        finding.wentBack?.before.rfc3339 ?? "", finding.wentBack?.after.rfc3339 ?? ""
      )
      return ["日志的时钟有 \(count) 次在检查点前倒退，首次由 \(before) 退到 \(after)"]
    case .oneOrder: return ["\(name)：依据同一份文件作出 \(count) 项限制：\(finding.authority ?? "")"]
    case .unaccounted:
      guard let (value, changed) = finding.shortfall else {
        return ["\(name)：状态列表未写明日志的条目数，或所写的数目多于日志"]
      }
      return ["\(name)：状态列表中，" + shortfall(value, missing: UInt64(clamping: count), of: changed)]
    case .unsigned: return ["\(name)：\(count) 个条目没有其任何已知密钥的签名"]
    case .oneOfficer: return ["\(name)：\(count) 个码由一名经办人单独设为红码、解除或批量变更"]
    case .destroyedTwice: return ["\(name)：\(count) 个登记库多次声明销毁，数目不一"]
    case .notDestroyed:
      guard let ending = finding.ending else { return [] }
      return [
        "\(name)：自 \(ending.end.sunset.rfc3339) 起已终止，\(ending.registries) 个登记库中有 \(count) 个没有声明已销毁"
      ]
        + ending.lacking.prefix(LogFinding.mostDetails).map { key, lack in
          let why =
            switch lack {
            case .noClaim: "没有条目声明销毁"
            case .beforeEnd(let time): "\(time.rfc3339) 的条目声明已销毁，但早于终止日期：此后的内容不在其内"
            case .tooFew(let records, let logged):
              "声明销毁 \(records) 条记录，而此前已记入 \(logged) 个码"
            case .issuedAfter(let codes): "声明销毁之后又记入 \(codes) 个码"
            case .whileValid: "有条目声明已销毁，同时表明当时仍有码有效"
            case .beforeCode(let time): "有条目声明已销毁且所有码均已过期，但有一个码至 \(time.rfc3339) 才到期"
            }
          return "密钥 \(key.hex)：\(why)"
        }
    case .contradictingEntries:
      return ["\(name)：\(count) 个承诺的条目互相矛盾：以较严重者计"]
    }
  }

  private func counted(_ act: CountedAct?) -> String {
    switch act {
    case .red: "红码"
    case .raised: "转红"
    case .yellow: "黄码"
    case .suspended: "暂停"
    case .revoked: "撤销"
    case nil: "限制"
    }
  }

  func ending(_ ending: LogStatistics.Ending, isOver: Bool) -> String {
    let left = ending.lacking.count
    return (isOver ? "自 \(ending.end.sunset.rfc3339) 起已终止；" : "将于 \(ending.end.sunset.rfc3339) 终止；")
      + (left == 0
        ? "声明记录已销毁"
        : left == ending.registries
          ? "没有声明记录已销毁" : "\(ending.registries) 个登记库中有 \(left) 个没有声明")
  }

  func repeated(_ entries: Int) -> String { "\(entries) 个条目与此前的条目重复，不计入" }

  // MARK: The desk

  func desk(_ fact: DeskFact) -> String {
    switch fact {
    case .passphrase(.root): "根密钥的口令（决定谁可以签发，一年只用几次）："
    case .passphrase(.code): "签发密钥的口令（第一名经办人，每次签发都用）："
    case .passphrase(.officer): "第二名经办人的口令（演练：请让另一人输入）："
    case .again: "再输入一次："
    case .made(let folder): "已在 \(folder) 建立发证台"
    case .found(let folder): "发证台位于 \(folder)"
    case .label(let label): deskLabel(label)
    case .can(.none): "签发绿码和黄码、撤销、公共日志；红码还需第二名经办人"
    case .can(.listed): "签发绿码、黄码和红码、撤销、公共日志，红码由两名经办人签署"
    case .can(.rehearsal): "签发绿码、黄码和红码、撤销、公共日志；仅供演练：两名经办人的密钥都在这里"
    case .can(.alone): "会签红码和变更：'hcode approve FILE'"
    case .can(.nobody): "不能签发：这里没有签发或会签的私钥"
    case .serve(let folder, let url?): "\(folder)/publish，网址 \(url)"
    case .serve(let folder, nil): "没有网址：查验点以文件形式取得 \(folder)/publish"
    case .tellFingerprint: "请在电话里念出，切勿随网址一起发送"
    case .moveRoot(let file): "请把 \(file) 移到 U 盘上：只在更换密钥时用到，此外每 76 天用一次"
    case .addOfficer: "签发第一个红码之前，第二名经办人须在另一台机器上生成密钥"
    case .publishAlways: "每 15 分钟运行一次 'hcode desk publish'"
    case .firstListWaits(let file): "请根密钥的持有人签署 \(file)：'hcode trust sign'"
    case .role(let role): deskRole(role)
    case .secret(let isHere, let end):
      "\(isHere ? "私钥在此" : "只有公钥")  有效至 \(LocalTime.text(end))"
    case .lastList(let version, let end, let now): "信任列表第 \(version) 版，\(left(until: end, at: now))"
    case .neverPublished: "尚未发布：第一份信任列表还没有签名"
    case .entriesWait(0): "没有等待记入日志的条目"
    case .entriesWait(let count): "\(count) 个条目等待记入日志：'hcode desk publish'"
    case .event(let event): deskEvent(event)
    case .nextApprove(let file): "下一步：第二名经办人运行 'hcode approve \(file)'"
    case .nextPublish: "下一步：'hcode desk publish'；查验点下次运行 'hcode trust update' 后得知"
    case .nextFinish(let file, let options):
      "下一步：把 \(file) 送回；第一名经办人运行 'hcode approve \(file)\(options)'"
    case .nextAdd(let file): "下一步：把 \(file) 发给发布方，由其运行 'hcode desk add \(file)'，并在电话里念出指纹"
    case .rights:
      "服务台的数据库账户需要以下权限，由表的所有者授予（psql -v role=账户）："
    case .compare: "请在电话里核对指纹。添加此密钥？[y/N]"
    case .removed(let end?): "将于 \(LocalTime.text(end)) 失效，届时其最后一个码已过期"
    case .removed(nil): "自下一份列表起不再有效"
    case .backedUp(let files): "\(files) 个文件；其中有私钥：请另存他处，并像发证台一样妥善保管"
    case .adopted(let what, let place): adopted(what, place)
    case .adoptedLists(let count): "列表      找到 \(count) 份已签名的列表"
    case .adoptBundleKey:
      "待办      没有签署信任包的密钥：请运行 'hcode desk rotate bundle'，再运行 'hcode desk publish'"
    case .adoptQuestion(let folder):
      "要建立发证台 \(folder) 吗？登记库和日志将移入其中；旧的不再签发，也不再记入日志。[y/N]"
    case .restored(let event): restored(event)
    case .ends(let issuer, let end):
      "\(issuer)  自 \(LocalTime.text(end)) 起终止：届时查验点拒绝其所有码"
    case .nextDestroy(let time): "\(LocalTime.text(time)) 之后：'hcode desk close --destroy'"
    case .destroyed(let name, let records): "\(name)  已销毁 \(records) 条记录"
    case .erased(let keys): "已关闭；已覆写 \(keys) 个私钥"
    case .nextServe: "下一步：继续提供 desk/publish，直到无人再取；销毁备份、副本和其他机器上的密钥；根密钥也可销毁"
    case .check(let name): deskCheck(name)
    case .finding(let finding): deskFinding(finding)
    case .statusList(let file, let issued, let end, let now):
      "\(file)，\(span(now.seconds - issued.seconds))前签署，\(left(until: end, at: now))"
    case .settled(.finished(let command)): "此前中断的 'hcode desk \(command)' 现已完成"
    case .settled(.undone(let command)): "此前中断的 'hcode desk \(command)' 已回退：请重新运行"
    case .settled(.dropped(let command)):
      "'hcode desk \(command)' 此前中断，其后有人改动了 trust.json 或 desk.json：未作任何更改"
    case .recognised: "已认可"
    case .recognisedAgain: "已重新认可"
    case .reissue(_, let written?): "有 \(written.count) 个有效码随之失效：见 \(written.file)"
    case .reissue(let name, nil): "这里无法读取 \(name) 的登记库，不知道哪些码失效"
    case .rootsChange: "下一步：'hcode desk publish'；它把列表写入 outbox/，并说明还有哪些新旧密钥须签署"
    case .lostRoots(let authority, let bundle):
      [
        "下一步：'hcode desk publish'。查验点在旧列表到期前继续使用旧列表，完成以下步骤后才接受新列表。",
        "发给每个查验点：",
        "  \(authority) 丢失了根密钥。请打电话向我们核对指纹，然后运行：",
        "  hcode trust forget \(authority)",
        "  hcode trust import \(bundle) --fingerprint …",
        "发给每个相邻机构：",
        "  \(authority) 丢失了根密钥。请打电话向我们核对指纹，然后运行：",
        "  hcode desk recognise \(bundle) --fingerprint …",
        "  hcode desk publish",
      ].joined(separator: "\n")
    case .rehearsalNote: "演练：两名经办人的密钥都在此发证台，一个人就成了两名经办人"
    }
  }

  private func rotateLost(_ role: DeskRole) -> String {
    switch role {
    case .root: "'hcode desk rotate root --lost'"
    case .code: "'hcode desk rotate code --lost'"
    case .officer: "'hcode desk rotate officer --lost'"
    case .status: "'hcode desk rotate status --lost'"
    case .bundle: "'hcode desk rotate bundle --lost'"
    case .log: "'hcode desk rotate log --lost'"
    }
  }

  private func adopted(_ what: DeskFact.Adopted, _ place: String?) -> String {
    switch (what, place) {
    case (.secretKey, let place?): "私钥 \(place)"
    case (.secretKey, nil): "没有找到私钥"
    case (.registry, let place?): "登记库 \(place)"
    case (.registry, nil): "缺少登记库：之后请运行 'hcode desk restore'"
    case (.log, let place?): "日志      \(place)"
    case (.log, nil): "日志      缺少：之后请运行 'hcode desk restore --from PLACE'"
    }
  }

  private func restored(_ event: RestoreEvent) -> String {
    switch event {
    case .trustList(let version, let issued):
      "列表      第 \(version) 版，\(LocalTime.text(issued))"
    case .sourceMade: "已重建    trust.json，依据列表"
    case .settingsMade: "已重建    desk.json，采用默认设置：请检查"
    case .notLookedAt(let url):
      "警告      无法读取 \(url) 上的内容：如果那里的列表比找到的更长，其索引会重复给出；如有疑问，请运行 'hcode desk rotate code'"
    case .notVerified(let folder):
      "警告      \(folder) 验证不通过：其中超出所取副本的内容已丢失"
    case .unreadableRegistry(let file):
      "保留      \(file)：无法读取的登记库；其中有个人记录"
    case .neighbours(let urls):
      "沿用      \(urls.joined(separator: "、"))：依据这些相邻机构的列表推断的信任包网址；请检查 publish.neighbours"
    case .neighbourUnknown(let name):
      "丢失      \(name) 的信任包网址：'hcode desk recognise URL --fingerprint HEX'"
    case .registry(let name, let from?, let isNew, let worse, let kept):
      "登记库    \(name)\(isNew ? "，新建" : "")：新码从索引 \(from) 起；按列表撤销、暂停或转为红码 \(worse) 个"
        + (kept == 0 ? "" : "；\(kept) 个在列表中较宽，保持这里的状态")
    case .registry(let name, nil, _, let worse, _):
      "登记库    \(name)：没有新的索引段可用，不再签发：'hcode desk rotate code'；按列表撤销、暂停或转为红码 \(worse) 个"
    case .noStatusList(let name): "丢失      没有 \(name) 的已发布状态列表：不知道撤销了哪些码"
    case .log(let entries): "日志      \(entries) 条"
    case .logLost: "丢失      日志：'hcode desk rotate log --lost'"
    case .unknownChanges(let name, let count):
      "丢失      日志中有 \(name) 的码的 \(count) 项变更不在任何列表中：请询问各服务台是哪些码"
    case .secretLost(let role):
      "缺少      私钥（\(deskRole(role))）：请把它的文件放进 secret/，或运行 \(rotateLost(role))"
    case .unknownAfter(let time): "丢失      \(LocalTime.text(time)) 之后的变更和码不得而知：请询问各服务台"
    case .unknownAtAll: "丢失      这里没有已发布的内容：备份之后的变更不得而知，请询问各服务台"
    case .oldDesk(let folder): "旧发证台  \(folder)：其中也有私钥"
    }
  }

  private func deskCheck(_ name: DeskCheck.Name) -> String {
    switch name {
    case .end: "终止"
    case .keys: "密钥"
    case .lists: "列表"
    case .unpublished: "未发布"
    case .registry: "登记库"
    case .log: "日志"
    case .modes: "权限"
    case .officers: "经办人"
    case .backup: "备份"
    case .neighbours: "相邻机构"
    }
  }

  private func deskFinding(_ finding: DeskCheck.Finding) -> String {
    switch finding {
    case .keys(let name, let end): "\(name) 最先到期：\(LocalTime.text(end))"
    case .noKeys: "这里没有会到期的密钥：私钥在其他机器上"
    case .keyEnded(let name, let time): "\(name) 已于 \(LocalTime.text(time)) 到期"
    case .ends(let time): "自 \(LocalTime.text(time)) 起终止"
    case .over(let time, let last?, let isLastOver):
      "自 \(LocalTime.text(time)) 起已终止；最后一个码\(isLastOver ? "已" : "将")于 \(LocalTime.text(last)) 过期"
    case .over(let time, nil, _): "自 \(LocalTime.text(time)) 起已终止；没有码"
    case .closed: "已关闭：可识别个人身份的信息和密钥已销毁"
    case .contradiction(let contradiction):
      "state/closed 称已全部销毁，但\(deskContradiction(contradiction))"
    case .lists(let end): "有效至 \(LocalTime.text(end))"
    case .neverPublished: "尚未发布任何内容"
    case .unpublished(let count, _) where count > 0: "\(count) 个条目等待记入日志"
    case .unpublished: "状态列表与登记库不一致"
    case .published: "没有"
    case .registry(let name): "\(name) 与已发布的列表一致"
    case .oldRegistry(let name, let count): "\(name) 是旧副本：有 \(count) 个码会放宽"
    case .log(let entries): "共 \(entries) 条"
    case .mode(let file): "\(file)：其他用户可以读取"
    case .modes: "正确"
    case .bothOfficers: "两名经办人的密钥都在这里：知道两个口令的人就是两名经办人"
    case .noOfficer: "没有第二名经办人：不能签发红码"
    case .officers: "第二名经办人的密钥在另一台机器上"
    case .backup(let time): "最近一次于 \(LocalTime.text(time))"
    case .neverBackedUp: "还没有"
    case .neighbours(let count): "我们的信任包中有 \(count) 个相邻机构的列表"
    case .neighbourEnds(let name, let end?): "\(name) 的列表将于 \(LocalTime.text(end)) 到期"
    case .neighbourEnds(let name, nil): "我们的信任包中没有 \(name) 的列表"
    }
  }

  func deskContradiction(_ contradiction: DeskCheck.Contradiction) -> String {
    switch contradiction {
    case .mark: "它没有写明时间，或早于已发布列表中的终止日期"
    case .keys(let names): "私钥仍在：\(names.joined(separator: "、"))"
    case .people(let name): "\(name) 的登记库中有个人记录"
    case .noEntry(let name): "已发布的日志没有记载 \(name) 的登记库已销毁"
    case .unreadable(let name): "\(name) 无法读取"
    }
  }

  func deskRemedy(_ finding: DeskCheck.Finding) -> String? {
    switch finding {
    case .contradiction(.keys): "hcode desk close --destroy"
    case .contradiction(.people(let name)):
      "如果有人把备份复制了回来，请删除 registry/\(name).registry"
    case .contradiction(.mark), .contradiction(.noEntry):
      "如果发证台从未关闭，请删除 state/closed；然后运行 hcode desk close --destroy"
    case .contradiction(.unreadable): nil
    case .unpublished, .neverPublished: "hcode desk publish"
    case .oldRegistry: "hcode desk restore；在此之前不发布"
    case .mode(let file): "chmod go-rwx \(file)"
    case .bothOfficers: "请第二名经办人在另一台机器上生成密钥：hcode desk key officer"
    case .noOfficer: "在另一台机器上运行 hcode desk key officer；然后运行 hcode desk add"
    case .backup, .neverBackedUp: "hcode desk backup -o FILE"
    case .neighbourEnds: "'hcode desk publish' 会说明原因；对方是否更换了根密钥？"
    case .keyEnded(let name, _): "'hcode desk rotate' 可换新密钥；如已换，请移走 secret/\(name).key"
    case .over(_, _, isLastOver: true): "hcode desk close --destroy"
    case .over(_, _, isLastOver: false):
      "查验点拒绝所有码；最后一个码到期后运行 hcode desk close --destroy"
    case .ends, .closed: nil
    case .keys, .noKeys, .lists, .published, .registry, .log, .modes, .officers, .neighbours: nil
    }
  }

  private func deskLabel(_ label: DeskFact.Label) -> String {
    switch label {
    case .can: "可以"
    case .serve: "发布"
    case .gates: "查验点"
    case .fingerprint: "指纹"
    case .keys: "密钥"
    case .published: "已发布"
    case .waiting: "等待"
    case .toDo: "待办"
    }
  }

  private func deskRole(_ role: DeskRole?) -> String {
    switch role {
    case .root: "根密钥"
    case .code: "签发健康码"
    case .officer: "第二名经办人"
    case .status: "状态列表"
    case .bundle: "信任包"
    case .log: "日志"
    case nil: "未列出"
    }
  }

  private func deskStatus(_ status: CodeStatus) -> String {
    switch status {
    case .asSigned: "与签发时一致"
    case .revoked: "已撤销"
    case .suspended: "已暂停"
    case .raisedToRed: "已转为红码"
    }
  }

  private func deskEvent(_ event: DeskEvent) -> String {
    switch event {
    case .statusList(let file, let counts, let end):
      "状态列表  \(file)  "
        + CodeStatus.changes.filter { counts[$0] ?? 0 > 0 || $0 == .revoked }
        .map { "\(deskStatus($0)) \(counts[$0] ?? 0) 个  " }.joined() + "有效至 \(LocalTime.text(end))"
    case .log(let entries, let new): "日志      共 \(entries) 条，新增 \(new) 条"
    case .trustList(let file, let version, let end):
      "信任列表  \(file)  第 \(version) 版  有效至 \(LocalTime.text(end))"
    case .bundle(let file, let bytes, let end):
      "信任包    \(file)  \(bytes) 字节  有效至 \(LocalTime.text(end))"
    case .newLog(let name, let entries): "日志      \(name) 接续全部 \(entries) 条；旧日志就此关闭，仍继续发布"
    case .neighbour(let place, let fault):
      "警告      \(place)：\(neighbourFault(fault))；此前接受的内容在信任包中保留至到期"
    case .waitsForSignatures(
      let version, let has, let needs, let lacking, let file, let published):
      "待办      第 \(version) 版列表需要 \(needs) 个根密钥签名，现有 \(has) 个，尚缺 \(lacking.joined(separator: "、"))：请把 \(file) 发给持有人，各自运行 'hcode trust sign'，再运行 'hcode desk publish FILE …'；"
        + (published.map { "在此之前旧列表有效至 \(LocalTime.text($0))" } ?? "在此之前不发布任何内容")
    case .statusListMissing(let uri): "待办      状态列表 \(uri) 不在本地：其健康码无法判定"
    case .notFetched(let url): "警告      无法取得 \(url)，不知道查验点持有什么；已与 desk/publish 比较"
    case .rangeWaits(let name, let url?):
      "待办      \(name) 尚不签发：\(url) 上还没有它加长的状态列表。请把 desk/publish 复制过去，再运行一次 'hcode desk publish'"
    case .rangeWaits(let name, nil):
      "待办      \(name) 尚不签发：请把 desk/publish 复制到下次 'hcode desk restore' 会查看的地方，再运行 'hcode desk publish --served'"
    case .foreignServed(let url):
      "待办      \(url) 不是本机构日志的内容，不知道查验点持有什么；已与 desk/publish 比较。desk.json 中的 url 是否正确？谁能写入那台网站服务器？请重新把 desk/publish 复制过去"
    case .nothingDue(let next): "目前无需更新；下次更新 \(LocalTime.text(next))"
    }
  }

  private func neighbourFault(_ fault: DeskEvent.NeighbourFault) -> String {
    switch fault {
    case .notFetched: "无法取得相邻机构的信任包"
    case .refused(let name): "不接受相邻机构的信任包（\(name.rawValue)）"
    case .older: "相邻机构的某些文件比此前接受的旧"
    case .tooLarge: "相邻机构的文件未能全部放入我们的信任包"
    }
  }

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

  var orderLabel: String { "依据" }

  var appealLabel: String { "申诉：" }

  func letter(_ appeal: Appeal) -> [String] {
    var lines = [
      "致：\(appeal.office)", "    \(appeal.place ?? "（该机构地址）")", "",
      "关于健康码的申诉", "",
      "请复核以下健康码：",
      "  码          \(appeal.code)", "  签发为      \(colour(appeal.signed))",
    ]
    if let now = appeal.now { lines.append("  现状        \(now)") }
    lines +=
      appeal.grounds.map { grounds in
        ["  原因        \(statusReason(grounds.reason))", "  依据        \(grounds.authority)"]
      } ?? []
    lines += [
      "  赋码时间    \(LocalTime.text(appeal.setOn))",
      "  有效至      \(LocalTime.text(appeal.expires))", "",
      "请告知赋码所依据的证据和经办人；如有错误，请予更正或解除，并书面答复。",
      "", "错误之处及理由：", "", "",
      "姓名：\(appeal.name ?? "")", "答复请寄：", "日期和签名：",
    ]
    if !appeal.isVerified { lines += ["", "（本地没有可核对该码签名的密钥。签发机构可以核对。）"] }
    return lines
  }

  var labelUntil: String { "有效期至" }

  var betweenNames: String { "、" }
  var betweenFacts: String { "；" }
}

extension Chinese {
  /// What an error of the system is called; one that has no name here has the system's own.
  static func system(_ number: Int32) -> String {
    switch number {
    case EPERM: "不允许的操作"
    case ENOENT: "没有这个文件或文件夹"
    case EIO: "读写出错"
    case ENXIO: "没有这个设备"
    case EAGAIN: "资源暂时不可用"
    case ENOMEM: "内存不足"
    case EACCES: "没有权限"
    case EBUSY: "设备正忙"
    case EEXIST: "文件已存在"
    case ENODEV: "没有这个设备"
    case ENOTDIR: "不是文件夹"
    case EISDIR: "是文件夹"
    case EINVAL: "参数无效"
    case ENFILE: "系统打开的文件过多"
    case EMFILE: "打开的文件过多"
    case ENOTTY: "不是终端设备"
    case EFBIG: "文件过大"
    case ENOSPC: "磁盘空间不足"
    case EROFS: "文件系统只读"
    case EPIPE: "管道另一端已关闭"
    case ENAMETOOLONG: "文件名过长"
    case ELOOP: "符号链接层数过多"
    case EDQUOT: "超出磁盘配额"
    default: SystemError(number).name
    }
  }

  // MARK: Files

  func words(_ error: FileError) -> ErrorWords {
    switch error {
    case .badName: ErrorWords("文件名无效")
    case .notAFile: ErrorWords("已存在，但不是文件")
    case .exists: ErrorWords("已存在", hint: "请换一个名称，或用 --force 覆盖")
    case .existsForGood: ErrorWords("已存在", hint: "请换一个名称")
    case .isInput: ErrorWords("此命令也读取或保管这个文件，因此不写入", hint: "请为输出换一个名称")
    case .isFolder: ErrorWords("是文件夹", hint: "请指定其中的文件")
    case .notReadable(let number):
      ErrorWords(Self.system(number), hint: error.isAbsent ? "请检查名称" : nil)
    case .notWritten(let number):
      ErrorWords(Self.system(number), hint: Self.hint(ofWriting: number))
    case .notSynced(let number):
      ErrorWords(
        "已写入，但不能确定已存到磁盘：\(Self.system(number))", hint: "请重做一次，并检查磁盘")
    case .tooLarge(let limit): ErrorWords("大于 \(limit >> 10) KiB", hint: "请确认文件没有选错")
    case .secretTooLarge: ErrorWords("文件过大")
    case .empty: ErrorWords("文件为空")
    case .noLockedMemory: ErrorWords("无法锁定内存")
    }
  }

  private static func hint(ofWriting number: Int32) -> String? {
    switch SystemError(number).kind {
    case .forbidden: "请选择您可以写入的文件夹"
    case .absent: "请先建立该文件夹"
    case .full: "请腾出空间；未写入任何内容"
    case .readOnly: "请选择可以写入的文件夹"
    case .busy, .broken, .closedPipe, .other: nil
    }
  }

  func words(_ error: AppealError) -> ErrorWords {
    switch error {
    case .green: ErrorWords("此码为绿码：没有可申诉的内容")
    case .forged(let detail):
      ErrorWords("不是真码，没有机构签发过它：\(detail)", hint: "请询问提供此码的人，并重新扫描原件")
    case .notOurs(let detail):
      ErrorWords("不是这类健康码：\(detail)", hint: "请询问签发机构")
    }
  }

  func words(_ error: HeldCodeError) -> ErrorWords {
    switch error {
    case .malformed(let fault): ErrorWords("不是健康码：\(fault.detail)")
    case .otherKey(let key, let registry):
      ErrorWords(
        "是密钥 \(key.hex) 的码；此登记库属于密钥 \(registry.hex)", hint: "请给出该密钥的登记库")
    case .keyNotHere(let key):
      ErrorWords(
        "本地没有公钥 \(key.hex)，无法辨别此码真伪",
        hint: "请将其 .pub 文件放在登记库旁，或导入信任列表；或给出索引")
    case .notSigned: ErrorWords("不是登记库的密钥签发的", hint: "码是伪造的：未作任何更改")
    }
  }

  func words(_ error: URLFetchError) -> ErrorWords {
    switch error {
    case .insecure: ErrorWords("用 http 传输时，途中任何人都能篡改列表", hint: "请用 https")
    case .curlMissing(let package): ErrorWords("未安装 curl", hint: "apt-get install \(package)")
    case .tooSlow: ErrorWords("超过两分钟未完成", hint: "请再试一次")
    case .failed(let detail): ErrorWords(detail, hint: "请检查地址和网络")
    }
  }

  func words(_ error: PictureError) -> ErrorWords {
    switch error {
    case .empty: ErrorWords("文件为空", hint: "请重新拍摄")
    case .unknownFormat:
      ErrorWords(
        "不是 PNG、JPEG、PNM、WebP、HEIC、AVIF、GIF、TIFF、BMP、PDF 或 SVG 文件",
        hint: "请存为 PNG 或 JPEG")
    case .unsupported(let format, let detail):
      ErrorWords("不常见的 \(format.rawValue)：\(detail)", hint: "请存为普通的 PNG")
    case .malformed(let format, let detail):
      ErrorWords("\(format.rawValue) 已损坏：\(detail)", hint: "请重新发送或拍摄")
    case .tooLarge(_, let width, let height):
      ErrorWords(
        "\(width) x \(height) 像素，超过 \((PictureLimits.pixels >> 20) * 100) 万像素",
        hint: "请缩小图片")
    case .fileTooLarge:
      ErrorWords("大于 \(PictureLimits.fileBytes >> 20) MiB", hint: "请缩小图片")
    case .tooManyPages:
      ErrorWords("超过 \(PictureLimits.pages) 页；其余各页未读取", hint: "请拆分文件")
    case .toolMissing(let format, let package):
      ErrorWords(
        "是 \(format.rawValue) 文件，读取它的程序未安装",
        hint: "apt-get install \(package)，或存为 PNG 或 JPEG")
    case .notConfinable(let format, let lack):
      ErrorWords(
        "\(format.rawValue) 未读取：内核不提供 \(lack.rawValue)，无法隔离转换它的程序",
        hint: "请存为 PNG 或 JPEG；'hcode doctor' 说明内核需要什么")
    case .toolFailed(let format, let tool, let detail):
      ErrorWords(
        "\(format.rawValue) 无法读取：\(tool) 报告“\(detail)”",
        hint: "请重新发送或拍摄，最好用 PNG 或 JPEG")
    case .locked(let isPasswordGiven):
      isPasswordGiven
        ? ErrorWords("PDF 的密码不对", hint: "请询问发送者")
        : ErrorWords("PDF 有密码保护", hint: "请把密码写入文件，并用 --pdf-password-file 指定")
    case .tooExpensive(let format):
      ErrorWords(
        "读取 \(format.rawValue) 所需超过单张图片的上限", hint: "请重新存为普通的 PNG 或 JPEG")
    }
  }

  func words(_ error: PictureFileError) -> ErrorWords {
    switch error {
    case .severalPages: ErrorWords("有多页", hint: "请把带码的一页存为图片")
    case .noCodeInWhatIsThere:
      ErrorWords("图片损坏或不完整，现有部分中没有码", hint: "请重新发送或拍摄")
    case .noPictureInFolder: ErrorWords("此文件夹中没有图片", hint: "请检查名称")
    case .tooDeep(let levels): ErrorWords("文件夹超过 \(levels) 层", hint: "请单独指定它")
    case .secretKey: ErrorWords("是私钥，其内容一概不显示", hint: "'hcode inspect' 用于码的图片和文本")
    case .neitherPictureNorText: ErrorWords("既不是可读取的图片，也不是码的文本")
    case .notSearchedToTheEnd:
      ErrorWords("图片未搜索完：其中可能还有其他码", hint: "请提供只有该码的图片，或码的文本")
    case .notOneCode(let count): ErrorWords("有 \(count) 个码", hint: "请提供只有一个码的图片")
    }
  }

  // MARK: Keys

  func words(_ error: IssuerKey.ReadingError) -> ErrorWords {
    switch error {
    case .notAnIssuerKey(let detail):
      ErrorWords(
        "不是签发机构的公钥：\(detail)", hint: "请向签发机构索取 'hcode keygen' 生成的 .pub 文件")
    case .isSecret:
      ErrorWords("这是私钥，不是公钥", hint: "请把它从这里移走，改用 .pub 文件")
    case .tooLarge: ErrorWords("公钥文件过大")
    }
  }

  func words(_ error: SecretKeyFile.OpeningError) -> ErrorWords {
    switch error {
    case .notASecretKey:
      ErrorWords("不是私钥文件", hint: "请提供 'hcode keygen' 生成的 .key 文件")
    case .unknownVersion(let version):
      ErrorWords("密钥文件的版本 \(version) 比本程序新", hint: "请升级 hcode")
    case .damaged, .contentDamaged: ErrorWords("密钥文件已损坏", hint: "请从备份中恢复")
    case .wrongPassphraseOrDamaged: ErrorWords("口令错误，或密钥文件已损坏", hint: "请再试一次")
    case .passphraseNeeded: ErrorWords("密钥有口令保护")
    case .outOfMemory: ErrorWords("内存不足，无法打开密钥", hint: "需要 256 MiB")
    }
  }

  func words(_ error: SecretKeyPlaceError, of place: String) -> ErrorWords {
    switch error {
    case .othersMayRead(let mode):
      ErrorWords(
        "\(place): 他人可以读取此私钥（权限 \(String(mode, radix: 8))）",
        hint: "chmod 600 \(place)")
    case .groupMayRead(let mode):
      ErrorWords(
        "\(place): 某个组可以读取此私钥（权限 \(String(mode, radix: 8))）",
        hint: "如果是 root 特意这样交给本服务的，请用 --group-readable-key")
    case .othersMayReplace(let mode):
      ErrorWords(
        "\(place): 他人可以替换此文件夹中的文件（权限 \(String(mode, radix: 8))）",
        hint: "chmod go-w \(place)")
    }
  }

  // MARK: Logs

  func words(_ error: LogFolderError) -> ErrorWords {
    let backup = "请从备份中恢复日志；在其见证方确认之前不要追加"
    return switch error {
    case .exists: ErrorWords("已有日志", hint: "请选择另一个文件夹")
    case .badOrigin(let name): ErrorWords("\(name): 不是日志名称")
    case .missing: ErrorWords("没有日志", hint: "请用 'hcode log init' 建立")
    case .foreignCheckpoint: ErrorWords("不是此日志的检查点", hint: backup)
    case .otherKey(let log): ErrorWords("是密钥 \(log) 的日志", hint: "请提供此日志的私钥")
    case .entriesMissing(let first, let end):
      ErrorWords("缺少第 \(first) 至 \(end) 条", hint: "请从备份中恢复日志")
    case .full: ErrorWords("日志已满")
    case .otherCopy(let size, let published):
      ErrorWords(
        "检查点有 \(size) 个条目，而已发布的有 \(published) 个", hint: "请让见证方查看最新的检查点")
    case .notCosigned(let witness):
      ErrorWords(
        "\(witness) 没有会签检查点", hint: "请用 --cosigned 提供其副本，用 --witness 提供其密钥")
    case .journalMissing:
      ErrorWords("不存在", hint: "日志的副本不能追加：请指定日志本身")
    case .journalDamaged(let byte): ErrorWords("在第 \(byte) 字节处损坏", hint: backup)
    case .tooManyEntries(let mebibytes):
      ErrorWords("一次追加的条目超过 \(mebibytes) MiB", hint: "请分次追加")
    case .exportTooLarge(let mebibytes, let since):
      ErrorWords(
        "导出文件将超过 \(mebibytes) MiB，查验点不接受", hint: "请略去早已结束的条目：--since \(since)")
    case .sameOfficer:
      ErrorWords("两名经办人是同一人", hint: "每名经办人须有各自的代号和密钥：--officer")
    }
  }

  func words(_ error: DeskAdoptError) -> ErrorWords {
    switch error {
    case .noSource: ErrorWords("没有找到 trust.json", hint: "请指明它，或它所在的文件夹")
    case .sources(let places):
      ErrorWords(
        "多个信任列表源文件的内容不一：\(places.joined(separator: "、"))", hint: "请只指明一个机构的文件，以及有效的那个 trust.json")
    case .noLog: ErrorWords("没有指明日志，而发证台需要日志", hint: "请先运行 'hcode log init' 和 'hcode trust log'")
    case .registries(let key, let registries):
      ErrorWords(
        "\(key) 有几个登记库："
          + registries.map { "\($0.place) 已给出 \($0.given) 个索引" }.joined(separator: "，"),
        hint: "请指明最后使用的那个；旧的会重复给出索引")
    case .logs(let places):
      ErrorWords("日志在几个文件夹中：\(places.joined(separator: "、"))", hint: "请指明最后使用的那个")
    case .otherList(let uri, let wanted):
      ErrorWords(
        "登记库的状态列表是 \(uri)，而 trust.json 指明 \(wanted)", hint: "两者不属于同一时期；未作任何更改")
    case .elsewhere(let place): ErrorWords("已移至 \(place)", hint: "请使用那里的发证台")
    case .notConfirmed: ErrorWords("未建立：没有人确认", hint: "在脚本中请给出 --yes")
    }
  }

  func words(_ error: DeskRestoreError) -> ErrorWords {
    switch error {
    case .nothingToRestore:
      ErrorWords("这里没有发证台", hint: "请给出备份，或已发布的内容：--from PLACE --fingerprint HEX")
    case .fingerprintNeeded:
      ErrorWords(
        "没有 trust.json，无从得知应信任谁的根密钥", hint: "请给出 --fingerprint，即当初在电话中读给查验点的指纹")
    case .notABackup:
      ErrorWords("不是发证台的备份，或不完整", hint: "请给出 'hcode desk backup' 写的另一个文件；未作任何更改")
    case .inside: ErrorWords("发证台就是当前文件夹", hint: "请离开它，并用 --desk DIR 指明")
    case .whichBundle: ErrorWords("不清楚指的是哪个信任包", hint: "请指明信任包本身")
    case .otherDesk(let issuer, let here):
      ErrorWords(
        "是 \(issuer) 的备份，而这里的发证台属于 \(here)", hint: "请用 --desk DIR 指明另一个文件夹；未作任何更改")
    case .notFetched:
      ErrorWords(
        "无法取得，因此不知道其后撤销了哪些码",
        hint: "--from PLACE 可用一份副本：查验点的信任包，或 desk/publish；未作任何更改")
    }
  }

  func words(_ error: DeskFolderError) -> ErrorWords {
    switch error {
    case .none:
      ErrorWords(
        "没有发证台：未设置 HCODE_DESK，也没有 ./desk.json 或 ./desk/desk.json",
        hint: "'hcode desk init ISSUER --name NAME' 建立一个；--desk DIR 指定一个；--no-desk 使用单独的文件")
    case .noSettings:
      ErrorWords("不是发证台：其中没有 desk.json", hint: "'hcode desk init ISSUER --name NAME' 建立一个")
    case .exists: ErrorWords("已经存在", hint: "发证台须建在尚不存在的文件夹：--desk DIR")
    case .otherOwner: ErrorWords("属于另一用户", hint: "请使用自己账户的发证台：其所有者决定您签发什么")
    case .othersMayWrite(let mode):
      ErrorWords(
        "其他用户可以写入（权限 \(String(mode, radix: 8))）", hint: "请用 'chmod go-w' 取消该权限，并检查有无改动")
    case .settings(let fault):
      ErrorWords(
        fault.path.isEmpty ? fault.detail : "\(fault.path) \(fault.detail)",
        hint: "desk.json 的全部成员见 docs/desk.md")
    case .otherAuthority(let authority): ErrorWords("属于 \(authority)，不是 desk.json 中的签发机构")
    case .noSecret(let role):
      ErrorWords(
        "所需的私钥不在这台机器上：\(deskRole(role))", hint: "'hcode desk' 显示这里有哪些密钥；desk.json 指定存放私钥的文件夹")
    case .notAKey(let name):
      ErrorWords("\(name) 不是此发证台的密钥", hint: "'hcode desk' 显示其密钥；--no-desk 可用任何文件")
    case .otherRole(let name, let role):
      ErrorWords("密钥 \(name) 另有用途：\(deskRole(role))", hint: "'hcode desk' 显示各密钥的用途")
    case .unknownKey(let key): ErrorWords("此发证台没有编号为 \(key.hex) 的密钥", hint: "是否为其他机构的健康码？")
    case .notPublished(let name):
      ErrorWords("密钥 \(name) 尚未列入已发布的列表", hint: "请先运行 'hcode desk publish'")
    case .busy: ErrorWords("另一次发布、备份或恢复正在进行", hint: "请等它结束")
    case .better(let count, let index, let was, let value, let since):
      ErrorWords(
        "有 \(count) 个码会放宽，而无人解除，例如 \(index)（\(was.word) -> \(value.word)）",
        hint: "登记库比 \(LocalTime.text(since)) 的列表旧；该列表未发布。请运行 'hcode desk restore'")
    case .notTheListThatWaits(let version):
      ErrorWords("不是等待签名的第 \(version) 版列表的副本", hint: "请持有人签署 desk/outbox 中的列表")
    case .nothingOffered(let authority):
      ErrorWords(
        "该密钥没有同意由 \(authority) 列出",
        hint: "请持有人用 'hcode desk key root|officer|code \(authority) --as NAME' 生成")
    case .nameTaken(let name): ErrorWords("发证台已有密钥 \(name)", hint: "请改文件名：它就是密钥的名称")
    case .withdrawn(let name): ErrorWords("\(name) 已撤回", hint: "请持有人生成新密钥")
    case .lastKey(let role): ErrorWords("将没有密钥可用：\(deskRole(role))", hint: "请先添加另一个")
    case .otherFingerprint(let found):
      ErrorWords("其指纹为 \(found)", hint: "可能是他人的密钥，也可能念错或写错：请在电话里重新核对")
    case .notCompared(let found):
      ErrorWords("未添加；其指纹为 \(found)", hint: "请在电话里核对，然后给出 --yes FINGERPRINT")
    case .oldLog(let served, let here):
      ErrorWords(
        "有 \(here) 条，而已发布的日志有 \(served) 条：这是旧副本，或他人持有日志密钥。未发布任何内容",
        hint:
          "如果发证台是复制或回退来的，请运行 'hcode desk restore'，它会接续已发布的内容；如果不是，则密钥已被盗：请运行 'hcode desk rotate log --stolen'，再运行 'hcode desk publish'"
      )
    case .subjectRequired: ErrorWords("desk.json 要求给出人员编号", hint: "请给出 --subject TEXT")
    case .closed:
      ErrorWords("已关闭：可识别个人身份的信息和密钥已销毁", hint: "不再签发或发布；请从 cron 中去掉 'hcode desk publish'")
    case .over(let time):
      ErrorWords(
        "该机构自 \(time.rfc3339) 起已终止。未签发任何码",
        hint: "查验点不接受其码；其余由 'hcode desk close --destroy' 完成")
    case .undoesSunset(let subject, let time):
      ErrorWords(
        "\(subject) 自 \(time.rfc3339) 起已终止。未更改或发布任何内容",
        hint: "已到的终止日期不可撤回。如果 trust.json 与此不同，请改回此时间")
    case .closedWrongly(let contradiction):
      ErrorWords(
        "state/closed 称已全部销毁，但\(deskContradiction(contradiction))。未销毁任何内容",
        hint: "如果有人把备份复制了回来，请删除它。如果发证台从未关闭，请删除 state/closed，再运行 'hcode desk close --destroy'")
    case .endIsPast(let time):
      ErrorWords("\(time.rfc3339) 已过。未作任何更改", hint: "查验点得知时此日已过：请给出更晚的日期")
    case .noEnd:
      ErrorWords(
        "尚未定终止日期。未销毁任何内容", hint: "请先运行 'hcode desk close --on 日期'，再运行 'hcode desk publish'")
    case .endNotPublished(let time):
      ErrorWords(
        "终止日期 \(time.rfc3339) 不在已发布的列表中。未销毁任何内容",
        hint: "请运行 'hcode desk publish'，并取得根密钥的签名")
    case .notOver(let time):
      ErrorWords("\(time.rfc3339) 才终止。未销毁任何内容", hint: "请等到那时")
    case .codesValid(let count, let time):
      ErrorWords(
        "还有 \(count) 个码未过期，最后一个有效至 \(time.rfc3339)。未销毁任何内容",
        hint: "请等到那时：在此之前仍可查询和撤销")
    case .notPublishedYet:
      ErrorWords("尚未全部销毁并发布，因此密钥仍保留", hint: "请再运行一次 'hcode desk close --destroy'")
    case .noRegistry(let name):
      ErrorWords(
        "\(name) 的登记库不在这里", hint: "'hcode desk restore FILE' 从备份取回，'hcode desk restore' 从已发布的内容取回")
    case .otherRegistry(let issuer, let key, let wanted):
      ErrorWords(
        "这是 \(issuer) 密钥 \(key.hex) 的登记库，不是 \(wanted) 的",
        hint: "请放回 \(wanted) 的登记库；未作任何更改")
    case .oldRegistry(let given, let seen):
      ErrorWords(
        "登记库已给出 \(given) 个索引；本机见过 \(seen) 个。这是旧副本", hint: "'hcode desk restore' 会接着给出索引而不重复")
    case .registryWithoutAct(let entry):
      ErrorWords(
        "日志第 \(entry) 条变更了它的码，而登记库中没有这项变更。这是旧副本", hint: "'hcode desk restore' 会取回其后的撤销；旧副本会解除它们")
    case .whichKey(let role, let names):
      ErrorWords(
        "可能是其中任何一个密钥：\(deskRole(role))，\(names.joined(separator: "、"))", hint: "请指明要更换的密钥")
    case .unreadableChange:
      ErrorWords("不是发证台所写的更改记录", hint: "请取回发证台最新的备份，或核对 trust.json 无误后删除该文件")
    case .ownAuthority: ErrorWords("这就是此发证台自己的机构", hint: "请给出相邻机构的信任包")
    case .unreadableList:
      ErrorWords("已发布的状态列表无法读取，信任包中也没有", hint: "请从发布处取回该文件：下一个列表要与它比较")
    }
  }

  func words(_ error: LogFileError) -> ErrorWords {
    switch error {
    case .notACheckpoint: ErrorWords("不是日志的检查点", hint: "请提供名为 checkpoint 的文件")
    case .notAProof:
      ErrorWords(
        "malformed-checkpoint: 不是存在证明", hint: "请提供 'hcode log prove' 生成的文件")
    case .notANoteKey:
      ErrorWords(
        "不是日志或见证方的公钥",
        hint: "请提供 'hcode log init' 或 'hcode log key' 生成的 vkey 文件")
    case .witnessKey: ErrorWords("是见证方的密钥，不是日志的密钥")
    case .logKey:
      ErrorWords("是日志的密钥，不是见证方的密钥", hint: "请用 'hcode log key --witness' 生成")
    case .keysDoNotGoTogether:
      ErrorWords(
        "此密钥与见证方的密钥不能一起使用",
        hint: "用 --log-key 指定日志的密钥，用 --witness 逐个指定见证方的密钥，--quorum 不超过其个数")
    }
  }

  func words(_ error: LogRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .malformedCheckpoint: "请确认这是日志，或日志中的文件"
      case .wrongKey: "请通过其他途径与日志的运营方核对密钥"
      case .badCosignature: "请重新获取检查点；如仍如此，请告知该见证方和日志的运营方"
      case .tooFewWitnesses: "请向日志的运营方索取带有全部会签的检查点"
      case .rollback, .splitView, .inconsistent, .rewrittenEntry, .rewrittenTile:
        "请保存两份副本作为证据，并告知日志的见证方和签发机构"
      case .malformedEntry: "请重新获取文件；旧版本的日志到此为止，请用新的名称和密钥另建一个"
      case .missingTile, .malformedTile, .wrongRoot:
        "请重新获取文件；如仍如此，请告知日志的见证方"
      case .notIncluded, .otherCode: "此存在证明证明不了这个码：请向提供者索取正确的"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }

  // MARK: Trust

  func words(_ error: TrustSourceFileError) -> ErrorWords {
    switch error {
    case .missing:
      ErrorWords("没有这个文件", hint: "请用 'hcode trust init' 建立，或用 --source 指定")
    case .isSecretKey: ErrorWords("这是私钥，不是信任列表的源文件")
    case .fault(let fault, let moment): words(fault, moment)
    case .standardInput: ErrorWords("标准输入无法修改", hint: "请给出 --source FILE")
    case .notAsWritten: ErrorWords("写入后读出的内容会不一致")
    case .changedMeanwhile: ErrorWords("其间他人作了改动", hint: "请再运行一次")
    }
  }

  private func words(
    _ fault: TrustListSource.Fault, _ moment: TrustSourceFileError.Moment
  ) -> ErrorWords {
    let what = (fault.path.isEmpty ? "" : fault.path + ": ") + fault.detail
    return switch moment {
    case .asRead: ErrorWords(what, hint: "请在该处改正；文件格式见 docs/trust.md §3")
    case .afterChange: ErrorWords("修改之后有误：" + what, hint: "未写入任何内容")
    case .asAskedFor: ErrorWords("不可行：" + what, hint: "未写入任何内容")
    }
  }

  func words(_ error: TrustStoreError) -> ErrorWords {
    switch error {
    case .missing:
      ErrorWords("没有信任库", hint: "请用 'hcode trust import FILE --root KEY' 建立")
    case .damaged(let detail):
      ErrorWords("信任库已损坏：\(detail)", hint: "请移走该文件夹，重新导入列表")
    case .full: ErrorWords("列表过大，一个信任库放不下")
    }
  }

  func words(_ error: TrustFileError) -> ErrorWords {
    switch error {
    case .unusableList(let refusal):
      ErrorWords(
        "不是可用的信任列表：\(refusal.detail)", hint: "请提供 'hcode trust build' 生成的 .trust 文件")
    case .notRules(let error):
      ErrorWords(
        "不是一套规则：\(error.message)", hint: "见 docs/rules.md，或询问其发布者")
    case .notAListKey:
      ErrorWords("没有密钥", hint: "列表密钥是公钥或 X.509 证书，格式为 PEM 或 DER")
    case .notACertificate: ErrorWords("没有证书", hint: "应为 PEM 或 DER 格式的 X.509 证书")
    case .foreign(let refusal): foreign(refusal)
    case .takesPlace(let other, let name):
      ErrorWords(
        "会取代 \(other.description)，因为两者都以 \(name) 保存",
        hint:
          "请把内容合并成一个文件（PEM 块依次排列，条目放在一个数组中），或分别导入并各给一个 --source NAME")
    case .signatureWithoutURL(let name):
      ErrorWords(
        "\(name) 另附的签名不是从网址取得的",
        hint: "请用 --signature 和 --certificate 重新导入两者")
    }
  }

  /// Where the advice for our own lists would be wrong.
  private func foreign(_ refusal: ImportRefusal) -> ErrorWords {
    var said = words(refusal)
    switch refusal.name {
    case .unknownSigner:
      said.hint = "请先导入签署机构的证书，或同时给出密钥：--list-key、--certificate"
    case .underSigned:
      said.hint = "请向发布者获取有签名的文件"
    default: break
    }
    return said
  }

  func words(_ error: ImportRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .unknownAuthority: "请打电话与该机构核对指纹，再给出 --fingerprint 或 --root"
      case .underSigned: "请向该机构索取签名齐全的列表"
      case .unsignedRootChange: "请在同一条命令中一并导入库中列表与此列表之间的各版本"
      case .foreignIssuer: "主管机构给签发机构的标识须以主管机构自己的标识开头"
      case .noAgreement: "密钥持有人须用 'hcode key agree' 同意由该机构列出"
      case .livesTooLong: "请向该机构索取期限较短的版本"
      case .rollback, .equivocation: "未作任何更改；请告知该机构此文件的来源"
      case .undoesSunset: "未作任何更改。已到的终止日期不可撤回：请该机构发布保留此日期的列表"
      case .expired: "请获取最新版本"
      case .emptyList: "未作任何更改；请向发布者重新获取此文件"
      case .notYetIssued: "请校准本机时钟"
      case .unknownSigner: "请先导入其机构最新的信任列表"
      case .wrongBase: "请导入完整的状态列表，或整个日志的导出文件"
      case .tooLarge, .malformedList, .badSignature, .badCosignature, .improvesStatus,
        .malformedRules,
        .snapshotMismatch:
        "文件已损坏、遭篡改或属于旧版本：请重新获取最新的"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }
}

extension Chinese {
  func words(_ error: RegistryError, of registry: String) -> ErrorWords {
    switch error {
    case .notARegistry(let detail):
      ErrorWords("\(registry): 不是登记库：\(detail)", hint: "请用 'hcode registry init' 建立")
    case .unknownVersion(let version):
      ErrorWords("\(registry): 登记库的版本 \(version) 比本程序新", hint: "请升级 hcode")
    case .full(let capacity, let left):
      ErrorWords(
        "\(registry): \(capacity) 个索引只剩 \(left) 个，不够所需",
        hint:
          "服务台请再取一段索引；整个登记库用完则需新密钥（'hcode keygen'、'hcode registry init'）")
    case .moved(let place):
      ErrorWords("\(registry): 已移至 \(place)", hint: "请使用那一个：此文件不再给出索引")
    case .waitsForList:
      ErrorWords(
        "\(registry): 登记库已恢复，其加长的状态列表尚未发布：查验点不会认得它的码，再次丢失会重复给出索引",
        hint:
          "请运行 'hcode desk publish'，把 desk/publish 复制到网站服务器，再运行一次 'hcode desk publish'；没有发证台的登记库请运行 'hcode status build'"
      )
    case .otherLease(let request, let count):
      ErrorWords(
        "\(registry): \(request) 已取过 \(count) 个索引",
        hint: "要再次得到它们请取 \(count) 个，或换一个名称")
    case .deskMade(let request):
      ErrorWords(
        "\(registry): 索引段 \(request) 已生成服务台文件；两份文件会把每个索引给出两次",
        hint: "请换一个名称另取一段；若该文件从未送达且无人持有，可用 --again 再生成一份")
    case .otherRows(let batch, let row):
      ErrorWords(
        "\(registry): 批次 \(batch) 从第 \(row) 行起内容不同，或 --at 等选项不同",
        hint: "同一名称下须是同样的行和同样的顺序；其他人员请用另一个 --as 另作一批签发")
    case .neverLeased(let counters):
      ErrorWords(
        "\(registry): \(counters.lowerBound)..\(counters.upperBound) 没有全部发出过",
        hint: "请用 'hcode registry lease' 取一段索引")
    case .deskOnly:
      ErrorWords(
        "\(registry): 是服务台的登记库，只有自己的码", hint: "请在分出该索引段的登记库中操作")
    case .outsideLease(let index):
      ErrorWords(
        "\(registry): 服务台有一个索引为 \(index) 的码，不在分给它的索引段内", hint: "此文件的内容一概未导入：请询问保管它的人")
    case .foreignDesk:
      ErrorWords(
        "不是 \(registry) 分出的服务台登记库",
        hint: "请提供用此登记库执行 'hcode registry lease -o' 得到的文件")
    case .neverIssued(let index):
      ErrorWords(
        "\(registry): 此登记库从未签发过索引为 \(index) 的码", hint: "请核对编号；未作任何更改")
    case .nothingToClear(let index):
      ErrorWords("索引 \(index) 与签发时一致", hint: "无需解除；未作任何更改")
    case .unlogged(let index):
      ErrorWords(
        "索引 \(index) 变更时没有记入日志，因此没有条目可以结束这项变更",
        hint: "请先用 'hcode status set' 和 --log 重新设置，再解除；未作任何更改")
    case .unfinished(let index):
      ErrorWords(
        "索引 \(index) 的一项变更已开始但未完成",
        hint: "请先运行 'hcode status finish'，再重新执行；未作任何更改")
    case .tooManyEnds:
      ErrorWords(
        "这些码的变更有超过 \(LogAct.maximumEnded) 个不同的截止时间", hint: "请分次解除；未作任何更改")
    case .changedMeanwhile:
      ErrorWords("\(registry): 申请之后这些码有了变化", hint: "请重新申请；未记入日志，也未作任何更改")
    case .notCovered(let entry, let size):
      ErrorWords(
        size.map { "日志的检查点有 \($0) 个条目，而有一项变更是第 \(entry) 条" } ?? "变更已记入日志，但没有指定日志",
        hint: size == nil ? "请给出 --log DIR" : "请先生成检查点：'hcode log checkpoint'")
    case .logShrank(let before, let size):
      ErrorWords(
        "日志有 \(size) 个条目，而上一份列表反映了 \(before) 个", hint: "请指定生成上一份列表时的日志")
    case .destroyed(let time):
      ErrorWords(
        "\(registry): 可识别个人身份的信息已销毁\(time.map { "（\($0.rfc3339)）" } ?? "")：不能再从此登记库签发，也查不到任何人",
        hint: "仍可按索引撤销码：'hcode status set'")
    case .stillValid(let count, let until):
      ErrorWords(
        "\(registry): 还有 \(count) 个码有效，最后一个有效至 \(until.rfc3339)。未销毁任何内容",
        hint: "请等它们到期；--while-valid 表示不等：这些码仍可撤销，但持码人不能再取得开启文件")
    case .entriesWait(let count):
      ErrorWords(
        "\(registry): 有 \(count) 个条目等待记入日志。未销毁任何内容",
        hint: "请在无人变更码时重试；在发证台请先运行 'hcode desk publish'")
    case .alreadyRecorded(let index):
      ErrorWords(
        "\(registry): 索引 \(index) 已用于另一个码",
        hint: "两个服务台用了同一段索引，或批次有改动：请勿发出此码")
    case .wouldBecomeBetter(let count, let index, let before, let after):
      ErrorWords(
        "\(registry): 有 \(count) 个码会放宽，而无人解除，例如 \(index)（\(status(before)) -> \(status(after))）。未签名",
        hint: "登记库比上一份列表旧，或不是同一个：请使用其最新副本。要使码恢复有效，请用 'hcode status clear'"
      )
    case .notLater(let last):
      ErrorWords(
        "\(registry): 上一份列表的时间是 \(last.rfc3339)，这一份并不更晚",
        hint: "若上一份不是刚刚生成的，就有时钟出错：本机时钟偏慢请校准，否则请改用新的状态密钥签名")
    case .busy:
      ErrorWords("\(registry): 另一个进程已锁定登记库 30 秒", hint: "请再试一次")
    case .replaced:
      ErrorWords(
        "\(registry): 其间另一个文件取代了它，例如恢复后的发证台的登记库",
        hint: "请再运行同一命令；未作任何更改")
    case .collision(let detail):
      ErrorWords("\(registry): \(detail)", hint: "请再试一次；未作任何更改")
    case .unreachable(let detail):
      ErrorWords(
        "\(registry): \(detail)", hint: "未作任何更改；请确认服务器在运行、地址正确，再试一次")
    case .unknownOutcome:
      ErrorWords(
        "\(registry): 修改时与服务器的连接中断，不知是否已完成",
        hint: "重做之前请用 'hcode registry show' 或 'hcode status show' 查看")
    case .badAddress(let detail):
      ErrorWords(
        "登记库的网址：\(detail)",
        hint: "例如 postgres://desk7@db.example/hcode?sslmode=verify-full")
    case .noPostgreSQLLibrary(let library):
      ErrorWords("\(registry): 未安装 \(library)", hint: "apt-get install libpq5")
    case .alreadyThere(let table):
      ErrorWords(
        "\(registry): 已有表 \(table)",
        hint: "请用空数据库，或另用一个模式：?options=-csearch_path%3DNAME")
    case .noSpace:
      ErrorWords("\(registry): 磁盘空间不足", hint: "请腾出空间；未作任何更改")
    case .notPermitted(let detail):
      ErrorWords(
        "\(registry): \(detail)",
        hint: PostgreSQLAddress.isMeant(by: registry.utf8)
          ? "见 PGPASSFILE 或 ~/.pgpass、pg_hba.conf 以及授予该角色的权限"
          : "文件及其文件夹须由您可写")
    case .inputOutput(let detail):
      ErrorWords("\(registry): \(detail)", hint: "未作任何更改；请检查磁盘，再试一次")
    case .damaged(let detail):
      ErrorWords("\(registry): 登记库已损坏：\(detail)", hint: "请从备份中恢复")
    }
  }

  func words(_ error: PostgreSQLAddress.Refusal) -> ErrorWords {
    switch error {
    case .holdsPassword:
      ErrorWords(
        "登记库的网址中有密码，本机任何人都能在进程列表中看到",
        hint: "请更换密码，并把新密码写入 ~/.pgpass 或 PGPASSFILE 所指的文件")
    case .malformed:
      ErrorWords("登记库的网址中有空格或非 ASCII 字符", hint: "请写成 %20 等形式")
    }
  }

  func words(_ error: HealthCode.IssuingError) -> ErrorWords {
    switch error {
    case .outsideValidity(let key):
      ErrorWords(
        "码的有效期会超出密钥的有效期：\(key.publicKey.identifier.hex)，\(key.created.rfc3339) 至 \(key.expires.rfc3339)",
        hint: "请缩短 --valid，或用 'hcode keygen' 生成新密钥")
    case .beyondGrant(let detail):
      ErrorWords(
        "按信任列表给该密钥的授权，查验点会把此码判为伪造：\(detail)",
        hint: "请减少内容或缩短 --valid；'hcode trust grant' 可更改密钥的授权，自下一份发布的列表起生效")
    case .tooLong: ErrorWords("内容过多，一个二维码放不下", hint: "请减少内容")
    case .issuerMismatch: ErrorWords("签名失败：内容中的签发机构与密钥不同")
    case .sameOfficer: ErrorWords("签名失败：第二名经办人的密钥与第一名的相同")
    case .signing(let fault): words(fault)
    }
  }

  func words(_ error: SigningKey.SigningError) -> ErrorWords {
    let what =
      switch error {
      case .noSecretMemory: "没有存放私钥的内存"
      case .keysDoNotMatch: "文件中的公钥与私钥不符"
      case .signatureDoesNotVerify: "签名无法验证"
      }
    return ErrorWords("签名失败：\(what)", hint: "请勿用本机签名")
  }

  func words(_ error: StatusSigningError) -> ErrorWords {
    switch error {
    case .signing(let fault): words(fault)
    case .tooLarge:
      ErrorWords(
        "文件会超过 16 MiB", hint: "一份列表中的变更过多：新码请用新的密钥和登记库")
    case .outOfMemory: ErrorWords("内存不足，无法压缩列表")
    }
  }

  // MARK: Drawing

  func words(_ error: DrawingError) -> ErrorWords {
    switch error {
    case .doesNotFit(let level):
      ErrorWords(
        "码在 \(level.rawValue) 级纠错下放不进一个二维码",
        hint: "请选择较低的 --error-correction，或减少内容")
    case .encoderMissing(let package):
      ErrorWords("绘制二维码需要 libqrencode，但未安装", hint: "apt-get install \(package)")
    case .unreadable:
      ErrorWords(
        "成图扫描不出，因此未写入", hint: "请用较大的 --module-size，--quiet-zone 用 4")
    case .tooLarge: ErrorWords("无法按此尺寸绘图")
    case .failed(let detail):
      ErrorWords("无法绘图：\(detail)", hint: "请用较小的 --module-size 或 --quiet-zone")
    case .card(let error):
      ErrorWords(
        "无法绘制卡片：\(words(error))",
        hint: "请安装 Debian 的 librsvg2-bin 和 fonts-noto-cjk，或把卡片存为 SVG")
    case .paper(let error, let remedy): words(error, Self.advice(remedy))
    case .lettersMissing(let letters, let package):
      ErrorWords(
        "本机字体中没有 \(letters)：会印成方框",
        hint: "apt-get install \(package)；或用 --force 照印方框")
    }
  }

  private func words(_ error: ExternalProgramError) -> String {
    switch error {
    case .toolMissing(let package): "程序未安装（软件包 \(package)）"
    case .notConfinable(let lack): "内核不提供 \(lack.rawValue)"
    case .timedOut: "程序超时"
    case .tooMuchOutput: "程序输出过多"
    case .failed(let detail, _): detail
    }
  }

  private static func advice(_ remedy: DrawingError.Remedy) -> String {
    switch remedy {
    case .largerLabels: "请用较大的标签"
    case .largerLabelsOr(let level, let millimetres):
      "请用较大的标签，或 --error-correction \(level.rawValue)（模块为 \(Drawing.millimetres(millimetres)) 毫米）"
    case .largerLabelsOrLowerLevel: "请用较大的标签，或较低的 --error-correction"
    case .largerModule: "请用较大的 --module-size"
    }
  }

  private func words(_ error: PaperError, _ advice: String) -> ErrorWords {
    let orForce = advice + "，或减少内容；--force 则照样打印"
    return switch error {
    case .moduleTooSmall(0, _), .tooFewDots(0, _):
      ErrorWords("这样的标签放不下此码", hint: advice + "，或减少内容")
    case .moduleTooSmall(let millimetres, let least):
      ErrorWords(
        "码的模块宽 \(Drawing.millimetres(millimetres)) 毫米；手机在 25 厘米处能读 \(Drawing.millimetres(least)) 毫米",
        hint: orForce)
    case .tooFewDots(let dots, let least):
      ErrorWords("码的模块宽 \(dots) 点；打印的码需要 \(least) 点", hint: orForce)
    case .librariesMissing(let package):
      ErrorWords(
        "打印标签所需的程序库未安装",
        hint: "apt-get install \(package) fonts-noto-core fonts-noto-cjk")
    case .drawing(let detail): ErrorWords("无法绘制标签：\(detail)")
    case .nothing: ErrorWords("没有要打印的标签")
    }
  }

  // MARK: Batches

  func words(_ error: BatchError) -> ErrorWords {
    let template = "'hcode issue --batch-template' 会列出各列"
    let anew = "有人改动过：请换一个位置、用其他索引重新开始这一批"
    return switch error {
    case .isFolder: ErrorWords("是文件夹", hint: "请指定其中的人员文件")
    case .otherTable(.workbook):
      ErrorWords("是 Excel 或 LibreOffice 工作簿", hint: "请另存为“CSV UTF-8”，每个工作表一个文件")
    case .otherTable(.oldWorkbook):
      ErrorWords("是旧版 Excel 工作簿", hint: "请另存为“CSV UTF-8”，每个工作表一个文件")
    case .otherTable(.jsonArray):
      ErrorWords("是 JSON 数组：请每行一个对象", hint: "可用 jq -c '.[]' 文件 转换")
    case .otherTable(.jsonOverLines):
      ErrorWords("JSON 对象分成了多行：请每行一个对象", hint: "可用 jq -c . 文件 转换")
    case .otherTable(.markup):
      ErrorWords("是 HTML 或 XML 网页，与文件名无关", hint: "请用电子表格打开，另存为“CSV UTF-8”")
    case .otherTable(.damagedText): ErrorWords("文字编码有误，无法读完", hint: "请另存为“CSV UTF-8”")
    case .otherPeople:
      ErrorWords(
        "当时已读到的各行与此批次开始时的文件不同",
        hint: "请提供当时的文件；后来的人员请另作一批签发")
    case .header(let fault, _):
      ErrorWords((fault.column.map { "\($0)：" } ?? "") + batchFault(fault), hint: template)
    case .empty: ErrorWords("文件为空", hint: template)
    case .nobody: ErrorWords("其中没有人员", hint: "表头之下每人一行")
    case .notWritten(let number):
      [.full, .broken].contains(SystemError(number).kind)
        ? ErrorWords(
          Self.system(number), hint: "已签发的均已保留；请腾出空间，再用同样的命令加 --resume")
        : words(FileError.notWritten(number))
    case .shortened: ErrorWords("比批次进度文件所记的短", hint: anew)
    case .foreignLine: ErrorWords("不是此批次的码", hint: anew)
    case .inUse: ErrorWords("另一个进程正在处理此批次", hint: "请等它结束")
    case .notAJournal:
      ErrorWords("不是批次进度文件，或由较新版本的 hcode 生成", hint: "请选择另一个输出位置")
    case .folderNotEmpty: ErrorWords("文件夹不是空的", hint: "请选择另一个文件夹")
    case .tooLargeForArchive: ErrorWords("有一张图片过大，归档文件放不下")
    case .noIndexLeft(let row, let source):
      ErrorWords(
        "第 \(row) 行在 \(source) 中已没有索引",
        hint: "请换一个位置，用比行数多的索引重新开始")
    case .unreadablePicture(let row):
      ErrorWords(
        "第 \(row) 行：成图扫描不出，批次已停止",
        hint: "请用较大的 --module-size，--quiet-zone 用 4")
    case .begun:
      ErrorWords(
        "这里已开始过一个批次", hint: "要继续请用同样的命令加 --resume；或选择另一个输出位置")
    case .begunWith(let setting):
      ErrorWords(
        "此批次开始时用的是\(Self.name(of: setting))",
        hint: "请给出开始时所用的，或选择另一个输出位置")
    case .badName: ErrorWords("批次进度文件中的批次名称无效", hint: "请选择另一个输出位置")
    case .rejected(let number, let rows, let rejects):
      ErrorWords(
        "\(rows) 行中有 \(number) 行未签发",
        hint: rejects.map { "它们在 \($0.description) 中：请在那里改正，再把该文件另作一批签发" }
          ?? "输出中各行写明了原因")
    }
  }

  private static func name(of setting: BatchError.Setting) -> String {
    switch setting {
    case .key(let key): "密钥 \(key)"
    case .indexes(let source): "索引 \(source)"
    case .option(let option): " \(option)"
    case .noOption(let option): "不带 \(option) 的命令"
    case .deskLengths: " desk.json 中另外的有效期（issue.valid）"
    }
  }

  // MARK: What the system gives

  func words(_ error: StreamError) -> ErrorWords {
    switch error {
    case .noWatch(let number):
      ErrorWords(
        "无法监视文件夹：\(Self.system(number))",
        hint: "请用 sysctl 提高 fs.inotify.max_user_instances")
    case .tooManyWatches:
      ErrorWords(
        "本机监视的文件夹过多", hint: "请用 sysctl 提高 fs.inotify.max_user_watches")
    case .notAFolder: ErrorWords("不是文件夹", hint: "请指定存放图片的文件夹")
    case .folderGone:
      ErrorWords("文件夹已不在：被删除、移走或卸载", hint: "请重新建立该文件夹，再重新运行此命令")
    case .folderInUse: ErrorWords("另一个 hcode 正在监视此文件夹", hint: "请先结束那一个")
    case .noMemory(let error):
      ErrorWords(words(error).message, hint: "请在 XDG_STATE_HOME 中指定可写的文件夹")
    case .deviceNotOpened(let number):
      ErrorWords(
        Self.system(number),
        hint: {
          switch SystemError(number).kind {
          case .forbidden: "请加入可读取它的用户组：usermod -aG dialout USER"
          case .busy: "另一个程序正在使用它"
          case .absent, .full, .readOnly, .broken, .closedPipe, .other:
            "请以串口模式（USB-COM）接上扫码枪；见 'ls /dev/ttyACM* /dev/ttyUSB*'"
          }
        }())
    case .deviceIsFolder: ErrorWords("是文件夹", hint: "请指定扫码枪的设备")
    case .noPipe(let number): ErrorWords("无法建立管道：\(Self.system(number))")
    case .noFrames(let held):
      ErrorWords(
        "标准输入：\(Self.sentence(held))",
        hint: "请接入 'ffmpeg -f image2pipe -c:v pgm -' 的输出")
    }
  }

  private static func sentence(_ held: StreamError.Held) -> String {
    switch held {
    case .nothing: "没有内容"
    case .noWholeFrame: "没有完整的一帧"
    case .noFrame: "没有 PGM、PPM 或 JPEG 的帧"
    }
  }

  func words(_ error: ThreadError) -> ErrorWords {
    ErrorWords("无法启动线程：\(Self.system(error.number))", hint: "请提高进程数上限（ulimit -u）")
  }

  func words(_ error: OutputError) -> ErrorWords {
    ErrorWords(
      "标准输出：\(Self.system(error.number))",
      hint: SystemError(error.number).kind == .closedPipe ? nil : "请腾出空间，或输出到别处")
  }

  func words(_ error: UnexpectedError) -> ErrorWords {
    ErrorWords("出现意外错误：\(error.detail)", hint: "请连同所用的命令一起报告")
  }
}

extension Chinese {
  func words(_ error: UsageError) -> ErrorWords {
    ErrorWords(error.message, hint: "见 'hcode \(error.command.map { $0 + " " } ?? "")--help'")
  }

  func words(_ error: ImplausibleTime) -> ErrorWords {
    let evidence =
      switch error.bound {
      case .release: "本程序发布于"
      case .signed: "本地最新的签名日期是"
      case .seen: "本地上一次更改于"
      }
    return ErrorWords(
      "当前时间为 \(error.now.rfc3339)，而\(evidence) \(error.time.rfc3339)",
      hint: "请校准本机时钟；如时钟无误，请加 --clock-is-right")
  }

  func words(_ error: OptionError) -> ErrorWords {
    switch error {
    case .clock: ErrorWords("系统时钟不在 1970 年至 9999 年之间", hint: "请校准时钟")
    case .textNotUTF8:
      ErrorWords("姓名或其他文字不是 UTF-8", hint: "请检查此终端的语言环境")
    case .claims(let malformed):
      ErrorWords(
        "无法签发此码：\(detail(malformed.detail))",
        hint: {
          switch malformed.reason {
          case .unjustifiedStatus: "黄码和红码须有 --reason 和 --authority"
          case .unexpectedReason: "绿码请勿给出 --reason 和 --authority"
          case .unexpectedCategory: "黄码和红码请勿给出 --category"
          case .validityTooLong: "请缩短 --valid，到时再作决定"
          default: nil
          }
        }())
    case .birthDate(isNoSuchDay: true): ErrorWords("--birth-date：没有这一天")
    case .birthYear: ErrorWords("--birth-date：年份不在 1850 至 2199 之间")
    case .birthDate: ErrorWords("--birth-date 应为 1985-03-07、1985-03 或 1985")
    case .justification: ErrorWords("--reason 和 --authority 须一起给出")
    case .evidence(let family):
      ErrorWords(
        "--\(family.rawValue) 应为 \(EvidenceForm.form(of: family))，例如 \(EvidenceForm.example(of: family))"
      )
    case .evidenceTime(let family, .noZone):
      ErrorWords("--\(family.rawValue)：时间未注明时区", hint: "请以 Z 结尾，或加上时差，例如 +08:00")
    case .evidenceTime(let family, .yearOutOfRange):
      ErrorWords("--\(family.rawValue)：年份不在 1970 至 9999 之间")
    case .evidenceTime(let family, .noSuchDay): ErrorWords("--\(family.rawValue)：没有这一天")
    case .evidenceTime(let family, .notATime): words(OptionError.evidence(family))
    case .itineraryWithoutStays:
      ErrorWords("--itinerary 和 --stay 须一起给出")
    case .itinerary(.window):
      ErrorWords("--itinerary 应为天数和来源，如 14d:registered")
    case .itinerary(.stay(let text)):
      ErrorWords(
        "--stay：“\(text)”不是地区代码",
        hint: "请给出 CN-410105；已离开的写作 CN-410105:2026-11-20")
    case .itinerary(.date(let text)):
      ErrorWords(
        "--stay：“\(text)”的离开日期不在行程所涉天数之内",
        hint: "请更正日期，或增加天数：行程须列出这些天内的全部地区")
    case .evidenceAfterIssue(let time):
      ErrorWords("\(time.rfc3339) 的证明晚于码的签发时间", hint: "请核对其日期和本机时钟")
    case .pictureOnTerminal(let format):
      ErrorWords(
        "\(format.rawValue.uppercased()) 会使终端显示乱码",
        hint: "请给出 -o FILE，或用 --terminal 在此显示码")
    case .notOneReference: ErrorWords("标准输入不是一行文字", hint: "请给出一个编号")
    case .subject: ErrorWords("--subject 应为 1 至 96 字节的文字")
    case .noIndex: ErrorWords("标准输入中没有码的索引", hint: "请每行给出一个索引")
    case .notAnIndex(let text):
      ErrorWords(
        "\(text)：既不是码的索引，也不是文件",
        hint: "例如 2621563003、63923925bf1b74d0:2621563003 或 code.png")
    case .notOneCode(let indexes):
      ErrorWords(
        indexes.isEmpty
          ? "此人在这里没有有效的码"
          : "此人有 \(indexes.count) 个有效的码：\(indexes.joined(separator: "、"))",
        hint: indexes.isEmpty ? "'hcode registry find --subject' 显示全部" : "请给出所指的码的索引")
    case .indexWithoutKey:
      ErrorWords("只有索引：此发证台有多个签发密钥", hint: "请在前面写上密钥的名称：main:149320")
    case .indexOfOtherKey(let text, let registry):
      ErrorWords(
        "\(text): 是另一个密钥的码；此登记库属于密钥 \(registry.hex)",
        hint: "请给出该密钥的登记库")
    }
  }

  func words(_ error: TrustPlaceError) -> ErrorWords {
    switch error {
    case .noPublicKey: ErrorWords("此文件夹中没有 *.pub 文件", hint: "请把签发机构的公钥文件放在那里")
    case .conflictingKey(let key):
      ErrorWords("另一个文件对密钥 \(key.hex) 的内容不同", hint: "请保留两个文件中较新的一个")
    }
  }

  func words(_ error: PassphraseError) -> ErrorWords {
    switch error {
    case .noTerminal:
      ErrorWords("没有可询问口令的终端", hint: "请用 --passphrase-file 或 --passphrase-fd 给出")
    case .brokenTerminal: ErrorWords("终端无法使用")
    case .interrupted: ErrorWords("已中断")
    case .empty: ErrorWords("口令为空", hint: "--no-passphrase 可让密钥不设口令")
    case .emptyFile: ErrorWords("口令为空")
    case .different: ErrorWords("两次输入的口令不同")
    }
  }

  func words(_ error: IssuingUseError) -> ErrorWords {
    switch error {
    case .request(let refusal):
      ErrorWords(refusal.detail, hint: "请询问发送者；未记入日志，也未签名")
    case .expired(let time):
      ErrorWords("该码到 \(time.rfc3339) 就已过期", hint: "请重新申请")
    case .otherIssuer(let issuer, let request):
      ErrorWords("是 \(issuer) 的密钥，而申请属于 \(request)", hint: "第二名经办人须属于同一签发机构")
    case .sameKey(let issuer):
      ErrorWords(
        "就是提出申请的密钥",
        hint: "第二名经办人须有自己的密钥：'hcode keygen --issuer \(issuer) --name 名称 -o 文件夹'")
    case .registryOfOtherKey(let key, let request):
      ErrorWords(
        "是密钥 \(key.hex) 的登记库，而申请涉及密钥 \(request.hex) 的码", hint: "请给出该密钥的登记库")
    case .registryOfOtherIssuer(let identity, let key):
      ErrorWords(
        "是 \(identity.issuer) 密钥 \(identity.keyIdentifier.hex) 的登记库，不是 \(key.issuer) 密钥 \(key.publicKey.identifier.hex) 的",
        hint: "请用 'hcode registry init' 为此密钥建立登记库")
    case .noIndexGiven: ErrorWords("登记库没有给出索引")
    case .registryNeeded(let uri, let list):
      ErrorWords(
        "\(list) 为此密钥指定了状态列表 \(uri)：没有登记库，码会在列表之外，查验点无法判定",
        hint: "请加 --registry FILE；'hcode registry init' 可建立；--unregistered 表示仍要签发")
    case .logNeeded(let log, let list):
      ErrorWords(
        "\(list) 为此密钥指定了日志 \(log)：查验点会报告不在日志中的黄码或红码",
        hint: "请加 --log DIR；--unregistered 表示仍要签发")
    case .registryWasDestroyed(let file, let time):
      ErrorWords(
        "此密钥的登记库 \(file) 已于 \(time.rfc3339) 销毁。新登记库会使已撤销的码重新有效",
        hint: "已终止的机构不再用此密钥签发；新的机构请生成新密钥")
    case .hadRegistry(let uri, let list, let isPublished):
      ErrorWords(
        isPublished
          ? "此密钥曾有登记库：其状态列表 \(uri) 在 \(list) 中。新的登记库会使已撤销的码重新有效"
          : "\(list) 为此密钥指定了状态列表 \(uri)：此密钥曾有登记库，或即将有第一个",
        hint: isPublished
          ? "请继续使用该登记库。如已丢失，有发证台的请 'hcode desk restore'；没有的请建立新的密钥和登记库，并继续发布旧状态列表，直到其码全部到期"
          : "请继续使用该登记库；如从未为此密钥建立过，请加 --first")
    case .keyOfOtherIssuer(let issuer, let registry):
      ErrorWords(
        "是 \(issuer) 的密钥，而登记库属于 \(registry)", hint: "请给出 \(registry) 的密钥")
    case .notConfirmed(let issuer):
      ErrorWords(
        "没有输入签发机构的名称。未销毁任何内容", hint: "销毁后无法恢复；如要继续，请给出 --yes \(issuer)")
    case .noRetention:
      ErrorWords(
        "登记库和命令都没有说明码到期多久后仍可查到本人", hint: "请在命令中加上 --retain 30d，crontab 中也一样")
    }
  }

  func words(_ error: LogUseError) -> ErrorWords {
    switch error {
    case .notLogged(let entries):
      ErrorWords(
        "不在日志的 \(entries) 个条目中", hint: "刚记入的条目随下一个检查点发布；码后来的变更由开启文件说明：'hcode status show --opening'"
      )
    case .greenCode:
      ErrorWords(
        "这是绿码，签发时不记入日志",
        hint:
          "若后来有变更，签发机构可出具开启文件：'hcode status show --registry 登记库 索引 --log 日志 --opening 文件'")
    case .notACode(let malformed): ErrorWords(malformed.detail)
    case .nothingLogged: ErrorWords("日志中没有条目，无法作图")
    case .malformedEntry(let malformed, let line, let file):
      ErrorWords(
        "\(file.description) 第 \(line) 行：\(malformed.detail)",
        hint: "条目是已签名的操作，每行一条 Base64（docs/log.md）；未追加任何内容")
    case .notAnOpening:
      ErrorWords("与日志中的任何条目都不相符", hint: "请向签发机构另要一份")
    case .noEntry: ErrorWords("没有条目", hint: "请每行给出一条")
    case .ownWitness:
      ErrorWords("就是日志自己的密钥或名称", hint: "见证方须是他人：请用 'hcode keygen' 生成密钥")
    case .stateExists: ErrorWords("已有状态文件", hint: "请去掉 --first")
    case .noState:
      ErrorWords(
        "没有状态文件：此见证方会忘记会签过什么", hint: "请找到状态文件，或用 --first 开始")
    case .sinceBehindEnd(let entries):
      ErrorWords("日志共有 \(entries) 个条目", hint: "请给出较小的 --since")
    }
  }

  func words(_ error: StatusUseError) -> ErrorWords {
    switch error {
    case .codeKey:
      ErrorWords("这就是签发健康码的密钥", hint: "一个密钥一个用途：请用 'hcode keygen' 生成状态密钥")
    case .otherIssuer(let issuer, let registry):
      ErrorWords(
        "是 \(issuer) 的密钥，而登记库属于 \(registry)", hint: "请给出 \(registry) 的状态密钥")
    case .outsideValidity(let key, let now):
      ErrorWords(
        "状态密钥的有效期为 \(key.created.rfc3339) 至 \(key.expires.rfc3339)，而现在是 \(now.rfc3339)",
        hint: "请用 'hcode keygen' 生成新的状态密钥")
    case .otherList(let uri, let wanted):
      ErrorWords("是列表 \(uri)，不是 \(wanted)", hint: "请给出此登记库较早的列表")
    case .oldList(let refusal):
      ErrorWords(refusal.detail, hint: "请给出 'hcode status build' 用此密钥生成的列表")
    case .noDelta(let difference):
      ErrorWords("没有增量：\(Self.sentence(difference))", hint: "完整的列表已写好：请发布它")
    case .notAStatusList(let refusal):
      ErrorWords("不是状态列表：\(refusal.detail)", hint: "请给出 'hcode status build' 生成的文件")
    case .behindEnd(let index, let count):
      ErrorWords("列表中没有索引 \(index)", hint: "它共有 \(count) 个码")
    case .tooManyCodes:
      ErrorWords("一次超过 \(LogAct.maximumCodes) 个码", hint: "请分次进行")
    case .allExpired:
      ErrorWords("所有的码均已过期", hint: "它们不再限制任何人：不必处理")
    case .unknownList(let uri):
      ErrorWords("信任库中没有信任列表指明 \(uri) 由谁签署、涉及哪些码", hint: "请先导入最新的信任列表")
    case .nothingToOpen(let index):
      ErrorWords(
        "看不出索引 \(index) 是由哪个条目变更的", hint: "它与签发时一致，或变更时没有记入日志，或原因已清除")
    case .otherLog(let entry):
      ErrorWords("第 \(entry) 条不是登记库所记的那条", hint: "请指定变更时所用的日志")
    }
  }

  func words(_ error: StatusActError) -> ErrorWords {
    switch error {
    case .notAnAct: ErrorWords("无法记入日志", hint: "请核对依据和时间")
    case .askedInFuture: ErrorWords("申请的时间晚于当前时间", hint: "请校准两台机器的时钟，再重新申请；未记入日志，也未作任何更改")
    case .askedTooLongAgo: ErrorWords("申请已超过 7 天", hint: "请重新申请；未记入日志，也未作任何更改")
    case .logMissing(let name):
      ErrorWords(
        "有一项变更中断了，只有日志 \(name) 能说明它是否完成", hint: "请用 --log 指定该日志的文件夹；未作任何更改")
    case .otherLog(let name, let wanted):
      ErrorWords(
        name == wanted
          ? "这是另一个同名的日志 \(name)，密钥不同" : "这是日志 \(name)，而中断的变更属于日志 \(wanted)",
        hint: "请用 --log 指定该日志的文件夹；未作任何更改")
    case .olderLog(let size, let before):
      ErrorWords(
        "旧副本：它有 \(size) 个条目，而日志曾有 \(before) 个",
        hint: "请用 --log 指定日志最新的文件夹；未作任何更改")
    case .otherEntry(let index):
      ErrorWords(
        "第 \(index) 条不是登记库所记的那条", hint: "请用 --log 指定变更所记入的文件夹；未作任何更改")
    }
  }

  private static func sentence(_ difference: StatusDelta.DifferenceError) -> String {
    switch difference {
    case .otherSize: "两份列表的码数不同"
    case .nothingChanged: "没有变更"
    case .improves(let index, let from, let to):
      "索引 \(index) 由 \(from.word) 变为 \(to.word)，而增量只能收紧"
    case .tooMany: "超过 \(StatusDelta.maximumChanges) 个码变为同一状态"
    }
  }

  func words(_ error: TrustUseError) -> ErrorWords {
    switch error {
    case .noCodeKey(let name, let path):
      ErrorWords("\(name): 没有签发健康码的密钥，\(path)", hint: "签署状态列表的密钥请用 --for-status-list URI 指明列表")
    case .noStatusKey(let name, let path):
      ErrorWords(
        "\(name): 没有签署状态列表的密钥，\(path)", hint: "用 'hcode trust add KEY.pub --use status-lists' 添加")
    case .noEntry(let name):
      ErrorWords(
        "其中没有名为 \(name) 的内容",
        hint: "请给出 16 位的密钥编号、签发机构或已认可的机构；根密钥用 'hcode trust roots' 修改")
    case .severalEntries(let name, let paths):
      ErrorWords("\(name) 同时是 \(paths.joined(separator: " 和 "))", hint: "请手工修改源文件")
    case .notARootKey(let name, let source, let roots):
      ErrorWords(
        "\(name): 不是 \(source.description) 中的根密钥",
        hint: "根密钥有 " + roots.map(\.hex).joined(separator: "、"))
    case .keyInSource(let key, let path, let asRoot):
      ErrorWords(
        "密钥 \(key.hex) 已在源文件中，\(path)",
        hint: asRoot
          ? "一个密钥一个用途：请用 'hcode keygen' 生成新的"
          : "其签发范围请用 'hcode trust grant \(key.hex)' 修改")
    case .threshold(let needed, let count):
      ErrorWords(
        "不能要求 \(count) 个根密钥中的 \(needed) 个",
        hint: "请给出 1 至 16 个不同的密钥，--threshold 在 1 与其个数之间")
    case .notAnIssuer(let name):
      ErrorWords("\(name): 不是此列表的签发机构", hint: "日志属于签发机构")
    case .onlyKey(let name, let issuer):
      ErrorWords(
        "\(name): 是 \(issuer) 唯一的密钥", hint: "请移除该签发机构：'hcode trust remove \(issuer)'")
    case .sunsetNotEarlier(let name, let until):
      ErrorWords(
        "\(name): 已定于 \(until) 终止，只能提前", hint: "要延长须用新密钥：'hcode keygen'")
    case .sunsetBeforeBeginning(let name, let notBefore):
      ErrorWords(
        "\(name): 自 \(notBefore) 起生效，不能在此之前终止",
        hint: "请移除它：'hcode trust remove \(name)'")
    case .otherKey:
      ErrorWords("该公钥文件属于另一个密钥", hint: "请另给一个 --output")
    case .withdrawnKey(let key):
      ErrorWords("密钥 \(key.hex) 已撤回", hint: "已撤回的密钥不能恢复：请用 'hcode keygen' 生成新的密钥")
    case .foreignIssuer(let issuer, let authority):
      ErrorWords(
        "\(issuer) 不在 \(authority) 的名称范围内",
        hint:
          "\(authority) 的签发机构是 \(authority) 本身和以 \(authority)- 开头的；也可用 'hcode trust recognise' 认可另一机构"
      )
    case .noAgreement(let authority, let use):
      ErrorWords(
        "该密钥未同意由 \(authority) 列出用于 \(use.word)",
        hint:
          "请把这一行发给持有人：hcode key agree ISSUER.key --for \(authority) --use \(use.word) -o ISSUER.pub --force"
      )
    case .namedAlready(let key):
      ErrorWords("密钥 \(key.hex) 已给出过", hint: "每人须有各自的密钥")
    case .recognisedAlready(let authority, let source):
      ErrorWords(
        "\(authority): 已在 \(source.description) 中认可",
        hint: "请先移除它：'hcode trust remove \(authority)'")
    case .fingerprintNotCompared(let authority, let found):
      ErrorWords(
        "\(authority) 根密钥的指纹是 \(Spelling.grouped(found))，无人核对过",
        hint: "请打电话让 \(authority) 读出其指纹，再用 --fingerprint 给出")
    case .otherFingerprint(let authority, let found):
      ErrorWords(
        "\(authority) 根密钥的指纹是 \(Spelling.grouped(found))，与给出的不同",
        hint: "此文件不是该机构的，或其根密钥已更换：请再次询问")
    case .nothingFromURL:
      ErrorWords("本地没有从网址导入过任何列表", hint: "请先用 https 地址导入一次信任列表")
    case .statusListNotHad(let uri):
      ErrorWords(
        "其列表指定的状态列表 \(uri) 不在本地，也没有网址",
        hint: "请用 https 地址导入该列表，或导入含有它的信任包")
    case .notATrustList:
      ErrorWords(
        "不是信任列表", hint: "'hcode status show' 显示状态列表；'hcode trust import' 导入信任包")
    case .notHeld(let authority):
      ErrorWords("此信任库中没有 \(authority) 的列表", hint: "见 'hcode trust show'")
    }
  }

  func words(_ error: TrustListError) -> ErrorWords {
    switch error {
    case .toStandardOutput: ErrorWords("列表须写入文件", hint: "请给出 -o FILE")
    case .builtWrong: ErrorWords("列表读出的内容与生成的不一致")
    case .notBuilt(let refusal): ErrorWords(refusal.detail)
    case .undoesSunset(let subject, let time):
      ErrorWords(
        "按上一版列表，\(subject) 自 \(time.rfc3339) 起已终止。未生成列表",
        hint: "已到的终止日期不可撤回，查验点拒绝更改它的列表：请改回")
    case .exists(let version, let source):
      ErrorWords(
        "已存在；上次生成曾中断，或它已是第 \(version) 版",
        hint:
          "若未给过任何人，可用 --force 重新生成；否则请把版本 \(version) 写入 \(source.description)")
    case .isSigned(let version, let next, let source):
      ErrorWords(
        "已签名；再出一份第 \(version) 版列表会被视为伪造",
        hint: "请把版本 \(next) 写入 \(source.description)，再生成下一版")
    case .tooManySignatures(let count):
      ErrorWords(
        "各副本共有 \(count) 个签名，超过 \(COSESign.maximumSignatures) 个",
        hint: "请给出 --old，以略去无关的签名")
    case .notOlder(let old, let new):
      ErrorWords(
        "是 \(old.authority) 的第 \(old.number) 版，不是 \(new.authority) 第 \(new.number) 版之前的列表",
        hint: "--old 应为此列表之前发布的列表")
    case .underSigned(let count, let needed, let authority):
      ErrorWords(
        "只有 \(count) 个根密钥签名，需要 \(needed) 个",
        hint: authority.map { "请向 \($0) 索取其发布的列表" } ?? "--old 应为发布的列表")
    case .copiesDiffer(let other, let otherDigest, let first, let given, let digest):
      ErrorWords(
        "与 \(first.description) 内容不同：此文件是 \(other.authority) 第 \(other.number) 版，摘要 \(otherDigest.hex)；\(first.description) 是 \(given.authority) 第 \(given.number) 版，摘要 \(digest.hex)",
        hint: "未写入任何内容；请先查明是谁改动的，再签名")
    case .notARootKey(let key, let authority, let hasBefore):
      ErrorWords(
        "密钥 \(key.hex) 在\(hasBefore ? "此列表和上一份列表" : "此列表")中都不是 \(authority) 的根密钥",
        hint: hasBefore
          ? "请用上面列出的根密钥之一的密钥文件" : "若它在根密钥更换之前是根密钥，请用 --old 给出上一份列表")
    case .bundleInBundle: ErrorWords("信任包中不能再有信任包")
    case .bundleCount: ErrorWords("信任包可有 1 至 \(Bundle.maximumMembers) 个文件")
    case .bundleTooLarge(let mebibytes):
      ErrorWords(
        "信任包会有 \(mebibytes) MiB，最多只能导入 \(Bundle.maximumFileBytes >> 20) MiB",
        hint: "请减少文件")
    case .snapshotThreshold(let threshold, let authority):
      ErrorWords(
        "\(authority) 的列表要求 \(threshold) 个快照密钥签名", hint: "请生成快照门限为 1 的列表")
    case .notASnapshotKey:
      ErrorWords(
        "没有一份信任列表把此密钥列为快照密钥", hint: "请把该机构自己的、列有其快照密钥的信任列表一并打包")
    case .leftOut(let missing, let others):
      ErrorWords(
        "文件中没有\(Self.name(of: missing))" + (others > 0 ? "，另外还缺 \(others) 个" : ""),
        hint: "请补上，或用 --partial 不带它打包")
    }
  }

  private static func name(of missing: TrustListError.Missing) -> String {
    switch missing {
    case .trustList(let authority): " \(authority) 的信任列表"
    case .statusList(let uri): "状态列表 \(uri)"
    }
  }

  func words(_ error: RulesUseError) -> ErrorWords {
    switch error {
    case .noLogic(let line):
      ErrorWords(
        "第 \(line) 行不是带有 'logic' 的对象", hint: "请在一行内写 {\"logic\": …, \"data\": …}")
    }
  }
}

extension Chinese {
  func sentence(_ fault: UsageFault) -> String {
    switch fault {
    case .notUTF8(let option): "\(option) 不是 UTF-8。"
    case .badText(let option, let fault): "\(option) \(textFault(fault))。"
    case .notAnIdentifier(let option):
      "\(option) 应为 1 至 32 个字符，可用 A-Z a-z 0-9 . _ -，以字母或数字开头。"
    case .notANoteName(let option): "\(option) 应为 1 至 128 字节，不含空格和加号。"
    case .noSubcommand(let names): "请说明要做什么：\(names.joined(separator: "、"))。"
    case .noSuchCommand(let word, let suggestion):
      "没有命令“\(word)”。" + (suggestion.map { "是否指“\($0)”？" } ?? "")
    case .helpNotAlone: "查看帮助、版本或补全脚本时，请勿同时给出其他内容。"
    case .optionNamesFile(let word): "\(word) 也是此处一个文件的名称：请在文件名前写 --，或在此名称前加 ./。"
    case .optionAfterOperand(let word): "\(word)：选项须在第一张图片或第一个文本之前；以连字符开头的图片名或文本之前请写 --。"
    case .unknownOption(let word): "没有选项 \(word)：以连字符开头的图片名或文本之前请写 --。"
    case .apart(let first, let second): "\(first) 和 \(second) 须一起给出。"
    case .outside(let option, let range):
      "\(option) 应为 \(range.lowerBound) 至 \(range.upperBound)。"
    case .namedTwice(let option, let word): "\(option) 中 \(word) 出现了两次。"
    case .firstLabel(let range):
      "此版面上 --first-label 应为 \(range.lowerBound) 至 \(range.upperBound)。"
    case .threshold(let range):
      "--threshold 应为 \(range.lowerBound) 至 \(range.upperBound)，即不超过根密钥的个数。"
    case .cannotSignTogether(let threshold, let count):
      "共有 \(count) 个密钥，不能要求其中 \(threshold) 个一起签名。"
    case .nameTwice(let language): "--name 中 \(language) 出现了两次。"
    case .notAges(let option):
      "\(option) 应为 种类:时限，例如 pcr:72h 或 vaccination:any；种类有 \(EvidenceKind.allCases.map(\.word).joined(separator: "、"))。"
    case .notAReason: "应为 \(StatusReason.allCases.map(\.word).joined(separator: "、")) 之一。"
    case .notARedReason:
      "红码的 --why 应为 \(StatusReason.allCases.map(\.word).joined(separator: "、")) 之一。"
    case .notLabels:
      "--labels 应为版面上的列数和行数，例如 3x8、带间距的毫米数 3x7:63.5x38.1+2.5+0，或自有版面的 \(LabelLayout.products.map(\.number).joined(separator: "、")) 之一。"
    case .redWithoutLog: "红码须先记入日志：请给出 --log DIR。"
    case .registryWithCode: "--registry 用于转为红码，不用于签发新码。"
    case .jsonWithoutFile: "--json 须把图片写入文件：请给出 -o FILE。"
    case .raiseWithoutRegistry: "此申请变更码的状态：请给出其 --registry。"
    case .raiseWithPicture: "转为红码不绘制图片：请去掉 -o。"
    case .logKeyWithoutProof: "--log-key 与 --proof 一起使用。"
    case .issuerLogInNoList: "请给出 --log-key：没有信任列表列出该签发机构的日志。"
    case .issuerLogNotInList: "请给出 --log-key：信任列表没有列出该签发机构的日志。"
    case .noPictureOrText: "请指定图片或给出文本，或用 - 表示标准输入。"
    case .subjectWithoutRegistry: "--subject 用于登记库：请一并给出 --registry。"
    case .officerWithoutRegistryOrLog: "--officer 用于登记库和日志：请一并给出 --registry 或 --log。"
    case .indexWithRegistry: "索引由 --registry 给出：请去掉 --index。"
    case .answersNotPrinted:
      "--appeal 和 --hide-reason 用于卡片和标签：--card、-o sheet.pdf 或 -o label.zpl。"
    case .codesOrSubject: "请指明码，或用 --subject 指明其人。"
    case .replacesWithoutRegistry: "--replaces 需要该码的 --registry。"
    case .replacesWithRequest: "红码经会签后才有效：届时请用 'hcode status set' 撤销旧码。"
    case .requestWithoutRed: "--request 和 --one-officer 只用于红码。"
    case .logWithGreen: "--log 用于黄码和红码；绿码不记入日志。"
    case .redByOne:
      "红码须由两名经办人签署：请给出 --request FILE，由第二名用 'hcode approve' 完成；若查验点直接信任此密钥文件，可用 --one-officer。"
    case .requestWithPicture: "--request 尚不绘制图片：由 'hcode approve' 绘制。"
    case .requestWithLog: "日志由 'hcode approve' 写入：请去掉 --log。"
    case .noPeople: "请指定人员文件：--batch FILE。"
    case .noKey: "请给出签发机构的私钥：--key FILE。"
    case .noBatchOutput: "请说明码写到哪里：-o 文件夹、.zip、.tar、.ndjson，或用 - 表示标准输出。"
    case .noIndexSource: "请说明索引的来源：--registry FILE 或 --index-range A..B。"
    case .asWithoutRegistry: "--as 用于登记库：请一并给出 --registry。"
    case .filterNotRepeatable: "从标准输入到标准输出并使用登记库时须有 --as 和 --at，以便重新运行得到同样的码。"
    case .resumeOfFilter: "--resume 须输出到文件；输出到标准输出时请用同样的 --at 和 --index-range 重新运行。"
    case .peopleAndPassphrase: "标准输入不能既是人员又是口令。"
    case .singleCodeOptions: "--copies 和 --dpi 用于单个码。"
    case .batchLabelsNotPDF: "标签以 PDF 打印：-o sheet.pdf。"
    case .forceOfBatch: "--force 只用来覆盖标签和卡片。请为 -o 另选名称。"
    case .formatWithLabels: "--format 不能用于标签。"
    case .batchNamedAsKey(let name): "--as 是批次的名称，而 \(name) 是此发证台的密钥：用它签名请给出 --key \(name)。"
    case .cardsInOneFile: "每张卡片是一个文件：-o 请给出文件夹、.zip 或 .tar，并加 --format pdf。"
    case .pdfOfNoCard: "--format pdf 需要 --card。整版标签用 -o sheet.pdf 打印。"
    case .noPassphraseWithOne: "--no-passphrase 不能与口令一起使用。"
    case .noValidity: "--valid 须大于零。"
    case .jsonAndCSV: "--json 和 --csv 请只给一个。"
    case .outputOrJSON: "请给出 -o FILE 或 --json 之一。"
    case .codeOrIndex: "请给出 --code 或 --index。"
    case .keyOrCosigned: "请用 --key 生成检查点，或用 --cosigned 补充会签。"
    case .seenWithProof: "--seen 用于日志，不用于证明。"
    case .noFilter:
      "请说明哪些码：--subject、--index、--officer、--since 或 --before；'hcode registry export' 给出全部。"
    case .nobodyToForget: "请说明是谁：--subject 或 --index。"
    case .notAStatusURI: "应为 1 至 255 个可显示的 ASCII 字符，不含空格。"
    case .retainWithAll: "--all 不保留任何人，不能与 --retain 同用。"
    case .twice(let option): "\(option) 只能给出一次。"
    case .destroyedNow: "--all 按时钟立即销毁，不能与 --at 同用。"
    case .registryOfDesk: "这是发证台的登记库或日志：请用 'hcode desk close --destroy' 一并终止。"
    case .logOfDesk: "这是发证台的日志：条目在登记库中等待，由 'hcode desk publish' 移入。"
    case .closeHow: "请先给出 --on 日期，以后再用 --destroy。"
    case .destroyByWord: "--destroy 只以时钟为准。如时钟正确，请先运行 'hcode desk publish --clock-is-right'。"
    case .retentionTooLong: "--retain 最长 100 年。"
    case .notARequestName: "应为 1 至 64 个可显示的 ASCII 字符，不含空格。"
    case .againWithoutFile: "--again 用于服务台文件：请一并给出 -o。"
    case .framesAndWatch: "--frames 和 --watch 不能一起使用。"
    case .framesWithPictures: "--frames 读取标准输入；请勿指定图片。"
    case .watchWithPictures: "--watch 接受文件夹，不接受图片。"
    case .noPicture: "请至少指定一张图片，或用 - 表示标准输入。"
    case .rawInStream: "--raw 和 --jobs 不能与 --frames 或 --watch 一起使用。"
    case .againWithoutFrames: "--again 与 --frames 一起使用。"
    case .bellWithoutStream: "--bell 与 --frames 或 --watch 一起使用。"
    case .rawWithOutput: "--raw 不能与 --json、--quiet 或 --without 一起使用。"
    case .notWithheld: "--without 的值是 holder、evidence、itinerary，多个用逗号连接。"
    case .livesTooLong(let days): "--valid 超过 \(days) 天：任何验证方都会拒绝。"
    case .ttlTooLong: "--ttl 比 --valid 长：列表尚未陈旧就会被拒绝。"
    case .notAStatus: "应为 revoked、suspended 或 red。"
    case .raiseByOne:
      "须由两名经办人签署：请给出 --request FILE，由第二名用 'hcode approve' 完成；若查验点只要求一名，可用 --one-officer。"
    case .logOrNone: "变更须先记入日志：请给出 --log DIR；没有日志的机构用 --no-log。"
    case .logAndNone: "--log 和 --no-log 只能用一个。"
    case .manyByOne: "变更超过 \(LogAct.mostWithoutGrounds) 个码须由两名经办人签署：请给出 --request FILE。"
    case .notAChangeReason:
      "应为 \((ChangeReason.allCases.map(\.word) + StatusReason.allCases.map(\.word)).joined(separator: "、")) 之一。"
    case .proofAndOpening: "--proof 和 --opening 只能用一个。"
    case .indexOfRegistry: "--index 用于状态列表，不与 --registry 一起使用。"
    case .statusListOfCodeKey: "--for-status-list 与 --use status-lists 一起使用。"
    case .grantOfStatusKey: "--status、--evidence、--longest-validity 和 --status-list 用于签发健康码的密钥。"
    case .grantOfCountersigner: "--use countersign、venues 和 exposures 的密钥没有授权范围，也没有状态列表：该密钥不签发码。"
    case .noStatusList: "--use status-lists 至少须有一个 --for-status-list。"
    case .statusListCount: "--for-status-list 应为 1 至 64 个不同的 URI。"
    case .notAStatusListName: "状态列表的名称应为 1 至 255 个可显示的 ASCII 字符，不含空格。"
    case .tooManyAgreements: "一个公钥文件最多含 8 份同意书。"
    case .tooManyLanguages: "--name 最多 16 种语言。"
    case .nothingToPack: "请指定要打包的信任列表和状态列表。"
    case .nothingToGrant:
      "请说明授权什么：签发健康码的密钥用 --status、--evidence、--longest-validity 或 --officers；签署状态列表的密钥只用 --for-status-list。"
    case .nothingToImport: "请至少指定一个文件或网址。"
    case .rootOfForeign: "--root 和 --fingerprint 只用于 hcode 的签名列表。"
    case .noAuthorityName: "请给出该机构的 --name。"
    case .rootCount: "--root 应为 1 至 16 个密钥。"
    case .snapshotCount: "--snapshot 最多 16 个密钥。"
    case .languageCount: "--name 应为 1 至 16 种语言。"
    case .noLogKey: "请给出 --log-key 或 --none。"
    case .noneWithOthers: "--none 须单独使用。"
    case .grace: "--grace 应为一分钟至 31 天。"
    case .notYellowOrRefused: "应为 yellow 或 refused。"
    case .listAndKeys: "--authority、--root 和 --threshold 只在没有列表时使用。"
    case .noAuthorityList: "请给出该机构签名的列表。"
    case .authorityWithoutKeys: "--authority 须有 --name、--root 密钥和它们的 --threshold。"
    case .otherwiseWithoutGreen: "--otherwise 与 --green-with 一起使用。"
    case .nothingToChange: "请说明修改什么：--add、--remove 或 --threshold。"
    case .checkOfFile: "--check 用于信任库，不用于文件。"
    case .noList: "请指定列表。"
    case .passphraseWithoutKey: "口令和 --group-readable-key 与 --key 一起使用。"
    case .noText: "请至少给出一个文本，或用 - 表示标准输入，或 --device。"
    case .baudWithoutDevice: "--baud 与 --device 一起使用。"
    case .deviceWithTexts: "--device 不能与文本或 - 一起使用。"
    case .badEscape: "--strip-prefix 和 --strip-suffix 的转义只有 \\t、\\xHH 和 \\\\。"
    case .exactWithStrip: "--exact 不作任何更正，不能与 --strip-prefix 或 --strip-suffix 一起使用。"
    case .checkEvery: "--check-every 至少为 1。"
    case .notATime: "应为时间，例如 2026-11-24T08:00:00Z 或 2026-11-24T16:00:00+08:00。"
    case .timeWithoutZone: "未注明时区：请以 Z 结尾，或加上时差，例如 +08:00。"
    case .noSuchDay: "应为时间，但没有这一天。"
    case .yearOutOfRange: "应为 1970 年至 9999 年的时间。"
    case .notAReference: "应为 1 至 96 字节的文字。"
    case .noteTooLong: "--why 和 --authority 应为 1 至 96 字节。"
    case .foreignOptions: "--source、--valid、--issuer、--signature 和 --list-key 与 --format 一起使用。"
    case .signatureAndListKey: "--signature 用于文件之外的签名，--list-key 用于文件之内的签名：请只给一个。"
    case .signatureOfRules: "--issuer、--signature 和 --list-key 不用于规则。"
    case .signatureOfSeveral: "--signature 针对一个文件；请只指定一个。"
    case .officerCount: "--officers 应为 1 或 2。"
    case .longestValidity: "--longest-validity 应为 90m、24h、7d 等，或 none。"
    case .notACategory:
      "--category 应为 128 至 255 的编号，或以下之一：\(HolderCategory.words)。"
    case .notStatuses: "--status 应为 green、yellow、red，用逗号分隔。"
    case .notAColour: "应为 green、yellow 或 red。"
    case .notAnOfficerForLog: "用于日志时 --officer 应为 1 至 32 个字符，可用 A-Z a-z 0-9 . _ -，以字母或数字开头。"
    case .notAnOfficer: "应为 1 至 64 字节的文字。"
    case .notASheet: "应为 a4、letter 或毫米数，例如 50x30，各为 5 至 2000。"
    case .hoursReversed: "时间不是向前的：--from 应早于 --until。"
    case .notAnAdvice: "没有这样的建议：请用 0 至 3 或 128 至 255。"
    case .notADPI: "--dpi 应为 203、300 或 600。"
    case .cardOnSheet: "--card 只绘制一页：请去掉整版标签的选项。"
    case .cardOrLabels: "PDF 可为 --card 或标签：请给出 --sheet a4 --labels 3x8，单个标签用 --sheet 50x30。"
    case .printerWithSheets: "标签打印机没有整版：请给出一个标签的尺寸，--sheet 50x30。"
    case .printerWithoutSize: "标签打印机须有标签的尺寸，--sheet 50x30。"
    case .labelsNotPrinted: "标签以 PDF 或 ZPL 打印：-o sheet.pdf 或 -o label.zpl。"
    case .dpiWithoutPrinter: "--dpi 用于标签打印机：-o label.zpl。"
    case .severalFormats: "--format、--terminal 和 --text 请只给一个。"
    case .cardFormat: "--card 绘制为 png、svg 或 pdf。"
    case .noPlace: "请说明码写到哪里：-o FILE，用 -o - 表示标准输出，或 --terminal、--text。"
    case .unknownEnding: "文件扩展名不是 .png、.svg、.pdf、.zpl 或 .txt：请给出 --format。"
    case .notADuration: "应为时长，例如 90m、24h 或 30d。"
    case .notALevel: "应为 L、M、Q 或 H。"
    case .symbolSize: "--module-size 应为 1 至 64，--quiet-zone 应为 0 至 64。"
    case .deskAndNone: "--desk 和 --no-desk 只能用一个。"
    case .fileBesideDesk(let option): "\(option) 由发证台决定：请去掉，或给出 --no-desk。"
    case .notABundleURL: "URL 应为相邻机构信任包的 https 网址，或本机的 http 网址，最多 1024 个字符。"
    case .stolenAndLost: "--stolen 和 --lost 只能用一个。"
    case .removeOfRoots: "--remove 只用于根密钥；其他要更换的密钥请写在用途之后。"
    case .addOfHolders: "--add 只用于根密钥持有人和第二名经办人的密钥；其他密钥在本机生成。"
    case .notADeskURL: "--url 应为以斜杠结尾的 https 网址，最多 200 个字符，或本机的 http 网址。"
    case .noValid: "请说明码的有效期：--valid 24h。"
    case .noKeyOrDesk:
      "这里没有发证台：'hcode desk init ISSUER --name NAME' 建立一个。没有发证台时请给出 --key FILE。"
    case .noRegistryOrDesk:
      "这里没有发证台：'hcode desk init ISSUER --name NAME' 建立一个。没有发证台时请给出 --registry FILE 和 --key FILE。"
    case .noAuthority: "请说明依据：--authority TEXT。"
    case .noOfficersOrDesk: "这里没有发证台：请给出 --from PUB（第一名经办人的公钥）和 --key FILE（第二名的私钥）。"
    case .keyNameWithoutDesk: "--as 指发证台的密钥，代替 --key。"
    case .notAServer: "--registry 应为 PostgreSQL 数据库的网址：postgres://db.example/hcode。"
    }
  }
}

extension Chinese {
  func result(_ line: ResultLine) -> String {
    switch line {
    case .forgotten(let count): "已忘记 \(count) 条记录"
    case .purged(let count, 0): "已抹去 \(count) 条记录"
    case .purged(let count, let changes): "已抹去 \(count) 条记录，以及 \(changes) 项变更及其原因"
    case .clockNoted(let now):
      "已抹去 0 条记录：已记下时钟无误（\(now.rfc3339)）；请再运行一次以抹去"
    case .destroyed(let count): "已销毁 \(count) 条记录"
    case .destroyedBefore(let time, 0): "已销毁 0 条记录：此前已于 \(time.rfc3339) 销毁"
    case .destroyedBefore(let time, let changes):
      "已销毁 0 条记录：此前已于 \(time.rfc3339) 销毁；另有其后的 \(changes) 项变更及其原因"
    case .collected(let file, let codes): "\(file)  \(codes) 个码"
    case .finished(let completed, let dropped): "已完成 \(completed) 项，已放弃 \(dropped) 项"
    case .forgot(let name): "已忘记 \(name)"
    case .recognised(let authority, let names): "已认可：\(authority)  \(names)"
    case .logSigned(let origin, let entries, let root): "\(origin)  \(entries) 个条目  根哈希 \(root)"
    case .logCosigned(let origin, let entries, let name):
      "\(origin)  \(entries) 个条目  以 \(name) 会签"
    case .proof(let file, let index, let entries, let bytes):
      "\(file)  第 \(index) 条，共 \(entries) 条  \(bytes) 字节"
    case .logExported(let file, let bytes, let from, let to):
      "\(file)  \(bytes) 字节  条目 \(from) 至 \(to)"
    case .registryMade(let file, let issuer, let key, let capacity):
      "\(file)  \(issuer)  密钥 \(key)  容量 \(capacity)"
    case .leased(let file, let indexes): "\(file)  \(indexes) 个索引"
    case .bundled(let file, let files, let until):
      "\(file)  \(files) 个文件  有效至 \(LocalTime.text(until))"
    case .delta(let file, let bytes, let changed): "\(file)  \(bytes) 字节  \(changed) 个码有变更"
    case .sourceMade(let file, let authority, let threshold, let roots):
      "\(file)  \(authority)  须由 \(roots) 个根密钥中的 \(threshold) 个签名"
    case .nextAfterSource:
      "下一步：为每个签发机构运行 'hcode trust add ISSUER.pub'，再运行 'hcode trust build'"
    }
  }

  func venue(_ fact: VenueFact) -> String {
    switch fact {
    case .posterSentence: "扫码登记只留下一条记录，仅您本人持有。"
    case .digest(let digest): "场所摘要 \(digest)"
    case .noOffice(let office):
      "警告：此处没有列表载明该场所的机构 \(office)：您将收不到有关该场所的通知"
    case .noted: "已记入日记，任何人都无法阅读，包括您本人"
    case .met(let day, let time, let minutes, let advice):
      "您于 \(day) \(time) 起在该场所停留 \(minutes) 分钟：\(Self.advice(advice))"
    case .list(let office, let issued): "\(office) 的列表，签署于 \(LocalTime.text(issued))"
    case .nothing: "未发现：列表中没有您到访的日子"
    }
  }

  private static func advice(_ advice: UInt8) -> String {
    switch advice {
    case 0: "仅供知悉"
    case 1: "请留意症状"
    case 2: "请做检测"
    case 3: "请留在家中并致电"
    default: "建议编号 \(advice)，请询问该机构"
    }
  }

  func words(_ error: VenueRefusal) -> ErrorWords {
    ErrorWords("\(error.detail)（\(error.name.rawValue)）")
  }

  func words(_ error: VenueUseError) -> ErrorWords {
    switch error {
    case .otherRole:
      ErrorWords(
        "这是另一方的份额", hint: "'hcode venue open' 需要场所方的份额，'hcode venue notice' 需要机构的份额")
    case .noPoster:
      ErrorWords("此份额还没有海报", hint: "请先运行 'hcode venue finish'")
    case .dayNotOver(let day):
      ErrorWords(
        "\(day.iso8601) 在该场所尚未结束", hint: "当天稍后的记录会立即可读：请等到当天结束")
    case .everyDayOpened(let count):
      ErrorWords(
        "已开启 \(count) 天，再开启一天就会开启此海报的所有日子",
        hint: "请用 'hcode venue new' 生成新的份额，并张贴新的海报")
    case .notLogged:
      ErrorWords("日志到最近的检查点为止没有此通知的条目", hint: "请先运行 'hcode log checkpoint'")
    case .longGap(let days):
      ErrorWords(
        "日记上次写入是 \(days) 天前，现在写入会删去其中的日子",
        hint: "请检查时钟；如时钟无误，请加 --clock-is-right")
    }
  }
}
