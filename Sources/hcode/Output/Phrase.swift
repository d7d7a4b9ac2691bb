import HCodeCore

/// The sentences for people, in English and Chinese.
enum Phrase {
  static func of(_ english: String, _ chinese: String, _ language: Language) -> String {
    language == .zh ? chinese : english
  }

  /// Why a code is yellow or red.
  static func of(_ reason: StatusReason, _ language: Language) -> String {
    switch reason {
    case .confirmedCase: of("confirmed case", "确诊病例", language)
    case .suspectedCase: of("suspected case", "疑似病例", language)
    case .closeContact: of("close contact", "密切接触者", language)
    case .secondaryContact: of("contact of a close contact", "次密接", language)
    case .listedArea: of("stay in a listed area", "到过所列地区", language)
    case .symptoms: of("symptoms", "有症状", language)
    case .testOverdue: of("test missing or overdue", "未按时检测", language)
    case .arrival: of("arrival from elsewhere", "外来抵达", language)
    }
  }

  static func of(
    _ evidence: Evidence, at now: Timestamp, issuedAt: Timestamp, _ language: Language
  ) -> String {
    let hours = max(0, now.seconds - evidence.age.time(issuedAt: issuedAt).seconds) / 3600
    let age =
      hours < 72
      ? of("\(hours) h ago", "\(hours) 小时前", language)
      : of("\(hours / 24) d ago", "\(hours / 24) 天前", language)
    switch evidence {
    case .test(let kind, let result, _, _, _):
      let words: (String, String) =
        switch (kind, result) {
        case (.pcr, .negative): ("PCR negative", "核酸阴性")
        case (.pcr, .positive): ("PCR positive", "核酸阳性")
        case (.pcr, .undetermined): ("PCR undetermined", "核酸结果未定")
        case (.antigen, .negative): ("antigen negative", "抗原阴性")
        case (.antigen, .positive): ("antigen positive", "抗原阳性")
        case (.antigen, .undetermined): ("antigen undetermined", "抗原结果未定")
        case (.antibody, .negative): ("antibody negative", "抗体阴性")
        case (.antibody, .positive): ("antibody positive", "抗体阳性")
        case (.antibody, .undetermined): ("antibody undetermined", "抗体结果未定")
        }
      return of(words.0, words.1, language) + " " + age
    case .vaccination(let dose, let total, _, _, _):
      return of("vaccination \(dose)/\(total)", "疫苗接种 \(dose)/\(total)", language) + " " + age
    case .recovery: return of("recovered", "已康复", language) + " " + age
    }
  }

  /// Why a genuine code is refused.
  static func of(
    _ reason: VerdictReason, _ code: VerifiedHealthCode, _ language: Language
  ) -> String {
    let claims = code.claims
    switch reason {
    case .expired:
      let time = LocalTime.text(claims.expires)
      return of("expired on \(time)", "已于 \(time) 过期", language)
    case .notYetValid:
      let time = LocalTime.text(claims.notBefore ?? claims.issuedAt)
      return of("valid only from \(time)", "\(time) 起生效", language)
    case .keyExpired:
      let time = LocalTime.text(code.key.until)
      return of("the issuer's key ended on \(time)", "签发密钥已于 \(time) 到期", language)
    default: return of(reason, language)
    }
  }

  /// What has become old, or ends soon.
  static func of(_ warning: FreshnessWarning, _ language: Language) -> String {
    let (subject, time) = (warning.subject, LocalTime.text(warning.time))
    return switch warning.kind {
    case .trustListOld:
      of("trust list \(subject) is old since \(time)", "信任列表 \(subject) 自 \(time) 起已陈旧", language)
    case .trustListEnds:
      of("trust list \(subject) ends \(time)", "信任列表 \(subject) 将于 \(time) 到期", language)
    case .statusListOld:
      of("status list \(subject) is old since \(time)", "状态列表 \(subject) 自 \(time) 起已陈旧", language)
    case .statusListEnds:
      of("status list \(subject) ends \(time)", "状态列表 \(subject) 将于 \(time) 到期", language)
    case .logOld:
      of("log \(subject) is old since \(time)", "日志 \(subject) 自 \(time) 起已陈旧", language)
    case .logMissing: of("log \(subject) is not here", "本地没有日志 \(subject)", language)
    case .rulesEnd: of("\(subject) end \(time)", "规则 \(subject) 将于 \(time) 到期", language)
    case .keyEnds: of("key \(subject) ends \(time)", "密钥 \(subject) 将于 \(time) 到期", language)
    case .sunsetNear:
      of("sunset of \(subject): \(time)", "\(subject) 将于 \(time) 终止", language)
    }
  }

  /// The sentence for a reason; what exactly is wrong stands behind it.
  static func of(_ reason: VerdictReason, _ language: Language) -> String {
    switch reason {
    case .asSigned: of("as signed", "以签发为准", language)
    case .suspended: of("suspended: to the desk", "已暂停：请到服务台", language)
    case .raisedToRed: of("raised to red after it was issued", "签发后已转为红码", language)
    case .evidenceNotRecognised:
      of("its evidence does not count here", "所附证明在本地不予认可", language)
    case .notRecognised:
      of("this colour of theirs is not recognised here", "该机构的此类码在本地不予认可", language)
    case .sunset: of("ended for good: the sunset date has passed", "已到终止日期，不再使用", language)
    case .revoked: of("revoked by its issuer", "已被签发机构撤销", language)
    case .oneOfficer:
      of("red needs a second officer's signature, and has none", "红码须有第二名经办人签署，此码没有", language)
    case .unknownOfficer:
      of(
        "the second officer's key is not known here: import the newest trust list",
        "第二名经办人的密钥未知：请导入最新的信任列表", language)
    case .badCountersignature:
      of("the second officer's signature is wrong", "第二名经办人的签名不符", language)
    case .notLogged:
      of(
        "NOT IN THE PUBLIC LOG, where it should be: whoever set it has not answered for it",
        "公共日志中没有此记录：设码者未履行公开义务", language)
    case .grantExceeded:
      of("its key may not say this", "签发密钥超出授权范围", language)
    case .trustExpired:
      of("the trust list is out of date: import the newest", "信任列表已过期：请导入最新版本", language)
    case .trustUnreadable: of("the trust store cannot be read", "信任库无法读取", language)
    case .statusMissing:
      of("its status list is missing: import it", "缺少其状态列表：请导入", language)
    case .statusExpired:
      of("its status list is out of date: import the newest", "其状态列表已过期：请导入最新版本", language)
    case .expired: of("expired", "已过期", language)
    case .notYetValid: of("not yet valid", "尚未生效", language)
    case .keyExpired: of("the issuer's key has ended", "签发密钥已到期", language)
    case .badSignature:
      of(
        "the signature is wrong: altered, or not signed by this issuer", "签名不符：内容被改动或非该机构签发",
        language)
    case .issuerMismatch: of("signed by another issuer's key", "用其他机构的密钥签发", language)
    case .unknownIssuer:
      of(
        "unknown issuer: import the trust list that names it, or pass its public key with --trust",
        "未知签发机构：请导入包含该机构的信任列表，或用 --trust 指定其公钥", language)
    case .unknownVersion: of("made by a newer program: update this one", "由更新版本生成：请升级本程序", language)
    case .clock: of("this clock cannot be right: set it and scan again", "本机时钟有误：请校准后重扫", language)
    case .unreadable: of("the input cannot be read", "无法读取", language)
    case .searchIncomplete:
      of(
        "the search of the picture was not finished: another code may be in it", "图片未搜索完：其中可能还有其他码",
        language)
    case .rulesPassed: of("the rules of this place are met", "符合本地规则", language)
    case .ruleFailed: of("against the rules of this place", "不符合本地规则", language)
    case .ruleOpen:
      of("genuine; a rule of this place could not be asked", "真实有效；有一条本地规则无法判定", language)
    case .rulesExpired:
      of(
        "genuine; the rules of this place are out of date: import the newest",
        "真实有效；本地规则已过期：请导入最新版本", language)
    case .rulesUnreadable:
      of("genuine; the rules of this place cannot be read", "真实有效；本地规则无法读取", language)
    case .noRules: of("genuine; no rules say what it counts for here", "真实有效；本地没有适用的规则", language)
    case .unknownKey:
      of(
        "the issuer is known, this key of it is not: import its newest list",
        "签发机构已知，但其密钥未知：请导入最新的列表", language)
    case .missingChunk:
      of("a part of it is missing: show all of its codes", "缺少一部分：请出示全部二维码", language)
    case .revocationMissing:
      of("its revocation list is missing: import it", "缺少其撤销列表：请导入", language)
    case .unsupported: of("this program cannot decide this kind", "本程序无法判定此类证书", language)
    case .keyUsage: of("its key may not sign this kind of certificate", "签发密钥不得用于此类证书", language)
    case .specimen: of("a specimen, of nobody", "样本，不属于任何人", language)
    case .policy: of("its kind does not count here", "此类证书在本地不予认可", language)
    case .notHealth: of("genuine, and not about health", "真实，但与健康无关", language)
    case .badKey: of("its key cannot be used", "签发密钥不可用", language)
    case .badChain: of("no authority vouches for its key", "签发密钥未获任何机构担保", language)
    case .noCode:
      of("no QR code found: show it again, flat and whole", "未发现二维码：请平整、完整地再出示一次", language)
    case .unknownFormat: of("no health code", "不是健康码", language)
    default: of("not a genuine health code: it breaks the format", "不是真实的健康码：格式不符", language)
    }
  }

  /// A format, by the name that people know.
  static func of(_ format: CertificateFormat, _ language: Language) -> String {
    switch format {
    case .hcode: of("health code", "健康码", language)
    case .dcc: of("EU Digital COVID Certificate", "欧盟数字新冠证书", language)
    case .gdhcn: of("WHO digital health certificate", "世卫组织数字健康证书", language)
    case .nzcp: of("New Zealand COVID Pass", "新西兰新冠通行证", language)
    case .shc: "SMART Health Card"
    case .vdsnc: of("ICAO visible digital seal", "国际民航组织可见数字印章", language)
    case .il: of("Israeli certificate", "以色列证书", language)
    case .twoDDoc: "2D-DOC"
    case .nhs: of("NHS COVID Pass", "英国 NHS 新冠通行证", language)
    case .divoc: "DIVOC"
    case .nl: "CoronaCheck"
    }
  }

  /// A kind of evidence, without its result.
  static func of(_ kind: EvidenceKind, _ language: Language) -> String {
    switch kind {
    case .pcr: of("PCR", "核酸检测", language)
    case .antigen: of("antigen test", "抗原检测", language)
    case .antibody: of("antibody test", "抗体检测", language)
    case .vaccination: of("vaccination", "疫苗接种", language)
    case .recovery: of("recovered", "已康复", language)
    }
  }

  /// A test's result.
  static func of(_ result: Evidence.TestResult, _ language: Language) -> String {
    switch result {
    case .negative: of("negative", "阴性", language)
    case .positive: of("positive", "阳性", language)
    case .undetermined: of("undetermined", "结果未定", language)
    }
  }
}
