extension ChineseHelp {
  /// `hcode desk`.
  static let desk = #"""
    An authority in one folder: its keys, its registry, its log, and what it publishes.
    一个文件夹里的主管机构：密钥、登记库、日志和发布的文件。

    Begin with 'desk init'. Then 'hcode issue', 'hcode status' and 'hcode approve' find the folder, and 'desk publish' signs what is due and puts it where a web server finds it. Without a subcommand the desk is shown. See docs/desk.md.
    从 'desk init' 开始。此后 'hcode issue'、'hcode status' 和 'hcode approve' 会找到这个文件夹，'desk publish' 签署到期的内容，并放到网站服务器取用的位置。不带子命令时显示发证台。见 docs/desk.md。

    Show the desk: its keys, what this machine can do, and until when.
    显示发证台：有哪些密钥，本机能做什么，到何时为止。

    A machine can do what its secret keys allow. Nothing is changed.
    本机有哪些私钥，就能做哪些事。不作任何更改。

    The desk's folder.
    发证台的文件夹。

    Without it: $HCODE_DESK, then the current folder if it has desk.json, then ./desk. A desk chooses keys, registry and log.
    不指定时依次为：$HCODE_DESK，含有 desk.json 的当前文件夹，./desk。发证台决定用哪些密钥、登记库和日志。

    Use no desk, but the files that the other options name.
    不用发证台，只用其他选项指定的文件。

    en or zh, also as zh-CN or zh_CN.UTF-8; by default from LC_ALL, LC_MESSAGES or LANG.
    en 或 zh，也可写作 zh-CN 或 zh_CN.UTF-8；默认按 LC_ALL、LC_MESSAGES 或 LANG。

    Make an authority: keys, registry, log, trust list.
    建立主管机构：密钥、登记库、日志和信任列表。

    Makes the folder desk, or another with --desk. The root key and the code key are each sealed with a passphrase. The keys for status lists, bundles and the log are not sealed, because 'desk publish' runs from cron. Whoever steals those can clear a revocation or raise a code, but cannot sign one, and the root key can withdraw them.
    建立文件夹 desk，或 --desk 指定的文件夹。根密钥和签发密钥各用口令保护。状态列表、信任包和日志的密钥没有口令，因为 'desk publish' 由 cron 运行。窃得这些密钥的人可以解除撤销，或把码转为红码，但不能签发码；根密钥可以撤回这些密钥。

    Green and yellow codes need nobody else. A red code needs a second officer with a key from another machine. For a rehearsal, --rehearsal makes that key too, and every code then says that it is a rehearsal.
    绿码和黄码一个人就能签发。红码须由第二名经办人会签，其密钥来自另一台机器。演练时用 --rehearsal，这个密钥也在本机生成，每个码都会注明是演练。

    The authority's identifier, such as CN-HA.
    主管机构的标识，例如 CN-HA。

    A name, with its language: zh=河南省卫健委. Without one it is English. May be repeated.
    名称及其语言：zh=河南省卫健委。不注明语言时为英文。可重复。

    The PostgreSQL database that many counters share. Default: a file in the desk.
    供多个服务台共用的 PostgreSQL 数据库。默认：发证台里的一个文件。

    Root keys of others, instead of one that is made here. A majority has to sign.
    他人的根密钥，代替在本机生成的根密钥。须有过半数签名。

    A second officer's key from another machine; may be repeated.
    第二名经办人的密钥，来自另一台机器；可重复。

    Where the holder of a code may turn: address, telephone, page.
    持码人可以申诉的地方：地址、电话、网页。

    The colours it may sign: green, yellow, red, separated by commas.
    可以签发的颜色：green、yellow、red，用逗号分隔。

    Evidence that its codes may state, and its greatest age at issue: pcr:72h,vaccination:any; none for no evidence.
    码中可以写明的证明，以及签发时证明的最长时限：pcr:72h,vaccination:any；none 表示不得写明证明。

    The longest validity of a code, such as 7d; none for the format's bound only.
    码的最长有效期，例如 7d；none 表示只受格式本身的上限约束。

    How many officers of the issuer have to sign a red code: 2 or 1. Default: 2.
    红码须由几名经办人签署：2 或 1。默认：2。

    The holder categories that its codes may state, separated by commas; none for no category.
    码中可以写明的持码人类别，用逗号分隔；none 表示没有。

    Make a second officer's key here as well. Not for a real authority.
    第二名经办人的密钥也在本机生成。真正的主管机构请勿使用。

    Seal no key. Not for a real authority.
    密钥都不设口令。真正的主管机构请勿使用。

    Read the passphrase from the first line of this file.
    从此文件的第一行读取口令。

    Read the passphrase from the first line of this open file descriptor.
    从这个已打开的文件描述符的第一行读取口令。

    Read the root key's passphrase from the first line of this file.
    从此文件的第一行读取根密钥的口令。

    Where desk/publish will be served, with a slash at the end. Without it gates get the bundle as a file.
    desk/publish 对外提供的网址，以斜杠结尾。不指定时，查验点以文件形式取得信任包。

    The folder to make.
    要建立的文件夹。

    Sign what is due, and put it where a web server finds it.
    签署到期的内容，并放到网站服务器取用的位置。

    Moves waiting entries into the log and signs its checkpoint, then the status lists, and last the bundle. If the command is killed at any point, desk/publish has the old bundle or the new one. Unchanged files are signed again after publish.renew_after: 12h unless desk.json says otherwise. Run it from cron every 15 minutes.
    先把等待的条目移入日志并签署其检查点，再签状态列表，最后签信任包。无论在哪一步中断，desk/publish 中不是旧的信任包就是新的。没有变化的文件在 publish.renew_after 之后重新签署：除非 desk.json 另有规定，为 12h。请由 cron 每 15 分钟运行一次。

    If trust.json has changed, the command builds the next trust list. A root key in the desk signs it if its passphrase can be asked for. Otherwise the list waits in desk/outbox for its holders; give the signed copies as FILE.
    如果 trust.json 有改动，此命令会生成下一版信任列表。发证台里有根密钥、又能询问口令时，由它签名。否则列表放在 desk/outbox 等待根密钥持有人；签好的副本以 FILE 给出。

    The exit status is 0 if what is published is valid for at least a day, and 30 if not. It is 65 if a code would become better and nobody cleared it, and 69 while another publish is running.
    已发布的内容至少还有一天有效时退出状态为 0，否则为 30。有码会放宽而无人解除时为 65，另一次发布正在进行时为 69。

    Signed copies of the waiting trust list.
    等待签名的信任列表的已签副本。

    Print only what a person has to do, and ask for no passphrase.
    只显示需要人处理的事项，不询问口令。

    After a restore: desk/publish has been copied to where the next restore would look, so codes may be issued. Without it the command looks at the URL.
    恢复之后：desk/publish 已复制到下次恢复会查看的位置，可以签发。不用此选项时，此命令查看网址。

    Accept a secret key that belongs to root and that a group may read but nobody else, as Kubernetes and systemd hand it to a service.
    接受属于 root、同组可读而其他人不可读的私钥，即 Kubernetes 和 systemd 交给服务的那种文件。

    The clock, or --at, is right, even though the store, the registry or the log says otherwise.
    时钟或 --at 的时间是对的，即使信任库、登记库或日志显示的时间与之不符。

    Check that the office can go on: ends, unpublished changes, registry, log, modes, backup.
    检查机构能否正常运转：到期、未发布的变更、登记库、日志、权限、备份。

    Prints one line for each check, and the next step below each problem. Changes nothing. The exit status is 0 if all is well, 10 if something is due within 30 days, and 30 if gates stop within a day or revocations do not reach them.
    每项检查显示一行，有问题的在下面给出下一步。不作任何更改。一切正常时退出状态为 0，有事项在 30 天内到期时为 10，查验点将在一天内无法判定或收不到撤销时为 30。

    One JSON object per line, for programs (docs/json.md).
    每行一个 JSON 对象，供程序使用（docs/json.md）。

    Print nothing; the exit status is the answer.
    不输出任何内容；以退出状态作答。

    Make a key on this machine, for a desk on another machine.
    在本机为另一台机器上的发证台生成密钥。

    Writes NAME.key, sealed, and NAME.pub, into the desk's folders if there is a desk here, otherwise into this folder. The key signs at once what it is for, so 'hcode desk add NAME.pub' on the desk's machine needs no options. The secret stays on this machine.
    写出有口令保护的 NAME.key 和 NAME.pub：本机有发证台时写入发证台的文件夹，否则写入当前文件夹。密钥当即签明自己的用途，所以在发证台的机器上运行 'hcode desk add NAME.pub' 无需其他选项。私钥不离开本机。

    root, officer or code.
    root、officer 或 code。

    The authority, such as CN-HA.
    主管机构，例如 CN-HA。

    The key's name, such as li.
    密钥的名称，例如 li。

    How long the key may sign, in days, such as 365d. Default: 365d; for a root key 3650d.
    密钥可以签名多久，以天计，例如 365d。默认：365d；根密钥为 3650d。

    Leave the secret unsealed. Not for a real authority.
    私钥不设口令。真正的主管机构请勿使用。

    Add a key from another machine: a root holder, an officer, a counter.
    添加来自另一台机器的密钥：根密钥持有人、经办人、服务台。

    The key file says what the key is for, signed by the key itself ('hcode desk key'). Compare the fingerprint over the telephone: the command asks for it, or takes it with --yes. A code key gets its own registry and status list. If the registries are on a server, the command prints the rights that the counter's account needs there, for psql. Gates know the key after the next 'hcode desk publish'.
    公钥文件写明密钥的用途，并由密钥自己签名（'hcode desk key'）。请在电话中核对指纹：此命令会询问指纹，也可用 --yes 给出。签发密钥有自己的登记库和状态列表。登记库在服务器上时，此命令会输出服务台的帐户在那里所需的权限，供 psql 使用。查验点在下一次 'hcode desk publish' 之后得知此密钥。

    The public key file.
    公钥文件。

    The key's fingerprint, as read out over the telephone.
    密钥的指纹，以电话中念出的为准。

    Remove a key: of a root holder, an officer, a counter.
    移除密钥：根密钥持有人、经办人或服务台的密钥。

    The key ends when the last code that it signed has ended, so nobody's code stops. Until then it could still sign, and the log would show it. With --stolen nothing that the key signed counts after the next list. If it is a code key, reissue-NAME.csv then lists the codes that end, in the columns of 'hcode issue --batch', readable only by its owner.
    密钥在它签发的最后一个码到期时终止，所以没有人的码会失效。在此之前它仍能签名，日志会显示出来。用 --stolen 时，下一版列表之后，该密钥签过的一切都不再算数。如果是签发密钥，reissue-NAME.csv 会列出因此失效的码，列与 'hcode issue --batch' 相同，仅文件所有者可读。

    The key's name, as 'hcode desk' shows it.
    密钥的名称，见 'hcode desk'。

    Withdraw it at once.
    立即撤回。

    Recognise a neighbour, and carry its lists in our bundle.
    认可相邻机构，并把它的列表放入本机构的信任包。

    URL is the neighbour's bundle. Ask the neighbour over the telephone for the fingerprint of its root keys, and give it. Only green counts, unless you grant more. After the next 'hcode desk publish' our bundle has the neighbour's lists too, so our gates need nothing else.
    URL 是相邻机构信任包的网址。请在电话中向对方问明根密钥的指纹，并在此给出。除非另行授权，只有绿码算数。下一次 'hcode desk publish' 之后，本机构的信任包里也有对方的列表，本机构的查验点不必再做什么。

    Recognise a neighbour again if it has new root keys or another URL. It keeps its terms unless you give new ones.
    对方更换了根密钥或网址时，请重新认可。条件保持不变，除非给出新的条件。

    Where the neighbour's bundle is.
    相邻机构信任包的网址。

    The fingerprint of its root keys, as the neighbour reads it out.
    相邻机构根密钥的指纹，以对方念出的为准。

    The colours that count: green, yellow, red. Default: green.
    算数的颜色：green、yellow、red。默认：green。

    Green counts with one of these kinds of evidence, no older at the time of the scan: pcr:48h.
    绿码须附有以下证明之一才算数，扫码时不得超过所示时限：pcr:48h。

    The colour of a green code without that evidence.
    没有这种证明的绿码判为什么。

    Nothing counts after this time (RFC 3339).
    此时间之后一概不算数（RFC 3339）。

    The holder categories that count here, separated by commas. Default: none.
    在本地算数的持码人类别，用逗号分隔。默认：没有。

    Replace a key by a new one.
    用新密钥更换旧密钥。

    A new code key has its own registry and status list. Codes are issued with the old key until every gate knows the new one: publish.status_valid after the first list that names it. The old key ends when its last code has ended. A new status or bundle key signs as soon as a list names it. A new log begins with all entries of the old one, which is closed and stays published.
    新的签发密钥有自己的登记库和状态列表。在所有查验点都得知新密钥之前，仍用旧密钥签发：即列有新密钥的第一版列表之后再过 publish.status_valid。旧密钥在它签发的最后一个码到期时终止。新的状态密钥或信任包密钥，在列表列出后立即启用。新日志以旧日志的全部条目开头；旧日志停止追加，但仍然发布。

    NAME says which key to replace. Default: those whose secrets are here. The new key is made here. A second officer's or a root holder's key comes from their machine ('hcode desk key'): give it with --add. Remove root keys with --remove. The next list needs signatures of the old and of the new root keys: 'hcode desk publish' says who is missing.
    NAME 指明更换哪个密钥。默认：私钥在本机的那些。新密钥在本机生成。第二名经办人或根密钥持有人的密钥来自其本人的机器（'hcode desk key'）：请用 --add 给出。根密钥用 --remove 移除。下一版列表须有新旧根密钥的签名：'hcode desk publish' 会显示还缺谁。

    With --stolen the old key is withdrawn at once: nothing that it signed counts any more. With --lost nobody has the old secret, and what it signed stays valid. If the root keys are lost, the desk begins again with another fingerprint; the command prints what to send to gates and neighbours.
    用 --stolen 时旧密钥立即撤回：它签过的一切都不再算数。用 --lost 表示旧私钥已无人持有，它签过的仍然有效。如果根密钥丢失，发证台以新的指纹重新开始；此命令会输出应发给查验点和相邻机构的内容。

    code, officer, status, bundle, log or root.
    code、officer、status、bundle、log 或 root。

    The key to replace.
    要更换的密钥。

    The new key of an officer or a root holder, from its holder's machine. May be repeated for root holders.
    经办人或根密钥持有人的新密钥，来自其本人的机器。根密钥持有人可重复给出。

    A root key to remove. May be repeated.
    要移除的根密钥。可重复。

    The fingerprint of an added key, as read out over the telephone.
    所添加密钥的指纹，以电话中念出的为准。

    Withdraw the old key at once: nothing that it signed counts any more.
    立即撤回旧密钥：它签过的一切都不再算数。

    Nobody has the old secret key any more.
    旧私钥已无人持有。

    Leave a new key unsealed. Not for a real authority.
    新密钥不设口令。真正的主管机构请勿使用。

    Write the whole desk into one file: keys, registries, log.
    把整个发证台写入一个文件：密钥、登记库、日志。

    Writes one tar file, mode 0600. Codes may be issued meanwhile. The file has the secret keys: keep it elsewhere, as safe as the desk itself. It does not include a registry on a server.
    写出一个 tar 文件，权限 0600。其间可以照常签发。文件中有私钥：请存放在别处，与发证台同样妥善保管。不包括服务器上的登记库。

    The file to write.
    要写的文件。

    Bring a desk back: from a backup, or from what it published.
    恢复发证台：从备份，或从已发布的内容。

    With FILE the desk is unpacked from what 'hcode desk backup' wrote. Without FILE the command uses what is left in the folder. Then it looks at what was published: at the URL in desk.json, or at --from. It checks every signature, and takes over revocations, lists, keys and log that are newer. It refuses a copy that is older than what is here, and another log.
    给出 FILE 时，从 'hcode desk backup' 写的文件解出发证台。不给出 FILE 时，使用文件夹中剩余的内容。然后查看已发布的内容：desk.json 中的网址，或 --from 指定的位置。此命令核验每个签名，并取回较新的撤销、列表、密钥和日志。比现有内容旧的副本和别的日志一概拒绝。

    Nobody knows which indexes were given since. So each registry continues in a fresh range, and the status list becomes twice as long. Run 'hcode desk publish', copy desk/publish to the web server, and publish once more: then codes can be issued again. Name a code from before by its picture or its index, as usual. What was revoked stays revoked: such a change has the reason "restored".
    备份之后给出了哪些索引，无人知道。所以每个登记库从一段新的索引继续，状态列表的长度加倍。请运行 'hcode desk publish'，把 desk/publish 复制到网站服务器，再发布一次：之后即可重新签发。以前的码照常用图片或索引指明。已撤销的仍然是撤销：这类变更的原因为 "restored"。

    The new desk is made beside the old one and replaces it in one step. The old one is kept under another name. A registry on a server is continued there: restore the database first.
    新的发证台先在旧的旁边建好，再一步替换。旧的改名保留。服务器上的登记库在服务器上继续使用：请先恢复数据库。

    What 'hcode desk backup' wrote.
    'hcode desk backup' 写的文件。

    What was published: the URL, a copy of desk/publish, or a bundle. Without it the URL in desk.json.
    已发布的内容：网址、desk/publish 的副本或信任包。默认：desk.json 中的网址。

    The fingerprint of the root keys. Needed where no trust.json is left.
    根密钥的指纹。没有 trust.json 时必须给出。

    The desk's folder. Without it $HCODE_DESK, or desk.
    发证台的文件夹。默认：$HCODE_DESK，否则为 desk。

    Turn single files into a desk: key files, trust.json, registries, log, lists.
    把零散文件变成发证台：密钥文件、trust.json、登记库、日志、列表。

    Searches the files and folders for what belongs to one trust.json. It recognises a file by its content and by the ids of keys. It shows what it found and what is missing, and asks before it goes on. The secret file of a sealed key has to lie beside its .pub file, under the same name.
    在文件和文件夹中查找属于同一个 trust.json 的内容。按内容和密钥编号识别文件。显示找到了什么、缺什么，经确认后再继续。有口令保护的私钥文件须与它的 .pub 文件放在一起，名称相同。

    Keys and lists are copied. A registry and a log can continue in one place only, so they move into the desk. The old ones are marked and issue and log nothing more. A registry on a server stays there: give its URL. Status lists keep their names. Nobody else should work with the files meanwhile.
    密钥和列表是复制的。登记库和日志只能在一处继续使用，所以移入发证台。旧的会作标记，不再签发，也不再记录。服务器上的登记库留在原处：请给出其网址。状态列表的名称不变。其间他人不要使用这些文件。

    Files, folders, and URLs of registries. Default: this folder.
    文件、文件夹和登记库的网址。默认：当前文件夹。

    Do not ask.
    不询问。

    End the authority: set its last day, and later destroy what it knows about people.
    终止主管机构：设定最后一天，以后销毁其掌握的个人信息。

    With --on the day goes into the next trust list. From that day on gates refuse the authority's codes permanently. You can change the day until the list is published.
    用 --on 时，这一天写入下一版信任列表。从这一天起，查验点永久不再认可该主管机构的码。列表发布之前可以改期。

    --destroy works once the day has come and the last code has ended. It destroys everything that identifies people, in every registry of the desk. The log gets a signed entry for each registry, everything is published a last time, and the secret keys except the root's are overwritten. The entry is a claim, not a proof. If the command is interrupted, run it again. It asks for the issuer's name. It does not reach backups, copies and other machines: destroy those too.
    --destroy 须等这一天已到、最后一个码也已过期。它销毁发证台每个登记库中可识别个人身份的全部信息。日志为每个登记库记入一个签名条目，一切作最后一次发布，除根密钥外的私钥全部覆写。该条目是声明，不是证据。命令如果中断，请再次运行。此命令会询问签发机构的名称。备份、副本和其他机器不在其内：请一并销毁。

    The end of the authority: a day (UTC), or a time (RFC 3339).
    主管机构的终止时间：日期（UTC）或时间（RFC 3339）。

    Destroy what identifies people and the secret keys, after the last code has ended.
    最后一个码到期之后，销毁可识别个人身份的信息和私钥。

    The officer, for the registry and the log: a pseudonym such as desk-7, never a name. Default in the log: the key's id.
    经办人，记入登记库和日志：用代号，例如 desk-7，切勿用姓名。日志中默认为密钥编号。

    The issuer's name. Otherwise the command asks for it: destroyed data does not come back.
    签发机构的名称。不给出时，此命令会询问：销毁的数据无法恢复。
    """#
}
