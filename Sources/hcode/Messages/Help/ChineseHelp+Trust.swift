extension ChineseHelp {
  /// `hcode trust`.
  static let trust = #"""
    Say whom to believe, and for what.
    说明信任谁，信任到什么程度。

    An authority makes a trust list. It names the keys that may sign codes and the other authorities that it recognises. Checkpoints import it. docs/trust.md says what is signed, by whom, and lists every refusal.
    主管机构制作信任列表，列出可以签发码的密钥和它认可的其他主管机构。查验点导入该列表。docs/trust.md 说明签什么、由谁签，并列出每一种拒绝。

    Begin the source of an authority's trust list.
    开始一个主管机构的信任列表源文件。

    The source is readable JSON for version control, without secrets (docs/trust.md §3). Root keys come from 'hcode keygen', one for each person who signs, and each stays with that person.
    源文件是便于阅读和版本管理的 JSON，不含秘密（docs/trust.md §3）。根密钥用 'hcode keygen' 生成，每名签名人一个，由其本人保管。

    The root keys, which sign lists.
    签署列表的根密钥。

    How many of the root keys have to sign. Default: the majority.
    须有几个根密钥签名。默认：过半数。

    Keys that sign bundles; one signature is enough.
    签署信任包的密钥；一个签名即可。

    How long a list is valid after it was built. Default: 30d.
    列表生成之后的有效期。默认：30d。

    After how long a list is called old. Default: 24h.
    多久之后列表算作陈旧。默认：24h。

    The source of the trust list.
    信任列表的源文件。

    Overwrite. The contents of the source are lost, its version too.
    覆盖。源文件的内容连同版本号都会丢失。

    Add an issuer, or another key of an issuer.
    添加签发机构，或签发机构的另一个密钥。

    The issuer, its name and the validity come from the key file. Unless more is granted, the key may sign green codes without evidence: grant what the issuer needs and no more. The file has to have the key's agreement with this authority for that use ('hcode keygen --for', 'hcode key agree').
    签发机构及其名称、有效期取自公钥文件。除非另行授权，该密钥只可签发不附证明的绿码：请只授予签发机构所需的范围。公钥文件中须有密钥同意本主管机构将其用于该用途的同意书（'hcode keygen --for'、'hcode key agree'）。

    What the key signs: codes, status-lists, countersign for a second officer or, experimental, venues or exposures.
    密钥签署什么：codes、status-lists、第二名经办人用的 countersign，或试验性的 venues 或 exposures。

    The status list of the key's codes; without one they cannot be revoked.
    此密钥的码的状态列表；没有状态列表，码就无法撤销。

    A status list that it may sign, with --use status-lists; may be repeated.
    可以签署的状态列表，与 --use status-lists 一起使用；可重复。

    Change what the codes of a key may say, or which status lists a key may sign.
    修改密钥的码可以写明什么，或密钥可以签署哪些状态列表。

    The options replace what was granted; what they leave out stays. An issuer's name stands for all its keys that sign codes or, with --for-status-list, for all that sign status lists. Checkpoints notice nothing until the next list is built, signed and imported.
    选项替换原来的授权范围；没有给出的保持不变。签发机构的名称代表其所有签发码的密钥；用 --for-status-list 时，代表其所有签署状态列表的密钥。下一版列表生成、签名并导入之前，查验点不会得知。

    A key id or an issuer.
    密钥编号或签发机构。

    A status list that the key may sign, for a key of status lists. May be repeated.
    此密钥可以签署的状态列表，用于签署状态列表的密钥。可重复。

    Recognise another authority, within the limits that you set.
    在设定的范围内认可另一个主管机构。

    Reads its signed list, or its root keys with --authority. Ask the authority for the fingerprint of its root keys over the telephone, not by the route that the file came, and give the answer with --fingerprint. Only green counts unless you grant more. Recognition goes one step: whom the other authority recognises does not matter here.
    读取其签名的列表；用 --authority 时读取其根密钥。请在电话中向对方问明根密钥的指纹，不要用文件送来的途径，并以 --fingerprint 给出。除非另行授权，只有绿码算数。认可只传一步：对方又认可了谁，在这里不起作用。

    The authority's signed list.
    对方签名的列表。

    Without a list: the authority's identifier.
    没有列表时：对方的标识。

    Without a list: its root keys.
    没有列表时：对方的根密钥。

    Without a list: how many of the root keys have to sign.
    没有列表时：须有几个根密钥签名。

    The fingerprint of the root keys, as the authority reads it out.
    根密钥的指纹，以对方念出的为准。

    Remove a key, an issuer or a recognised authority.
    移除密钥、签发机构或所认可的主管机构。

    After the next list nothing that it signed is accepted any more, not even what it signed before. Keys are withdrawn: lists say so until the key's own end, whoever else lists it, and 'hcode trust add' refuses it. To let valid codes end normally, use 'hcode trust sunset' instead.
    下一版列表之后，它签过的一切都不再接受，包括以前签的。密钥被撤回：在密钥自身到期之前，列表一直如此声明，无论还有谁列出它；'hcode trust add' 也拒绝添加。如要让有效的码正常到期，请用 'hcode trust sunset'。

    A key id, an issuer or a recognised authority.
    密钥编号、签发机构或所认可的主管机构。

    Set the day from which nothing is accepted any more.
    设定终止日期，自该日起一概不再接受。

    Without a name the day is for the whole list, otherwise for an issuer or a recognised authority. A key can end earlier than its file says, never later.
    不给出名称时，该日期用于整个列表，否则用于一个签发机构或所认可的主管机构。密钥可以早于其文件所写的时间终止，不能晚于该时间。

    The day or time from which nothing is accepted (RFC 3339).
    自此日期或时间起一概不再接受（RFC 3339）。

    Name the log in which an issuer's yellow and red codes have to be.
    指定签发机构的黄码和红码须记入的日志。

    A gate that has the log in its store calls a red code that is not in the log 'not-logged' once --grace has passed. The grace is the time to sign the log, cosign it and hand it out. Witnesses should be run by others than the log.
    查验点的信任库中有此日志时，过了 --grace 而日志中没有的红码判为 'not-logged'。宽限期用于签署日志、会签和分发。见证方应由日志运营方以外的人运行。

    The issuer.
    签发机构。

    The log's public key.
    日志的公钥。

    A witness's public key; may be repeated.
    见证方的公钥；可重复。

    How many of the witnesses have to have cosigned. Default: all.
    须有几个见证方会签。默认：全部。

    After what time a code has to be in the log. Default: 24h.
    码须在多长时间内记入日志。默认：24h。

    The issuer has no log any more.
    签发机构不再有日志。

    Change the root keys, or how many have to sign.
    更换根密钥，或修改须有几个签名。

    The next list then needs signatures of the old root keys, as many as the last list asks for, and of the new ones. Checkpoints that have the last list follow without help; nobody has to compare fingerprints again.
    此后的下一版列表须有旧根密钥的签名，个数按上一版列表的要求，并须有新根密钥的签名。有上一版列表的查验点自动跟进；无须再有人核对指纹。

    Keys to add.
    要添加的密钥。

    Key ids to remove.
    要移除的密钥编号。

    How many have to sign. Default: as before.
    须有几个签名。默认：不变。

    Build the next list, for the holders of the root keys to sign.
    生成下一版列表，供根密钥持有人签名。

    Writes AUTHORITY-VERSION.trust, still unsigned, and then the new version into the source. Send the file to the holders of the root keys. Each signs a copy with 'hcode trust sign', in any order.
    写出 AUTHORITY-VERSION.trust，尚未签名，然后把新的版本号写入源文件。请把该文件发给根密钥持有人。每人用 'hcode trust sign' 签一份副本，先后不限。

    The file to write. Default: AUTHORITY-VERSION.trust.
    要写的文件。默认：AUTHORITY-VERSION.trust。

    When the list is issued (RFC 3339). Default: now.
    列表的签发时间（RFC 3339）。默认：现在。

    Overwrite a list that nobody has signed.
    覆盖一份无人签名的列表。

    Sign a list with a root key, and merge signed copies.
    用根密钥签署列表，并合并已签的副本。

    Shows the whole list first. Read it, compare its digest with the others who sign, and stop with Ctrl-C at the passphrase if it is not what you agreed on. The command merges copies that others signed; all have to be the same list. Without --key it only merges. After a change of root keys, the old ones sign with --old.
    先显示整个列表。请通读，与其他签名人核对摘要；如果与商定的不符，请在询问口令时按 Ctrl-C 中止。此命令合并他人签好的副本；所有副本须是同一份列表。不带 --key 时只作合并。更换根密钥之后，旧密钥用 --old 签名。

    The list, and copies that others signed.
    列表，以及他人签好的副本。

    A root key's secret file.
    根密钥的私钥文件。

    The last list, complete; its root keys may sign too.
    上一版列表，须完整；其根密钥也可以签名。

    The file to write. Default: the list itself.
    要写的文件。默认：列表本身。

    Overwrite another file with -o.
    用 -o 时覆盖另一个文件。

    Import signed lists and bundles into the store.
    把签名的列表和信任包导入信任库。

    Verifies each file on its own, and for each authority that names it. A refused file keeps no other out; the exit status shows it. The command refuses an older version than the stored one (rollback), another list under the stored version (equivocation), new root keys that the old ones did not sign, too few signatures, and what is past its end. The first list of an authority that nobody here recognises needs --root or --fingerprint: compare it by another route than the one by which the list came. A URL is fetched with curl, over https only (http from this machine itself).
    逐个核验文件，并分别对列有它的每个主管机构核验。一个文件被拒绝，不妨碍其他文件；退出状态会反映出来。此命令拒绝：比库中旧的版本（rollback），版本与库中相同而内容不同的列表（equivocation），未经旧根密钥签名的新根密钥，签名不足，以及已过期的内容。这里无人认可的主管机构，其第一份列表须有 --root 或 --fingerprint：请用列表送来以外的途径核对。网址由 curl 取回，只限 https（本机可用 http）。

    With --format the files are what another format publishes: its signers' keys, its revocation lists. You vouch for the file by naming it. A signature is checked if the format has one, and an older file is refused if the format has a date. The file decides nothing after its own end, or after 30 days or --valid, and never after 366 days. With --format rules the files are rules that say which certificates count here (docs/rules.md).
    用 --format 时，文件是其他格式发布的内容：签名者的密钥、撤销列表。指定文件即表示由操作人担保。格式带有签名时会核验签名，带有日期时会拒绝较旧的文件。文件过了自身的期限，或过了 30 天或 --valid，就不再作为依据，最长不超过 366 天。用 --format rules 时，文件是规则，说明哪些证书在本地算数（docs/rules.md）。

    Trust lists, status lists, deltas or bundles: files, - for standard input, or URLs.
    信任列表、状态列表、增量或信任包：文件，- 表示标准输入，或网址。

    A root key of the authority; may be repeated.
    该主管机构的一个根密钥；可重复。

    The fingerprint of the authority's root keys together, as 'hcode trust build' prints it, or of one of them.
    该主管机构全部根密钥合起来的指纹，见 'hcode trust build' 的输出，或其中一个的指纹。

    The files are trust material of this format, or rules: dcc, gdhcn, nzcp, shc, vdsnc, il, 2ddoc, nhs, divoc, nl, claim169, rules.
    文件是此格式的信任材料，或规则：dcc、gdhcn、nzcp、shc、vdsnc、il、2ddoc、nhs、divoc、nl、claim169、rules。

    With --format: a name for these files, beside others of the format; files under the same name are replaced.
    与 --format 一起使用：这些文件的名称，以区别于同一格式的其他文件；名称相同的文件会被替换。

    With --format: the files decide nothing after this time, such as 7d.
    与 --format 一起使用：过了此时限，文件不再作为依据，例如 7d。

    With --format: whose file it is, if it does not say so, such as a JWK set. A set from its issuer's own address belongs to that issuer.
    与 --format 一起使用：文件没有写明属于谁时，在此给出，例如 JWK 集。从签发机构自己的网址取得的集属于该签发机构。

    With --format: the file with the signature over the list.
    与 --format 一起使用：含有列表签名的文件。

    With --signature: the signer's certificate, PEM or DER.
    与 --signature 一起使用：签名者的证书，PEM 或 DER。

    With --format: the key that signed the file, where the signature is in it (Germany's list of DCC signers, master lists): a public key or a certificate, PEM or DER. It is kept, and checks later files of the name.
    与 --format 一起使用：签名在文件之内时（德国的 DCC 签名者列表、主列表），签署文件的密钥：公钥或证书，PEM 或 DER。此密钥会保存，用来核验以后同名的文件。

    With --format: accept a file without usable entries, even in the place of one that has some.
    与 --format 一起使用：接受没有可用条目的文件，即使它要替换的文件有条目。

    One JSON object for each file, for programs (docs/json.md).
    每个文件一个 JSON 对象，供程序使用（docs/json.md）。

    Show what the store contains, how old it is, and what ends soon; or what a file says.
    显示信任库的内容、新旧程度和即将到期的事项；或显示文件的内容。

    With --check the exit status is for a cron job: 0 all is well, 10 something becomes old or ends soon, 30 codes get no verdict because something is missing or past its end.
    用 --check 时，退出状态供 cron 任务使用：0 一切正常，10 有内容变得陈旧或即将到期，30 有码因缺少内容或内容已过期而得不到判定。

    A signed list to show instead of the store, unverified.
    要显示的签名列表，代替信任库；不作核验。

    End with 10 or 30 when something needs care.
    有事项需要处理时，退出状态为 10 或 30。

    Say why a key or an issuer is believed, or why not.
    说明为什么信任或不信任一个密钥或签发机构。

    The exit status is 0 if the key or issuer is believed now, 30 if not.
    现在信任此密钥或签发机构时退出状态为 0，否则为 30。

    A key id, an issuer or an authority.
    密钥编号、签发机构或主管机构。

    Fetch again what came from a URL, and the status lists that the trust lists name.
    重新获取来自网址的内容，以及信任列表指定的状态列表。

    Each authority has its own lane: its trust list, then its status lists, beginning with those that end first, then its logs. Lanes do not wait for one another; those of pinned authorities start first and may take more. Each file is verified as by 'import'; one that fails does not keep the others out. A bundle that came from a URL is fetched first. An unchanged file is not sent again (ETag).
    每个主管机构各有一条通道：先是信任列表，再是状态列表（先到期的在前），然后是日志。各通道互不等待；已固定的主管机构先开始，可取的内容也较多。每个文件的核验与 'import' 相同；一个失败不妨碍其他。来自网址的信任包最先获取。没有变化的文件不再传送（ETag）。

    The exit status is about what pinned authorities publish; a failure of a recognised one is a warning. 0: all is current. 10: a fetch failed, or more than 100 codes became better at once. 30: some codes get no verdict, or will get none within a day. 65: a file was refused.
    退出状态只看已固定的主管机构发布的内容；所认可的机构失败只作警告。0：全部为最新。10：有内容获取失败，或一次放宽的码超过 100 个。30：有码得不到判定，或一天之内将得不到判定。65：有文件被拒绝。

    Pack lists, status lists, rules and foreign lists into one signed file, for a place without network.
    把信任列表、状态列表、规则和其他格式的列表打包成一个签名文件，供没有网络的地方使用。

    The bundle has a snapshot, signed with a snapshot key of the authority, with the digest of every file: none can be left out, added or exchanged. Everything that the trust lists name has to be given: the status list of each key, the list of each recognised authority. --partial packs without them. 'hcode trust import' accepts the whole bundle or nothing. With --foreign it also imports trust material of other formats, in the order given here, as if the operator had imported each file.
    信任包含有一份快照，由主管机构的快照密钥签名，写明每个文件的摘要：一个也不能少、不能多、不能换。信任列表指定的内容须全部给出：每个密钥的状态列表，每个所认可主管机构的列表。用 --partial 时缺少也可打包。'hcode trust import' 要么接受整个信任包，要么全不接受。用 --foreign 时，还按给出的顺序导入其他格式的信任材料，如同运维逐个导入。

    Trust lists, status lists and deltas.
    信任列表、状态列表和增量。

    A file of rules to carry along; may be repeated.
    一并打包的规则文件；可重复。

    Trust material of another format to carry along, with the name it gets; may be repeated.
    一并打包的其他格式的信任材料，以及为它取的名称；可重复。

    A snapshot key of the authority.
    主管机构的快照密钥。

    The bundle to write.
    要写的信任包。

    How long it may be imported.
    在多长时间内可以导入。

    Pack even if something that the trust lists name is missing.
    即使缺少信任列表指定的内容，也打包。

    Overwrite.
    覆盖。

    Remove an authority, the material of another format, or rules from the store.
    从信任库中移除主管机构、其他格式的材料或规则。

    Its codes are then from an unknown issuer, unless another pinned authority recognises it. A list that is imported later may be older than the forgotten one. For another format give the name that 'hcode trust show' prints, such as dcc or dcc/NAME; for rules, rules or rules/NAME.
    此后它的码判为签发机构未知，除非另一个已固定的主管机构认可它。以后导入的列表可以比移除的旧。其他格式请给出 'hcode trust show' 显示的名称，例如 dcc 或 dcc/NAME；规则为 rules 或 rules/NAME。

    The authority, or the name of foreign lists or rules.
    主管机构，或其他格式的列表或规则的名称。
    """#
}
