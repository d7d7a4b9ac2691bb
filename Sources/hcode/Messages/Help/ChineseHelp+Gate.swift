extension ChineseHelp {
  /// What a gate and a bearer use: `scan`, `verify`, `explain`, `appeal`, `inspect`, `rules`, `doctor`; and `conform`.
  static let gate = #"""
    Read the codes in pictures and give a verdict on each.
    读取图片中的码，并逐个作出判定。

    Reads PNG, JPEG and PNM; also WebP, HEIC, AVIF, GIF, TIFF, BMP, PDF and SVG if Debian's programs for them are installed. The content decides, not the file's name. - is standard input. A folder stands for every picture in it and below. The exit status is the verdict: 0 green, 10 yellow, 11 red, 12 refused, 20 forged, 30 undecided, 40 no code; with several codes, the gravest. Let a person pass on 0 only. The first picture ends the options. In a script write -- before names that others chose, so that none becomes an option.
    可读 PNG、JPEG 和 PNM；装有 Debian 的相应程序时，也可读 WebP、HEIC、AVIF、GIF、TIFF、BMP、PDF 和 SVG。以内容为准，不看文件名。- 表示标准输入。文件夹表示其中各级的所有图片。退出状态即判定：0 绿码，10 黄码，11 红码，12 不予认可，20 伪造，30 无法判定，40 未见健康码；有几个码时以最严重的为准。只有 0 才放行。第一张图片之后不再有选项。在脚本中，他人所取的文件名之前请写 --，以免被当作选项。

    With --frames standard input is a camera, and --watch waits for pictures in a folder. Each code or picture gets its line as soon as it is seen. SIGINT, SIGTERM or the end of input stops it, with a summary on standard error.
    用 --frames 时标准输入是摄像头；--watch 等待文件夹中出现图片。每个码或每张图片一经看到就输出一行。SIGINT、SIGTERM 或输入结束时停止，并在标准错误上输出汇总。

    Pictures, folders of pictures, or - for standard input; after all options.
    图片、图片文件夹，或 - 表示标准输入；放在所有选项之后。

    A public key file to accept beside the store, or a folder of *.pub files; may be repeated.
    在信任库之外另行接受的公钥文件，或含有 *.pub 文件的文件夹；可重复。

    For a first look: codes of a bare key cannot be revoked, and a gate should use a store. The key adds to the store and to $HCODE_TRUST (paths separated by ':'). It changes nothing for a key or an issuer that the store knows.
    仅供初次试用：单独的公钥签发的码无法撤销，查验点应使用信任库。此公钥与信任库和 $HCODE_TRUST（多个路径用 ':' 分隔）一起生效。对信任库已知的密钥或签发机构没有作用。

    The folder of the trust store.
    信任库的文件夹。

    Default: $HCODE_STORE, then $XDG_DATA_HOME/hcode/store. If a named store cannot be read, every code is undecided. A gate should name its store, so that a lost disk is noticed.
    默认：$HCODE_STORE，否则为 $XDG_DATA_HOME/hcode/store。指定的信任库无法读取时，所有码都判为无法判定。查验点应指定信任库，以便磁盘丢失时能够发现。

    Rules that say which certificates count here (docs/rules.md), besides those in the store; may be repeated.
    规则，说明哪些证书在本地算数（docs/rules.md），与信任库中的规则一起生效；可重复。

    A picture of the bearer's identity QR code (claim 169). A code of another person is refused, and one that cannot be compared is undecided.
    持码人身份二维码（claim 169）的图片。他人的码不予认可，无法比对的判为无法判定。

    Do not print this part of a code: holder, evidence, or both with a comma. For a gate that keeps its output.
    不输出码的这一部分：holder、evidence，或两者，用逗号连接。供保留输出的查验点使用。

    Try every way to find codes, even if some were read and there seems to be no other.
    用尽各种方法找码，即使已经读到码而看来没有别的。

    Stop searching a picture after this time, such as 200ms or 2s. The verdict is then undecided, unless the search was complete.
    超过此时间就停止搜索一张图片，例如 200ms 或 2s。除非已搜索完，否则判为无法判定。

    Accept a picture that was not searched to the end, as with --budget: it may have a second code that nobody saw.
    接受未搜索完的图片，例如因 --budget 而停止的：其中可能还有一个没有人看到的码。

    The file whose first line is the password of PDF files. Other users of this machine may see the password during the conversion.
    第一行为 PDF 文件密码的文件。转换期间，本机的其他用户可能看到密码。

    Print the texts found, one per line, and judge nothing: the exit status is never 0.
    输出找到的文本，每行一个，不作判定：退出状态决不为 0。

    The number of pictures to read at once; 0 or auto for one per processor. Default: 1 for one picture, else auto. The output stays in order.
    同时读取的图片数；0 或 auto 表示每个处理器一张。默认：只有一张图片时为 1，否则为 auto。输出顺序不变。

    Standard input is a stream of PGM, PPM or JPEG frames; late ones are dropped.
    标准输入是 PGM、PPM 或 JPEG 的帧流；来不及处理的帧丢弃。

    With --frames: how long (ms, s, m, h) a code has to be out of view before it counts again. Default: 5s.
    与 --frames 一起使用：码离开视野多久（ms、s、m、h）之后再出现才重新计入。默认：5s。

    Judge each picture that arrives in this folder, once.
    对进入此文件夹的每张图片判定一次。

    Skips hidden files, *.tmp, *.part and subfolders. The list of judged files is in $XDG_STATE_HOME/hcode/watch; it has their numbers and times, not their contents.
    忽略隐藏文件、*.tmp、*.part 和子文件夹。已判定文件的清单在 $XDG_STATE_HOME/hcode/watch；其中有文件的编号和时间，没有内容。

    Ring the terminal's bell: once for green, twice for yellow, three times for everything else.
    终端响铃：绿码一声，黄码两声，其他三声。

    Give a verdict on texts, such as those that a hand-held scanner types.
    对文本作出判定，例如手持扫码枪键入的文本。

    With - each line of standard input is a text, and its verdict is printed at once. A line may end in LF, CR, CRLF or Tab. If the result can be decoded, hcode corrects what scanners and keyboards do to a text: characters around it, an AIM identifier such as ]Q1, lost first characters, two texts in a line, a wrong keyboard layout, Caps Lock. A text that still cannot be decoded is garbled (40): scan it again. With --exact nothing is corrected, and such a text is forged. With --device the lines come from a scanner in serial mode, which may be unplugged and plugged in again. The exit status is the gravest verdict. SIGINT and SIGTERM end a stream with a summary on standard error. The first text ends the options. In a script write -- before texts that others chose.
    用 - 时，标准输入的每一行是一个文本，随即输出判定。行尾可以是 LF、CR、CRLF 或 Tab。只要更正后能够解码，hcode 就会更正扫码枪和键盘对文本的改动：前后的多余字符，AIM 标识符（例如 ]Q1），丢失的开头字符，一行两个文本，键盘布局不符，Caps Lock。仍然不能解码的文本是传输不完整（40）：请重新扫描。用 --exact 时不作更正，这样的文本判为伪造。用 --device 时从串口模式的扫码枪读取，可以随时拔下再插上。退出状态是最严重的判定。SIGINT 和 SIGTERM 结束读取，并在标准错误上输出汇总。第一个文本之后不再有选项。在脚本中，来自他人的文本之前请写 --。

    Texts, or - for lines of standard input; after all options.
    文本，或 - 表示标准输入的各行；放在所有选项之后。

    Read lines from a scanner in serial mode, such as /dev/ttyACM0.
    从串口模式的扫码枪读取，例如 /dev/ttyACM0。

    The speed of the serial line. Default: 9600.
    串口的速率。默认：9600。

    What the scanner sends before each text. Escapes: \t, \xHH.
    扫码枪在每个文本之前发送的内容。转义：\t、\xHH。

    What the scanner sends after each text.
    扫码枪在每个文本之后发送的内容。

    Judge each text as it arrived: correct nothing, and report as forged what cannot be decoded.
    按收到的原样判定：不作更正，不能解码的报为伪造。

    Tell the holder of a code what it says, who set it, why, and where to appeal.
    告诉持码人：码上写了什么，谁赋的码，为什么，到哪里申诉。

    Works without network, from the code and the lists. --proof takes the file of 'hcode log prove': it shows that the code is in the public log, and whether the log says what the code says. --opening takes the file that the office gives to the holder of a changed code: it shows who changed the code, why, on whose order and until when. If no list here names the issuer, the command shows what the code claims and how to check it. The exit status is the verdict's, as with 'hcode scan', or 65 if the proof is not genuine.
    无需网络，只用码和列表。--proof 给出 'hcode log prove' 写的文件：说明此码是否在公共日志中，日志与码所写的是否一致。--opening 给出机构交给码有变更的持码人的文件：说明谁更改了此码，为什么，依据什么，到何时为止。本地没有列表列出该签发机构时，显示码的自称内容和核验方法。退出状态与 'hcode scan' 的判定相同；存在证明不真实时为 65。

    A picture or text of one code.
    一个码的图片或文本。

    The proof that it is in the log.
    此码在日志中的存在证明。

    The office's opening of a change: the log entry about this code, and the reason.
    机构对变更的开启文件：关于此码的日志条目，以及原因。

    The log's public key. Default: from the trust list.
    日志的公钥。默认：取自信任列表。

    One JSON object, for programs (docs/json.md).
    一个 JSON 对象，供程序使用（docs/json.md）。

    Write the letter by which the holder of a code asks its office to review it.
    写一封信，供持码人请签发机构复核此码。

    The letter has what the office needs to find the code and to answer: its key and index, colour, reason, order and times, and the holder's name. It leaves out evidence, birth date and document. Print it, or copy it into the office's form. 'hcode explain' tells the holder the same, with the proof that the code is in the public log.
    信中有机构查找此码和答复所需的内容：密钥和索引、颜色、原因、依据和时间，以及持码人姓名。不含证明、出生日期和证件号。可以打印，也可以抄到机构的表格上。'hcode explain' 向持码人说明同样的内容，并附上此码在公共日志中的存在证明。

    Leave the holder's name out.
    不写持码人的姓名。

    Show everything that a code contains, unverified.
    显示码的全部内容，不作核验。

    Takes pictures, files of text, texts, or - for standard input. Nothing is verified, and each line says so: use 'hcode scan' for a verdict. The exit status is 0 if everything could be read, 20 if a code is malformed, 30 if a picture was not searched to the end, and 40 without a code.
    接受图片、文本文件、文本，或 - 表示标准输入。不作任何核验，每一行都会注明：要判定请用 'hcode scan'。全部可读时退出状态为 0，码的格式不符时为 20，图片未搜索完时为 30，没有码时为 40。

    Pictures or texts, or -.
    图片或文本，或 -。

    One JSON object a line, for programs.
    每行一个 JSON 对象，供程序使用。

    Look at rules for certificates, and try their logic.
    查看证书规则，并试算其逻辑。

    Rules say which certificates count here. They are written in CertLogic, like the rules that EU countries publish (docs/rules.md). 'hcode scan --rules FILE' judges by them, and 'hcode trust import --format rules' stores them.
    规则说明哪些证书在本地算数，用 CertLogic 写成，与欧盟各国发布的规则相同（docs/rules.md）。'hcode scan --rules FILE' 按规则判定，'hcode trust import --format rules' 把规则存入信任库。

    Show what a file of rules contains, and which rules could not be applied.
    显示规则文件的内容，以及哪些规则无法适用。

    The exit status is 0 if all is well and 10 if there is something to know. It is 30 if certificates would get no verdict because of a rule that counts now: its logic is not CertLogic, it is for another engine, or it asks for a missing value set. A file that is not a set of rules ends with 65.
    一切正常时退出状态为 0，有事项需要知道时为 10。如果有现行规则会使证书得不到判定，则为 30：其逻辑不是 CertLogic，或用于其他引擎，或缺少它要用的取值表。文件不是规则集时为 65。

    Rules (docs/rules.md).
    规则（docs/rules.md）。

    Evaluate CertLogic expressions, one per line.
    计算 CertLogic 表达式，每行一个。

    Each line is an object with 'logic', an expression, and 'data', its input: a rule's data are {"payload": …, "external": …}. Each answer is an object with 'value', or with 'error' if there is no value, and with 'issues' if a part is not CertLogic. The exit status is 0 if every line was JSON.
    每行是一个对象，含有 'logic'（表达式）和 'data'（输入）：规则的输入是 {"payload": …, "external": …}。每个答案是一个对象，含有 'value'；没有值时含有 'error'；有部分不是 CertLogic 时含有 'issues'。每行都是 JSON 时退出状态为 0。

    Lines of JSON; - for standard input.
    JSON 行；- 表示标准输入。

    Check that this machine is ready to scan: clock, lists, libraries, permissions.
    检查本机能否扫码：时钟、列表、程序库、权限。

    Prints one line for each check, and the next step below each problem. Looks at what 'hcode scan' with the same options would use. Changes nothing and opens no socket. The exit status is 0 if all is well, 10 if something should be fixed soon, and 30 if scans would be undecided or could be wrong.
    每项检查显示一行，有问题的在下面给出下一步。检查的是 'hcode scan' 用同样的选项时会用到的内容。不作任何更改，不打开网络连接。一切正常时退出状态为 0，有事项应尽快处理时为 10，扫码会无法判定或可能出错时为 30。

    Answer the questions of the conformance kit.
    回答一致性测试套件的问题。

    Each line of standard input is a question, each line of standard output its answer (conformance/protocol.md). The command keeps nothing and reads no file of yours. It signs with keys that everybody knows, so no scanner believes what it issues.
    标准输入的每一行是一个问题，标准输出的每一行是其答案（conformance/protocol.md）。此命令不保存任何内容，也不读取任何用户文件。它用人人皆知的密钥签名，所以没有扫描程序会信任它签发的码。
    """#
}
