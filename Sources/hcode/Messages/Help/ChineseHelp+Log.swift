extension ChineseHelp {
  /// `hcode log`.
  static let log = #"""
    Keep, witness and audit the public log of yellow and red codes.
    保存、见证和审计黄码和红码的公共日志。

    A log is a folder that any web server can publish (C2SP tlog-tiles). Whoever issues a red code first writes there who set it, why, on whose authority and until when, without a name. Nobody can change or remove an entry unseen: signed checkpoints cover the whole log, witnesses cosign them, and gates notice a red code that is not in the log.
    日志是任何网站服务器都能发布的文件夹（C2SP tlog-tiles）。签发红码的人先在其中写明谁赋的码、为什么、依据什么、到何时为止，不写姓名。更改或移除条目必被发现：签名的检查点涵盖整个日志，见证方加以会签，查验点会发现日志中没有的红码。

    Make an empty log.
    建立空的日志。

    Make the log's key with 'hcode keygen'; it signs nothing else. Publish the folder except .journal and .lock. Give its file vkey to the root of the trust list, to witnesses and to auditors, by another route.
    日志的密钥用 'hcode keygen' 生成；它不签别的。请发布此文件夹，.journal 和 .lock 除外。请把其中的 vkey 文件经另一途径交给信任列表的根密钥持有人、见证方和审计员。

    The log's folder.
    日志的文件夹。

    The log's secret key.
    日志的私钥。

    The log's permanent name: where it will be published, without https://.
    日志的永久名称：将要发布的位置，不含 https://。

    Print a public key in the form that logs use.
    以日志所用的形式输出公钥。

    Prints one line for --log-key and --witness: name, key id and key (a C2SP vkey). Make a witness's key with 'hcode keygen'; it signs nothing else.
    输出一行，供 --log-key 和 --witness 使用：名称、密钥编号和密钥（C2SP vkey）。见证方的密钥用 'hcode keygen' 生成；它不签别的。

    The witness's or the log's name.
    见证方或日志的名称。

    The key of a witness, not of a log.
    见证方的密钥，不是日志的密钥。

    Write signed entries into a log, for issuers that have their own program.
    把签名的条目写入日志，供自有程序的签发机构使用。

    Reads one entry per line: a signed act (docs/log.md §2) in Base64, as 'hcode log export --json' shows it under "entry". Accepts all entries or none, and prints the index of each once they are on the disk. With --signer or --store it checks the signatures first. 'hcode approve', 'issue' and 'status' write their entries themselves. The next 'hcode log checkpoint' publishes what was appended. A desk's log is refused: its entries wait in the registry, and 'hcode desk publish' moves them.
    每行读取一个条目：Base64 编码的签名操作（docs/log.md §2），即 'hcode log export --json' 在 "entry" 中显示的内容。要么接受全部条目，要么都不接受；条目存入磁盘后，输出每条的序号。用 --signer 或 --store 时先核验签名。'hcode approve'、'issue' 和 'status' 自行写入条目。追加的条目由下一次 'hcode log checkpoint' 发布。发证台的日志会被拒绝：其条目在登记库中等待，由 'hcode desk publish' 移入。

    The entries. Default: standard input.
    条目。默认：标准输入。

    An officer's public key, to check signatures with; may be repeated.
    经办人的公钥，用来核验签名；可重复。

    A trust store whose lists name the officers' keys.
    信任库，其列表列有经办人的密钥。

    Publish appended entries: tiles, and a signed checkpoint over the whole log.
    发布追加的条目：分块文件，以及整个日志的签名检查点。

    Run it every few minutes, even if nothing was appended: a checkpoint says until when the log is known. With --cosigned instead of --key it adds the witnesses' signatures to the published checkpoint.
    请每隔几分钟运行一次，即使没有追加：检查点表明日志更新至何时。用 --cosigned 代替 --key 时，把见证方的签名加入已发布的检查点。

    A witness's copy of the checkpoint; may be repeated.
    见证方会签的检查点副本；可重复。

    The witness's name. May be repeated.
    见证方的名称。可重复。

    Write the proof that a code is in the log.
    写出码在日志中的存在证明。

    The proof is a text file (C2SP tlog-proof) that 'hcode log verify' and 'hcode explain' check without network: the entry, the hashes up to the root, and the checkpoint with its cosignatures. It shows the code as it was issued. Only the office can show which entry changed it later: 'hcode status show --opening'.
    存在证明是文本文件（C2SP tlog-proof），'hcode log verify' 和 'hcode explain' 无需网络即可核验：条目，直到根的各个哈希值，检查点及其会签。它说明的是签发时的码。后来更改此码的是哪个条目，只有签发机构能够说明：'hcode status show --opening'。

    The log: its folder, or the URL where it is published.
    日志：文件夹，或其发布的网址。

    A yellow or red code: a picture or text.
    黄码或红码：图片或文本。

    The number of the entry.
    条目的序号。

    The proof to write.
    要写的存在证明。

    Overwrite the file if it exists.
    文件已存在时覆盖。

    Check a whole log, or a proof that a code is in it.
    核验整个日志，或码在日志中的存在证明。

    For a log, the command checks the signatures, every entry and every tile. With --seen it also checks that the log has only grown since the last run, and keeps the new checkpoint there. For a file of 'hcode log prove' it checks the hashes up to the checkpoint, and its signatures. A refusal ends with 65 and begins with its name (docs/log.md §6).
    对日志，此命令核验签名、每个条目和每个分块文件。用 --seen 时，还核验日志自上次运行以来只有增加，并在该文件中保存新的检查点。对 'hcode log prove' 写的文件，核验直到检查点的哈希值及检查点的签名。拒绝时退出状态为 65，并以拒绝的名称开头（docs/log.md §6）。

    The log's public key, from its operator, by another route than the log.
    日志的公钥，来自运营方，且不经日志本身的途径。

    The checkpoint of the last run. Made if it is missing, replaced if all is well.
    上次运行的检查点。没有时新建，一切正常时替换。

    Cosign a log's checkpoint, if the log has only grown.
    在日志只有增加的前提下，会签其检查点。

    A witness answers for one thing: the log shows everybody the same entries, and removes none. It reads every entry, compares them with what it cosigned last, and refuses a log that does not match: publish such a refusal. It writes what it cosigns into --state before it hands it out. The first run needs --first. Run the witness in another place than the log, and under another management.
    见证方只保证一件事：日志给所有人看的条目相同，且没有移除条目。此命令读取每个条目，与上次会签的比对，不符的日志一概拒绝：请公开这样的拒绝。先把会签的内容写入 --state，再交出。第一次运行须有 --first。见证方应在日志以外的地方、由另外的管理者运行。

    The witness's secret key.
    见证方的私钥。

    The witness's name.
    见证方的名称。

    Where to keep the last cosigned checkpoint.
    保存上次会签的检查点的文件。

    Begin with this log: there is not yet a state.
    从此日志开始：还没有状态文件。

    The cosigned checkpoint to write.
    要写的会签检查点。

    Write a log as one file for checkpoints without network, or as JSON.
    把日志写成一个文件，供没有网络的查验点使用；或写成 JSON。

    'hcode trust import' takes the file. It has the checkpoint and the entries from --since on. Whoever has the log up to that point sees from it that the log has only grown. The file begins where a checkpoint of the log's history ended, at or before --since, so that nobody else can choose where it begins. Leave out what ended long ago: 31 days are enough for every red code. With --json the command prints the entries, one object per line.
    'hcode trust import' 接受该文件。其中有检查点和自 --since 起的条目。已有此前日志的人，可以由此看出日志只有增加。文件从日志历史中某个检查点结束处开始，不晚于 --since，因此起点不能由别人选定。早已终止的可以省去：对每个红码来说 31 天就够了。用 --json 时输出条目，每行一个对象。

    Leave out at most this number of entries at the beginning.
    开头最多省去这么多个条目。

    Print the entries instead, one JSON object per line.
    改为输出条目，每行一个 JSON 对象。

    Read a whole log and list the questions to ask.
    阅读整个日志，列出应当询问的问题。

    First the command checks the log as 'hcode log verify' does, against every checkpoint that was seen before. It dates each entry by the checkpoints around it, not by the entry's own time. Then it counts restrictions by issuer and officer, over 1, 7 and 28 days. It asks about an office that did more than three times its usual number, and 20 more, after allowing for a rise everywhere. It asks about an officer at four times their own usual number or their busiest colleagues', and 30 more. It also asks about one order on more than 200 codes, about changes and reds by one officer, about entries that contradict each other, and about entries and checkpoints with impossible times. With --store or --signer it checks the signatures and asks about entries that no known key signed. With --status-list it compares the changes of a list with the acts that answer for them. With --store it asks about an issuer whose sunset has passed, until the log says for each of its registries that the records were destroyed. Days and hours are UTC. The exit status is 10 if there is something to ask about, 0 if not, and 65 if the log is not genuine.
    此命令先像 'hcode log verify' 那样，对照以前见过的每个检查点核验日志。条目的时间以前后的检查点为准，不以条目自写的为准。然后按签发机构和经办人统计 1、7 和 28 天内的限制措施。扣除各处普遍的增长之后，机构的数量超过平时三倍再加 20 个的，列为问题。经办人的数量超过本人平时或最忙同事四倍再加 30 个的，列为问题。此外还询问：一个依据用于 200 个以上的码，由一名经办人完成的变更和红码，互相矛盾的条目，时间不可能的条目和检查点。用 --store 或 --signer 时核验签名，并询问没有已知密钥签名的条目。用 --status-list 时，把列表的变更与负责的操作比对。用 --store 时，询问已过终止日期的签发机构，直到日志对其每个登记库写明记录已经销毁。日和小时按 UTC 计。有问题可问时退出状态为 10，没有时为 0，日志不真实时为 65。

    A checkpoint that was seen before; may be repeated.
    以前见过的检查点；可重复。

    Count restrictions from this time on (RFC 3339); earlier ones are the baseline.
    从此时间起统计限制措施（RFC 3339）；此前的作为基准。

    One JSON object, for programs (docs/log.md §8).
    一个 JSON 对象，供程序使用（docs/log.md §8）。

    Print a line of CSV for each issuer and day.
    按签发机构和日期，每组输出一行 CSV。

    Also write a chart of the days.
    同时写出各日的图表。

    Overwrite the chart if it exists.
    图表已存在时覆盖。

    A status list whose changes the log should answer for, with --store; may be repeated.
    日志应对其变更负责的状态列表，与 --store 一起使用；可重复。
    """#
}
