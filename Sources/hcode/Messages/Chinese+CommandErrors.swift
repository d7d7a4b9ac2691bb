import HCodeRegistry
import HCodeBase
import HCodeTrust
import HCodeCore

extension Chinese {
  func words(_ error: UsageError) -> ErrorWords {
    ErrorWords(error.message, hint: "见 'hcode \(error.command.map { $0 + " " } ?? "")--help'")
  }

  func words(_ error: OptionError) -> ErrorWords {
    switch error {
    case .clock: ErrorWords("系统时钟不在 1970 年至 9999 年之间", hint: "请校准时钟")
    case .textNotUTF8:
      ErrorWords("姓名或其他文字不是 UTF-8", hint: "请检查此终端的语言环境")
    case .claims(let malformed):
      ErrorWords(
        "无法签发此码：\(malformed.detail)",
        hint: {
          switch malformed.reason {
          case .unjustifiedStatus: "黄码和红码须有 --reason 和 --authority"
          case .unexpectedReason: "绿码请勿给出 --reason 和 --authority"
          case .validityTooLong: "请缩短 --valid，到时再作决定"
          default: nil
          }
        }())
    case .birthDate: ErrorWords("--birth-date 应为 1985-03-07、1985-03 或 1985")
    case .justification: ErrorWords("--reason 和 --authority 须一起给出")
    case .evidence(let family):
      ErrorWords(
        "--\(family.rawValue) 应为 \(EvidenceOption.form(of: family))，例如 \(EvidenceOption.example(of: family))"
      )
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
        "\(text): 不是码的索引", hint: "例如 2621563003 或 63923925bf1b74d0:2621563003")
    case .indexOfOtherKey(let text, let registry):
      ErrorWords(
        "\(text): 是另一个密钥的码；此登记库属于密钥 \(registry.hex)",
        hint: "请给出该密钥的登记库")
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
      ErrorWords(refusal.detail, hint: "请询问发送者；没有记入日志，也没有签名")
    case .expired(let time):
      ErrorWords("该码到 \(time.rfc3339) 已过期", hint: "请重新申请")
    case .otherIssuer(let issuer, let request):
      ErrorWords("是 \(issuer) 的密钥，而申请属于 \(request)", hint: "第二名经办人须属于同一签发机构")
    case .sameKey(let issuer):
      ErrorWords(
        "就是提出申请的密钥",
        hint: "第二名经办人须有自己的密钥：'hcode keygen --issuer \(issuer)'")
    case .registryOfOtherKey(let key, let request):
      ErrorWords(
        "是密钥 \(key.hex) 的登记库，而申请涉及密钥 \(request.hex) 的码", hint: "请给出该密钥的登记库")
    case .registryOfOtherIssuer(let identity, let key):
      ErrorWords(
        "是 \(identity.issuer) 密钥 \(identity.keyIdentifier.hex) 的登记库，不是 \(key.issuer) 密钥 \(key.publicKey.identifier.hex) 的",
        hint: "请用 'hcode registry init' 为此密钥建立登记库")
    case .noIndexGiven: ErrorWords("登记库没有给出索引")
    case .keyOfOtherIssuer(let issuer, let registry):
      ErrorWords(
        "是 \(issuer) 的密钥，而登记库属于 \(registry)", hint: "请给出 \(registry) 的密钥")
    case .noRetention: ErrorWords("建立时没有给出 --retain", hint: "请说明期限：--retain 30d")
    }
  }

  func words(_ error: LogUseError) -> ErrorWords {
    switch error {
    case .notLogged(let entries):
      ErrorWords("不在日志的 \(entries) 条记录中", hint: "刚记入的内容随下一个检查点公布")
    case .notACode(let malformed): ErrorWords(malformed.detail)
    case .nothingLogged: ErrorWords("日志中没有记录，无法作图")
    case .malformedEntry(let malformed, let line, let file):
      ErrorWords(
        "\(file.description) 第 \(line) 行：\(malformed.detail)",
        hint: "记录的各项见 docs/log.md；没有追加任何内容")
    case .noEntry: ErrorWords("没有记录", hint: "请每行给出一条")
    case .ownWitness:
      ErrorWords("就是日志自己的密钥或名称", hint: "见证方须是他人：请用 'hcode keygen' 生成密钥")
    case .stateExists: ErrorWords("已有状态文件", hint: "请去掉 --first")
    case .noState:
      ErrorWords(
        "没有状态文件：此见证方会忘记会签过什么", hint: "请找到状态文件，或用 --first 开始")
    case .sinceBehindEnd(let entries):
      ErrorWords("日志共有 \(entries) 条", hint: "请给出较小的 --since")
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
      ErrorWords("没有增量：\(Self.sentence(difference))", hint: "完整的列表已写好：请公布它")
    case .notAStatusList(let refusal):
      ErrorWords("不是状态列表：\(refusal.detail)", hint: "请给出 'hcode status build' 生成的文件")
    case .behindEnd(let index, let count):
      ErrorWords("列表中没有索引 \(index)", hint: "它共有 \(count) 个码")
    case .tooManyCodes:
      ErrorWords("一次超过 \(OfficerRequest.maximumIndexes) 个码", hint: "请分次进行")
    case .allExpired:
      ErrorWords("所有的码均已过期", hint: "它们不再限制任何人：不必处理")
    }
  }

  private static func sentence(_ difference: StatusDelta.DifferenceError) -> String {
    switch difference {
    case .otherSize: "两份列表的码数不同"
    case .nothingChanged: "没有变更"
    case .improves(let index, let from, let to):
      "索引 \(index) 由 \(from.word) 变为 \(to.word)，而增量只能使码变差"
    case .tooMany: "超过 \(StatusDelta.maximumChanges) 个码变为同一状态"
    }
  }

  func words(_ error: TrustUseError) -> ErrorWords {
    switch error {
    case .noCodeKey(let name, let path):
      ErrorWords("\(name): 没有签发健康码的密钥，\(path)", hint: "授权只用于签发健康码的密钥")
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
    case .namedAlready(let key):
      ErrorWords("密钥 \(key.hex) 已给出过", hint: "每个人各有自己的密钥")
    case .recognisedAlready(let authority, let source):
      ErrorWords(
        "\(authority): 已在 \(source.description) 中认可",
        hint: "请先移除它：'hcode trust remove \(authority)'")
    case .fingerprintNotCompared(let authority, let found):
      ErrorWords(
        "\(authority) 根密钥的指纹是 \(TrustListText.grouped(found))，无人核对过",
        hint: "请打电话让 \(authority) 读出其指纹，再用 --fingerprint 给出")
    case .otherFingerprint(let authority, let found):
      ErrorWords(
        "\(authority) 根密钥的指纹是 \(TrustListText.grouped(found))，与给出的不同",
        hint: "此文件不是该机构的，或其根密钥已更换：请再次询问")
    case .nothingFromURL:
      ErrorWords("这里没有从网址取得的内容", hint: "请先用 https 地址导入一次信任列表")
    case .notATrustList:
      ErrorWords(
        "不是信任列表", hint: "'hcode status show' 显示状态列表；'hcode trust import' 导入打包文件")
    case .notHeld(let authority):
      ErrorWords("此信任库中没有 \(authority) 的列表", hint: "见 'hcode trust show'")
    }
  }

  func words(_ error: TrustListError) -> ErrorWords {
    switch error {
    case .toStandardOutput: ErrorWords("列表须写入文件", hint: "请给出 -o FILE")
    case .builtWrong: ErrorWords("列表读出的内容与生成的不一致")
    case .notBuilt(let refusal): ErrorWords(refusal.detail)
    case .exists(let version, let source):
      ErrorWords(
        "已存在；其生成曾被中断，或它已是第 \(version) 版",
        hint:
          "若未给过任何人，可用 --force 重新生成；否则请把版本 \(version) 写入 \(source.description)")
    case .isSigned(let version, let next, let source):
      ErrorWords(
        "已签名；第二份第 \(version) 版列表会被视为伪造",
        hint: "请把版本 \(next) 写入 \(source.description)，再生成下一版")
    case .tooManySignatures(let count):
      ErrorWords(
        "各副本共有 \(count) 个签名，超过 \(COSESign.maximumSignatures) 个",
        hint: "请给出 --old，以略去无关的签名")
    case .notOlder(let old, let new):
      ErrorWords(
        "是 \(old.authority) 的第 \(old.number) 版，不是 \(new.authority) 第 \(new.number) 版之前的列表",
        hint: "--old 应为此列表之前公布的列表")
    case .underSigned(let count, let needed, let authority):
      ErrorWords(
        "只有 \(count) 个根密钥签名，需要 \(needed) 个",
        hint: authority.map { "请向 \($0) 索取其公布的列表" } ?? "--old 应为公布的列表")
    case .copiesDiffer(let other, let otherDigest, let first, let given, let digest):
      ErrorWords(
        "与 \(first.description) 内容不同：前者是 \(other.authority) 第 \(other.number) 版，摘要 \(otherDigest.hex)；后者是 \(given.authority) 第 \(given.number) 版，摘要 \(digest.hex)",
        hint: "没有写入任何内容；请先查明是谁改动的，再签名")
    case .notARootKey(let key, let authority, let hasBefore):
      ErrorWords(
        "密钥 \(key.hex) 在\(hasBefore ? "此列表和上一份列表" : "此列表")中都不是 \(authority) 的根密钥",
        hint: hasBefore
          ? "请用上面列出的根密钥之一的密钥文件" : "若它在根密钥更换之前是根密钥，请用 --old 给出上一份列表")
    case .bundleInBundle: ErrorWords("打包文件中不能再有打包文件")
    case .bundleCount: ErrorWords("打包文件可有 1 至 \(Bundle.maximumMembers) 个文件")
    case .bundleTooLarge(let mebibytes):
      ErrorWords(
        "打包文件会有 \(mebibytes) MiB，最多只能导入 \(Bundle.maximumFileBytes >> 20) MiB",
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
