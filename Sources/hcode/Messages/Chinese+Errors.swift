import HCodeDesk
import HCodeGate
import HCodeSystem
import HCodeFormats
import HCodeBase
import HCodePictures
import HCodeTrust
import Glibc
import HCodeCore

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
    case .badName: ErrorWords("不是文件名")
    case .notAFile: ErrorWords("已存在，但不是文件")
    case .exists: ErrorWords("已存在", hint: "请换一个名称，或用 --force 覆盖")
    case .isFolder: ErrorWords("是文件夹", hint: "请指定其中的文件")
    case .notReadable(let number):
      ErrorWords(Self.system(number), hint: error.isAbsent ? "请检查名称" : nil)
    case .notWritten(let number):
      ErrorWords(Self.system(number), hint: Self.hint(ofWriting: number))
    case .notSynced(let number):
      ErrorWords(
        "已写入，但不能确定已存到磁盘：\(Self.system(number))", hint: "请重做一次，并检查磁盘")
    case .tooLarge(let limit): ErrorWords("大于 \(limit >> 10) KiB", hint: "是这个文件吗？")
    case .secretTooLarge: ErrorWords("文件过大")
    case .empty: ErrorWords("文件为空")
    case .noLockedMemory: ErrorWords("没有可锁定的内存")
    }
  }

  private static func hint(ofWriting number: Int32) -> String? {
    switch SystemError(number).kind {
    case .forbidden: "请选择您可以写入的文件夹"
    case .absent: "请先建立该文件夹"
    case .full: "请腾出空间；没有留下任何文件"
    case .readOnly: "请选择可以写入的文件夹"
    case .busy, .broken, .closedPipe, .other: nil
    }
  }

  func words(_ error: URLFetchError) -> ErrorWords {
    switch error {
    case .insecure: ErrorWords("用 http 传送时，途中任何人都能改动列表", hint: "请用 https")
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
        "不是 PNG、JPEG、PNM、WebP、HEIC、AVIF、GIF、TIFF、BMP 或 PDF 文件",
        hint: "请存为 PNG 或 JPEG")
    case .unsupported(let format, let detail):
      ErrorWords("不常见的 \(format.rawValue)：\(detail)", hint: "请存为普通的 PNG")
    case .malformed(let format, let detail):
      ErrorWords("\(format.rawValue) 已损坏：\(detail)", hint: "请重新发送或拍摄")
    case .tooLarge(_, let width, let height):
      ErrorWords(
        "\(width) x \(height) 像素，超过 \((PictureLimits.pixels >> 20) * 100) 万",
        hint: "请缩小图片")
    case .fileTooLarge:
      ErrorWords("大于 \(PictureLimits.fileBytes >> 20) MiB", hint: "请缩小图片")
    case .tooManyPages:
      ErrorWords("超过 \(PictureLimits.pages) 页；其余各页未读取", hint: "请拆分文件")
    case .toolMissing(let format, let package):
      ErrorWords(
        "是 \(format.rawValue) 文件，读取它的程序未安装",
        hint: "apt-get install \(package)，或存为 PNG 或 JPEG")
    case .toolFailed(let format, let tool, let detail):
      ErrorWords(
        "\(format.rawValue) 无法读取：\(tool) 报告“\(detail)”",
        hint: "请重新发送或拍摄，最好用 PNG 或 JPEG")
    case .tooSlow(let format, let tool):
      ErrorWords(
        "\(format.rawValue) 无法读取：\(tool) 用时过长，已停止", hint: "请存为 PNG 或 JPEG")
    }
  }

  func words(_ error: PictureFileError) -> ErrorWords {
    switch error {
    case .severalPages: ErrorWords("有多页", hint: "请把带码的一页存为图片")
    case .noCodeInWhatIsThere:
      ErrorWords("图片损坏或不完整，现有部分中没有码", hint: "请重新发送或拍摄")
    case .noPictureInFolder: ErrorWords("此文件夹中没有图片", hint: "请检查名称")
    case .tooDeep(let levels): ErrorWords("文件夹超过 \(levels) 层", hint: "请单独指定它")
    case .neitherPictureNorText: ErrorWords("既不是可读取的图片，也不是码的文本")
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
    case .clockBehind(let last, let now):
      ErrorWords(
        "上一个检查点的时间是 \(last.rfc3339)，而现在是 \(now.rfc3339)", hint: "请校准本机时钟")
    case .entriesMissing(let first, let end):
      ErrorWords("缺少第 \(first) 至 \(end) 条", hint: "请从备份中恢复日志")
    case .full: ErrorWords("日志已满")
    case .otherCopy(let size, let published):
      ErrorWords(
        "是 \(size) 条的检查点，而已公布的有 \(published) 条", hint: "请见证方查看最新的检查点")
    case .notCosigned(let witness):
      ErrorWords(
        "\(witness) 没有会签检查点", hint: "请用 --cosigned 提供其副本，用 --witness 提供其密钥")
    case .journalMissing:
      ErrorWords("不在这里", hint: "日志的副本不能追加：请指定日志本身")
    case .journalDamaged(let byte): ErrorWords("在第 \(byte) 字节处损坏", hint: backup)
    case .tooManyEntries(let mebibytes):
      ErrorWords("一次超过 \(mebibytes) MiB 的记录", hint: "请分次追加")
    case .malformedEntry(let malformed, let isSameOfficer):
      ErrorWords(
        "无法记入日志：\(malformed.detail)",
        hint: isSameOfficer ? "每名经办人各有自己的代号：--officer" : nil)
    case .authorityNotShown: ErrorWords("依据中有无法显示的字符")
    }
  }

  func words(_ error: LogFileError) -> ErrorWords {
    switch error {
    case .notACheckpoint: ErrorWords("不是日志的检查点", hint: "请提供名为 checkpoint 的文件")
    case .notAProof:
      ErrorWords(
        "malformed-checkpoint: 不是证明", hint: "请提供 'hcode log prove' 生成的文件")
    case .notANoteKey:
      ErrorWords(
        "不是日志或见证方的公钥",
        hint: "请提供 'hcode log init' 或 'hcode log witness --show-key' 生成的 vkey 文件")
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
      case .malformedCheckpoint: "这是日志或日志的文件吗？"
      case .wrongKey: "请通过其他途径与日志的运营方核对密钥"
      case .tooFewWitnesses: "请向日志的运营方索取带有全部会签的检查点"
      case .rollback, .splitView, .inconsistent, .rewrittenEntry, .rewrittenTile:
        "请保存两份副本作为证据，并告知日志的见证方和签发机构"
      case .missingTile, .malformedTile, .wrongRoot, .malformedEntry:
        "请重新获取文件；如仍如此，请告知日志的见证方"
      case .notIncluded, .otherCode: "此证明不能证明任何事：请向提供者索取真正的证明"
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
    case .changedMeanwhile: ErrorWords("在此期间被他人改动", hint: "请再运行一次")
    }
  }

  private func words(
    _ fault: TrustListSource.Fault, _ moment: TrustSourceFileError.Moment
  ) -> ErrorWords {
    let what = (fault.path.isEmpty ? "" : fault.path + ": ") + fault.detail
    return switch moment {
    case .asRead: ErrorWords(what, hint: "请在该处改正；文件格式见 docs/trust.md §3")
    case .afterChange: ErrorWords("修改之后有误：" + what, hint: "没有写入任何内容")
    case .asAskedFor: ErrorWords("不可行：" + what, hint: "没有写入任何内容")
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
  private func foreign(_ refusal: ListRefusal) -> ErrorWords {
    var said = words(refusal)
    switch refusal.name {
    case .unknownSigner:
      said.hint = "请先导入签署机构的证书，或同时给出密钥：--list-key、--certificate"
    case .underSigned:
      said.hint = "请获取有签名的文件；若不用密钥导入，请先执行 'hcode trust forget'"
    default: break
    }
    return said
  }

  func words(_ error: ListRefusal) -> ErrorWords {
    let hint =
      switch error.name {
      case .unknownAuthority: "请打电话与该机构核对指纹，再给出 --fingerprint 或 --root"
      case .underSigned: "请向该机构索取签名齐全的列表"
      case .unsignedRootChange: "请把现有列表与此列表之间的各版本一并在一个命令中导入"
      case .rollback, .equivocation: "没有任何改动；请告知该机构此文件的来源"
      case .expired: "请获取最新版本"
      case .notYetIssued: "请校准本机时钟"
      case .unknownSigner: "请先导入其机构最新的信任列表"
      case .wrongBase: "请导入完整的状态列表，或整个日志的导出文件"
      case .tooLarge, .malformedList, .badSignature, .improvesStatus, .malformedRules,
        .snapshotMismatch:
        "文件已损坏或被篡改：请重新获取"
      }
    return ErrorWords("\(error.name.rawValue): \(error.detail)", hint: hint)
  }
}
