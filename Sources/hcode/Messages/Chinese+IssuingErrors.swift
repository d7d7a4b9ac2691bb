import HCodeDesk
import HCodeSystem
import HCodePictures
import HCodePaper
import HCodeRegistry
import HCodeBase
import HCodeCore

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
    case .otherLease(let request, let count):
      ErrorWords(
        "\(registry): \(request) 已取过 \(count) 个索引",
        hint: "要再次得到它们请取 \(count) 个，或换一个名称")
    case .deskMade(let request):
      ErrorWords(
        "\(registry): 索引段 \(request) 已做成服务台文件；两份文件会把每个索引发出两次",
        hint: "请换一个名称另取一段；若该文件从未送达且无人持有，可用 --again 再做一份")
    case .otherRows(let batch, let row):
      ErrorWords(
        "\(registry): 批次 \(batch) 从第 \(row) 行起内容不同，或 --at 等选项不同",
        hint: "同一名称下须是同样的行和同样的顺序；其他人员另作一批，用另一个 --as")
    case .neverLeased(let counters):
      ErrorWords(
        "\(registry): \(counters.lowerBound)..\(counters.upperBound) 没有全部发出过",
        hint: "请用 'hcode registry lease' 取一段索引")
    case .deskOnly:
      ErrorWords(
        "\(registry): 是服务台的登记库，只知道自己的码", hint: "请在分出该索引段的登记库中操作")
    case .foreignDesk:
      ErrorWords(
        "不是 \(registry) 分出的服务台登记库",
        hint: "请提供用此登记库执行 'hcode registry lease -o' 得到的文件")
    case .neverIssued(let index):
      ErrorWords(
        "\(registry): 此登记库从未签发过索引为 \(index) 的码", hint: "请核对编号；没有任何改动")
    case .wouldImprove(let index, let from, let to):
      ErrorWords(
        "索引 \(index) 的状态是 \(from.word)，改为 \(to.word) 会对持码人更有利",
        hint: from == .raisedToRed
          ? "红码只能换发新码；没有任何改动"
          : "误设的状态请用 'hcode status clear' 撤回；没有任何改动")
    case .nothingToClear(let index, let status):
      ErrorWords(
        "索引 \(index) 的状态是 \(status.word)，不能清除",
        hint: status == .raisedToRed
          ? "红码只能换发新码；没有任何改动" : "只有已撤销和已暂停的码可以清除；没有任何改动")
    case .alreadyRecorded(let index):
      ErrorWords(
        "\(registry): 索引 \(index) 已用于另一个码",
        hint: "两个服务台用了同一段索引，或批次有改动：请勿发出此码")
    case .notLater(let last):
      ErrorWords(
        "\(registry): 上一份列表的时间是 \(last.rfc3339)，这一份不会更晚",
        hint: "如果不是刚刚生成的，则本机时钟偏慢：请校准")
    case .busy:
      ErrorWords("\(registry): 另一个进程已占用登记库 30 秒", hint: "请再试一次")
    case .collision(let detail):
      ErrorWords("\(registry): \(detail)", hint: "请再试一次；没有任何改动")
    case .unreachable(let detail):
      ErrorWords(
        "\(registry): \(detail)", hint: "没有任何改动；请确认服务器在运行、地址正确，再试一次")
    case .unknownOutcome:
      ErrorWords(
        "\(registry): 修改时与服务器断开，不知是否已完成",
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
      ErrorWords("\(registry): 磁盘空间不足", hint: "请腾出空间；没有任何改动")
    case .notPermitted(let detail):
      ErrorWords(
        "\(registry): \(detail)",
        hint: PostgreSQLAddress.isMeant(by: registry.utf8)
          ? "见 PGPASSFILE 或 ~/.pgpass、pg_hba.conf 以及授予该角色的权限"
          : "文件及其文件夹须由您可写")
    case .inputOutput(let detail):
      ErrorWords("\(registry): \(detail)", hint: "没有任何改动；请检查磁盘，再试一次")
    case .damaged(let detail):
      ErrorWords("\(registry): 登记库已损坏：\(detail)", hint: "请从备份中恢复")
    }
  }

  func words(_ error: PostgreSQLAddress.Refusal) -> ErrorWords {
    switch error {
    case .holdsPassword:
      ErrorWords(
        "登记库的网址中有口令，本机任何人都能在进程列表中看到",
        hint: "请更换口令，并把新口令写入 ~/.pgpass 或 PGPASSFILE 所指的文件")
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
    case .unreadable:
      ErrorWords(
        "成图扫描不出，因此没有写入", hint: "请用较大的 --module-size，--quiet-zone 用 4")
    case .tooLarge: ErrorWords("无法按此尺寸绘图")
    case .failed(let detail):
      ErrorWords("无法绘图：\(detail)", hint: "请用较小的 --module-size 或 --quiet-zone")
    case .card(let error):
      ErrorWords(
        "无法绘制卡片：\(error)",
        hint: "请安装 Debian 的 librsvg2-bin 和 fonts-noto-cjk，或把卡片存为 SVG")
    case .paper(let error, let remedy): words(error, Self.advice(remedy))
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
    case .otherPeople:
      ErrorWords(
        "不是此批次开始时的文件（就当时读到的部分而言）",
        hint: "请提供当时的文件；后来的人员另作一批")
    case .header(let fault, _):
      ErrorWords((fault.column.map { "\($0): " } ?? "") + fault.reason, hint: template)
    case .empty: ErrorWords("文件为空", hint: template)
    case .nobody: ErrorWords("其中没有人员", hint: "表头之下每人一行")
    case .notWritten(let number):
      [.full, .broken].contains(SystemError(number).kind)
        ? ErrorWords(
          Self.system(number), hint: "已签发的均已保留；请腾出空间，再用同样的命令加 --resume")
        : words(FileError.notWritten(number))
    case .shortened: ErrorWords("比批次日志所记的短", hint: anew)
    case .foreignLine: ErrorWords("不是此批次的码", hint: anew)
    case .inUse: ErrorWords("另一个进程正在处理此批次", hint: "请等它结束")
    case .notAJournal:
      ErrorWords("不是批次日志，或由更新版本的 hcode 生成", hint: "请选择另一个输出位置")
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
    case .badName: ErrorWords("批次日志中的批次名称无效", hint: "请选择另一个输出位置")
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
      ErrorWords("文件夹已不在：被删除、移走或卸载", hint: "请重新建立，再重新启动")
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
        hint: "请输入 'ffmpeg -f image2pipe -c:v pgm -' 的输出")
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
