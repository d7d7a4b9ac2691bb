extension ChineseHelp {
  /// Keys, codes, registries and status lists: `keygen`, `key`, `issue`, `approve`, `registry`, `status`.
  static let issuing = #"""
    Make an issuer's key pair.
    生成签发机构的密钥对。

    Writes ISSUER.key, the secret, mode 0600, sealed with a passphrase (Argon2id). Also writes ISSUER.pub, a small JSON file: mail it to the authority that lists the key, and read the fingerprint to it over the telephone. The key signs at once that this authority may list it (--for), and for which use (--use): no list can name a key that did not agree. Make root and bundle keys, and the keys of logs and witnesses, without --for.
    写出 ISSUER.key，即私钥，权限 0600，有口令保护（Argon2id）。同时写出 ISSUER.pub，一个小的 JSON 文件：请寄给要列出此密钥的主管机构，并在电话中念出指纹。密钥当即签明该主管机构可以列出它（--for），以及作何用途（--use）：列表不能列出未经同意的密钥。根密钥、信任包密钥以及日志和见证方的密钥，生成时不用 --for。

    The issuer's identifier, such as CN-HA.
    签发机构的标识，例如 CN-HA。

    The issuer's name for people, in any language.
    签发机构的名称，供人阅读，语言不限。

    The authority whose trust lists may name the key; may be repeated. Without it: the issuer itself.
    可以在信任列表中列出此密钥的主管机构；可重复。默认：签发机构自己。

    What the key signs: codes, status-lists, countersign or, experimental, venues or exposures.
    密钥签署什么：codes、status-lists、countersign，或试验性的 venues 或 exposures。

    The folder to write to.
    写入的文件夹。

    How long the key may sign and be believed: days, such as 365d.
    密钥可以签名并为人所信任多久：天数，例如 365d。

    Leave the secret unsealed: whoever can read the file, or a backup, can sign as the issuer.
    私钥不设口令：能读到此文件或其备份的人，都能以签发机构的名义签名。

    Overwrite. This destroys the old secret key.
    覆盖。旧的私钥将被销毁。

    Let an authority list a key.
    同意主管机构列出密钥。

    Sign, with a secret key, that an authority may list the key.
    用私钥签明：某主管机构可以列出此密钥。

    Writes the public key file with the agreement, for the authority's 'hcode trust add'. No list can name a key without its agreement. The agreement says which authority, which issuer and which use, and ends with the key. A key from 'hcode keygen --for' already has one. Run this where the secret key is kept.
    写出附有同意书的公钥文件，供主管机构运行 'hcode trust add'。没有同意书的密钥，任何列表都不能列出。同意书写明主管机构、签发机构和用途，并随密钥到期。由 'hcode keygen --for' 生成的密钥已有一份。请在存放私钥的机器上运行。

    The secret key file.
    私钥文件。

    The public key file to write. An existing file of this key keeps its other agreements.
    要写的公钥文件。如已有此密钥的文件，其中的其他同意书保留。

    Overwrite the public key file of this key.
    覆盖此密钥的公钥文件。

    Sign a code about a person and draw it.
    签发一个人的码并绘制出来。

    Before anything is written, hcode verifies what it signed and scans the finished picture. In a desk ('hcode desk init') the newest code key signs, and the registry gives the index and records the code. The entry of a yellow code waits there for the log. A red code becomes a request, which the second officer finishes with 'hcode approve'. --replaces revokes another code in the same step. For many people at once use 'hcode issue --batch FILE': see 'hcode issue-batch --help'.
    写出之前，hcode 会核验所签的内容，并扫描绘好的图片。在发证台（'hcode desk init'）中，由最新的签发密钥签名，登记库给出索引并登记此码。黄码的条目在登记库中等待写入日志。红码先成为申请，由第二名经办人用 'hcode approve' 完成。--replaces 同时撤销另一个码。一次签发多人请用 'hcode issue --batch FILE'：见 'hcode issue-batch --help'。

    The issuer's secret key file. Default: the desk's newest code key.
    签发机构的私钥文件。默认：发证台最新的签发密钥。

    The name of the desk's code key to sign with.
    用来签名的发证台签发密钥的名称。

    The key's registry, which gives the index and records the code (see 'hcode registry').
    密钥的登记库，由它给出索引并登记此码（见 'hcode registry'）。

    How the office knows the person, such as a document number. The registry keeps a keyed hash; the code has nothing from it.
    机构对此人的编号，例如证件号。登记库只保留带密钥的哈希值；码中完全没有。

    Revoke this code of the registry in the same step. Give a picture, its text or its index.
    同时撤销登记库中的这个码。请给出图片、文本或索引。

    Red: write the request that the second officer finishes with 'hcode approve'.
    红码：写出申请，由第二名经办人用 'hcode approve' 完成。

    Sign red with one signature. A checkpoint accepts such a code only if its list says so, or if it trusts this key file directly.
    红码只用一个签名。查验点只在其列表允许时，或直接信任此公钥文件时，才接受这样的码。

    green, yellow or red.
    green、yellow 或 red。

    How long the code is valid: 90m, 24h, 14d. A desk has a default for each colour.
    码的有效期：90m、24h、14d。发证台对每种颜色有默认值。

    Valid only from this time on (RFC 3339).
    从此时间起才有效（RFC 3339）。

    The name as the holder writes it.
    姓名，按持码人本人的写法。

    The name in Latin letters.
    姓名的拉丁字母写法。

    1985-03-07, 1985-03 or 1985.
    1985-03-07、1985-03 或 1985。

    The last characters of the identity document, at most 8.
    身份证件号的最后几位，最多 8 个字符。

    For green: what the holder is, at most three, such as freight-crossing or health-worker; an issuer's own is a number from 128 to 255. May be repeated.
    绿码：持码人的类别，最多三个，例如 freight-crossing 或 health-worker；签发机构自定的类别是 128 至 255 的编号。可重复。

    A test: pcr, antigen or antibody; negative, positive or undetermined; when; where. May be repeated.
    检测：pcr、antigen 或 antibody；negative、positive 或 undetermined；时间；地点。可重复。

    A vaccination: dose of doses, date, where, product.
    疫苗接种：第几剂/共几剂，日期，地点，产品。

    A recovery: date of the first positive test, where.
    康复：首次检测阳性的日期，地点。

    Where the holder was in the days before: how many days, and who says so (declared, registered, network): 14d:registered. Takes --stay.
    此前若干天内持码人到过哪里：天数，以及信息来源（declared、registered、network）：14d:registered。须有 --stay。

    An area of the itinerary (ISO 3166; for China the digits of GB/T 2260, no finer than a county), and the day on which it was left: CN-410105, CN-110101:2026-11-20. May be repeated, up to 8 times.
    行程中的地区（ISO 3166；中国用 GB/T 2260 的数字代码，不细于县级），以及离开的日期：CN-410105、CN-110101:2026-11-20。可重复，最多 8 次。

    Why, for yellow and red: confirmed-case, suspected-case, close-contact, secondary-contact, listed-area, symptoms, test-overdue, arrival.
    黄码和红码的原因：confirmed-case、suspected-case、close-contact、secondary-contact、listed-area、symptoms、test-overdue、arrival。

    The legal authority or order number, for yellow and red.
    依据或文号，用于黄码和红码。

    The code's index under this key, from 'hcode registry allocate' or your own list. Without it and --registry the index is drawn at random.
    码在此密钥下的索引，来自 'hcode registry allocate' 或自己的清单。没有此选项也没有 --registry 时，索引随机抽取。

    The log into which the entry is written first.
    条目首先写入的日志。

    Sign even though no registry or log will know the code. Gates whose trust list names the key do not accept the code as green.
    即使没有登记库或日志会知道此码，也签发。信任列表列有此密钥的查验点不会把此码判为绿码。

    The file to write, or - for standard output; .png, .svg, .pdf, .zpl or .txt.
    要写的文件，- 表示标准输出；扩展名为 .png、.svg、.pdf、.zpl 或 .txt。

    png, svg, pdf, zpl, text or terminal. Default: from the file's ending.
    png、svg、pdf、zpl、text 或 terminal。默认：按文件的扩展名。

    Show the code on the terminal, in half blocks.
    在终端上用方块字符显示码。

    Print the code's text.
    输出码的文本。

    Draw a card around the code: status as colour, shape and word, holder, validity, issuer.
    在码的周围绘制卡片：颜色、形状和文字表示的状态，持码人，有效期，签发机构。

    The side of a module in pixels, or in dots of a label printer, 1 to 64.
    模块的边长，1 至 64 像素，标签打印机则为点。

    The white border around the code in modules, 0 to 64; the standard asks for 4.
    码四周的白边，以模块计，0 至 64；标准要求 4。

    L, M, Q or H: how much damage the symbol survives. Default: Q on labels, else M.
    L、M、Q 或 H：码能承受多大的损坏。默认：标签为 Q，其他为 M。

    The paper of the labels: a4, letter, or width and height in mm such as 50x30, one label per page.
    标签的纸张：a4、letter，或宽和高的毫米数，例如 50x30，每页一个标签。

    Labels on a sheet: columns and rows such as 3x8, with sizes 3x8:70x37, or a paper's number such as L7160 (docs/paper.md).
    整版上的标签：列数和行数，例如 3x8；带尺寸的 3x8:70x37；或标签纸的型号，例如 L7160（docs/paper.md）。

    How many labels, 1 to 9999. Default: one sheet.
    标签的个数，1 至 9999。默认：一版。

    The first unused label of the sheet.
    整版上第一个未用过的标签。

    Leave out the cutting marks at the corners of labels.
    标签的角上不画裁切线。

    Dots per inch of the label printer, for .zpl: 203, 300 or 600.
    标签打印机每英寸的点数，用于 .zpl：203、300 或 600。

    Where to appeal, on a yellow or red card or label. Default: from the trust list.
    申诉的地方，印在黄码或红码的卡片或标签上。默认：取自信任列表。

    Leave the reason off a yellow or red card or label, so that bystanders cannot read it.
    黄码或红码的卡片或标签上不印原因，以免旁人看到。

    Overwrite the file if it exists; print modules that are too small for phones.
    文件已存在时覆盖；模块对手机来说过小时仍然打印。

    Judge as of this time (RFC 3339, such as 2026-11-24T08:00:00Z) instead of the clock's time.
    以此时间（RFC 3339，例如 2026-11-24T08:00:00Z）为准判定，不用时钟的时间。

    Print what was issued as one JSON object, for programs (docs/json.md).
    把签发的内容输出为一个 JSON 对象，供程序使用（docs/json.md）。

    Sign codes about many people, listed in a file.
    为文件中列出的许多人签发码。

    Run it as 'hcode issue --batch FILE'. Reads CSV, with the columns that --batch-template prints, or one JSON object per line; - is standard input. A row that cannot be issued goes into rejects.csv with file, line, column and reason, and does not stop the others; the exit status is then 65. --resume continues a batch that was interrupted: each person gets one code. See docs/batch.md.
    以 'hcode issue --batch FILE' 运行。读取 CSV，列与 --batch-template 输出的相同，或每行一个 JSON 对象；- 表示标准输入。不能签发的行连同文件、行、列和原因写入 rejects.csv，不影响其他行；这时退出状态为 65。--resume 继续中断的批次：每人只得到一个码。见 docs/batch.md。

    The people: CSV, or one JSON object per line; - for standard input.
    人员：CSV，或每行一个 JSON 对象；- 表示标准输入。

    Print a CSV file to fill in, and do nothing else.
    输出一个供填写的 CSV 文件，不做其他事。

    A folder of pictures; .zip or .tar for an archive; .pdf for sheets of labels; .ndjson, or - for standard output, for one JSON object per row.
    放图片的文件夹；.zip 或 .tar 归档；.pdf 整版标签；.ndjson，或 - 表示标准输出，每行一个 JSON 对象。

    The batch's name in the registry, such as job-42/part-3. Under one name the same rows get the same indexes, also on another machine. Other rows, or another order, are refused. Default: a name kept in the journal.
    批次在登记库中的名称，例如 job-42/part-3。名称相同、各行相同，则得到的索引相同，换一台机器也是如此。各行不同或顺序不同则拒绝。默认：记录文件中保存的名称。

    Row 1 gets index A, the next A + 1, up to B. For whoever shares out the key's indexes.
    第 1 行得到索引 A，下一行得到 A + 1，直到 B。供分配此密钥索引的人使用。

    Continue an interrupted batch, or begin it.
    继续中断的批次，或开始一个批次。

    Where rejected rows go, as CSV. Default: rejects.csv in the folder or beside the output; none with -o -.
    未能签发的行写到哪里，CSV 格式。默认：文件夹中或输出旁边的 rejects.csv；用 -o - 时不写。

    The number of threads; 0 or auto for one per processor.
    线程数；0 或 auto 表示每个处理器一个。

    Sign red rows with one signature; otherwise they are rejected. A checkpoint accepts such codes only if its list says so, or if it trusts this key file directly.
    红码的行只用一个签名；否则不予签发。查验点只在其列表允许时，或直接信任此公钥文件时，才接受这样的码。

    green, yellow or red, for rows without a status.
    green、yellow 或 red，用于没有状态的行。

    How long a code is valid, for rows that do not say it: 90m, 24h, 14d.
    码的有效期，用于没有注明的行：90m、24h、14d。

    Why, for yellow and red rows that do not say: confirmed-case, suspected-case, close-contact, secondary-contact, listed-area, symptoms, test-overdue, arrival.
    没有注明原因的黄码和红码行的原因：confirmed-case、suspected-case、close-contact、secondary-contact、listed-area、symptoms、test-overdue、arrival。

    The legal authority or order number, for yellow and red rows without one.
    依据或文号，用于没有注明的黄码和红码行。

    png or svg, or pdf with --card. Default for folders and archives: png. In lines of JSON it adds the picture, in Base64.
    png 或 svg；用 --card 时也可为 pdf。文件夹和归档的默认值：png。输出 JSON 行时，会加上 Base64 编码的图片。

    Draw a card around each code: status as colour, shape and word, holder, validity, issuer.
    在每个码的周围绘制卡片：颜色、形状和文字表示的状态，持码人，有效期，签发机构。

    Scan the first of every N pictures before it is written, 1 for all.
    每 N 张图片，写出之前扫描其中的第一张，1 表示全部。

    Print labels also with modules that phones may not read.
    模块小到手机可能读不出时，标签仍然打印。

    The time of issue of all codes (RFC 3339). Default: when the batch began. Parts of one batch on several machines need one common time.
    所有码的签发时间（RFC 3339）。默认：批次开始的时间。一个批次分在几台机器上时，各部分须用同一时间。

    Finish, as the second officer, a first officer's request: a red code, or a change of codes.
    由第二名经办人完成第一名的申请：红码，或码的变更。

    Shows the request before it asks for the passphrase. First the entry is countersigned and written into the log. Once it is on the disk, the code is countersigned and drawn, or the codes are changed in the registry. A request is valid for 7 days. The two keys belong to one issuer. A verifier whose trust list asks for two officers refuses a red code with one signature, or with two by one key.
    询问口令之前先显示申请。首先会签条目并写入日志。条目存入磁盘之后，再会签并绘制红码，或更改登记库中的码。申请的有效期为 7 天。两个密钥属于同一个签发机构。信任列表要求两名经办人的验证方，不接受只有一个签名的红码，也不接受同一密钥的两个签名。

    The request, from 'hcode issue', 'status set' or 'status clear' with --request.
    申请，来自 'hcode issue'、'status set' 或 'status clear' 的 --request。

    The first officer's public key. A desk finds it.
    第一名经办人的公钥。发证台会自行找到。

    The second officer's secret key. Default: the desk's.
    第二名经办人的私钥。默认：发证台的密钥。

    The registry in which to change the codes.
    要更改其中的码的登记库。

    The issuer has no log. Only for changes of codes.
    签发机构没有日志。只用于码的变更。

    Keep an issuer's record of its codes.
    保存签发机构的码的记录。

    A registry belongs to one code key. It records which indexes are given away, when a code was issued, by whom and until when it is valid, whether it was changed and on whose order. It keeps a keyed hash of the person, and the name only if it was made with --keep-names.
    一个登记库属于一个签发密钥。它记录哪些索引已给出，码在何时由谁签发、有效至何时，以及是否有变更、依据什么。它保存人员的带密钥的哈希值；只有用 --keep-names 建立的才保存姓名。

    It is one file (SQLite), mode 0600, for several processes of one machine, never on a network file system. Or it is a database of a PostgreSQL server, for many desks: every --registry takes postgres://HOST/DATABASE as well. Back it up with the key: a registry that is restored from an old copy hands out indexes a second time (docs/registry.md).
    登记库是一个文件（SQLite），权限 0600，供一台机器上的多个进程使用，切勿放在网络文件系统上。也可以是 PostgreSQL 服务器上的数据库，供许多服务台使用：每个 --registry 也接受 postgres://HOST/DATABASE。请与密钥一起备份：从旧副本恢复的登记库会把索引再给出一次（docs/registry.md）。

    Make a registry for a code key.
    为签发密钥建立登记库。

    The registry hands out indexes in an order that only it knows, so that a code does not show how many were issued before it. The capacity is for the life of the key and also the length of the status list: 1048576 codes are 256 KiB before compression.
    登记库按只有它知道的顺序给出索引，因此从一个码看不出此前签发了多少。容量供密钥终身使用，也是状态列表的长度：1048576 个码压缩前为 256 KiB。

    A key has one registry: a second one would make its revoked codes valid again. A key whose status list is in the store, or beside the key or the registry, has had one and gets no other. If a trust list in the store names the key with a status list that is missing here, use --first.
    一个密钥只有一个登记库：再建一个会使已撤销的码重新有效。状态列表在信任库中，或在密钥或登记库旁边的密钥，已有过登记库，不能再建。如果信任库中的信任列表列有此密钥，而其状态列表不在本地，请用 --first。

    For many desks give a database of a PostgreSQL server instead of a file; each desk then gives the same URL to --registry. Never put a password into the URL: see PGPASSFILE in the PostgreSQL manual.
    有许多服务台时，请给出 PostgreSQL 服务器上的数据库，代替文件；各服务台再把同一网址用于 --registry。切勿把密码写入网址：见 PostgreSQL 手册中的 PGPASSFILE。

    The registry to make: a file or a URL.
    要建立的登记库：文件或网址。

    The public half of the code key.
    签发密钥的公钥。

    The name of the key's status list, preferably the URL where it is published.
    此密钥的状态列表的名称，最好是其发布的网址。

    How many codes the key can issue in its life, 1 to 67108864.
    此密钥终身可以签发多少个码，1 至 67108864。

    Keep the names on the codes. Without it names are never written, by whatever program.
    保存码上的姓名。不用此选项时，任何程序都不写入姓名。

    How long after its expiry a code's person may still be found; then 'hcode registry purge' erases the person: 30d.
    码到期之后多久以内还能查到此人；此后由 'hcode registry purge' 抹去：30d。

    This key never had a registry, although a trust list names its status list.
    此密钥从未有过登记库，尽管有信任列表指定了它的状态列表。

    Show whose registry it is, and its state.
    显示登记库属于谁，以及它的状况。

    The registry.
    登记库。

    Find codes by person, index, officer or time.
    按人员、索引、经办人或时间查找码。

    Prints one line per code, oldest first. A code has to match all options. The exit status is 0 even if nothing is found.
    每个码输出一行，最早的在前。码须符合所有选项。即使没有找到，退出状态也是 0。

    About this person, as given to 'hcode issue --subject'; - reads it from standard input.
    关于此人，与 'hcode issue --subject' 所给的相同；- 表示从标准输入读取。

    With this index, or key id, colon and index.
    索引与此相同，或给出密钥编号、冒号和索引。

    Issued by this officer.
    由此经办人签发。

    Issued at this time or later (RFC 3339).
    在此时间或之后签发（RFC 3339）。

    Issued before this time (RFC 3339).
    在此时间之前签发（RFC 3339）。

    One JSON object per line, for programs (docs/registry.md).
    每行一个 JSON 对象，供程序使用（docs/registry.md）。

    Write the records of codes as NDJSON or CSV.
    把码的记录写为 NDJSON 或 CSV。

    Writes all codes or the selected ones to standard output, oldest first. Subjects appear as their keyed hash, which only this registry can compare. The secret order of the indexes is left out. The output is for statistics and audits, not a backup: see docs/registry.md for those.
    把全部或选定的码写到标准输出，最早的在前。人员编号以带密钥的哈希值出现，只有此登记库能够比对。索引的秘密顺序不在其内。输出供统计和审计使用，不是备份：备份见 docs/registry.md。

    ndjson or csv.
    ndjson 或 csv。

    Remove from a registry what identifies a person.
    从登记库中抹去可识别个人身份的信息。

    Erases the hash of the subject and the name from the record of each selected code, and overwrites them in the file. Index, times, colour and status stay, so that a revocation stands. The officer stays too, because the officer answers for the code. This cannot be undone. It does not reach backups.
    从每个选定的码的记录中抹去人员编号的哈希值和姓名，并在文件中覆写。索引、时间、颜色和状态保留，使撤销继续有效。经办人也保留，因为经办人对码负责。此操作不可恢复。备份不在其内。

    The person, as given to 'hcode issue --subject'; - reads it from standard input.
    此人，与 'hcode issue --subject' 所给的相同；- 表示从标准输入读取。

    The code's index, or key id, colon and index. May be repeated.
    码的索引，或密钥编号、冒号和索引。可重复。

    Erase the people of codes that expired long enough ago; for cron.
    抹去到期已久的码的人员信息；由 cron 运行。

    Does what 'hcode registry forget' does for every code that expired longer ago than --retain, or than the registry's own time; it also erases who issued the code. Index, times, colour and status stay. For changes of at most 20 codes that ended longer ago, it also erases the reason, the order and what opens the log's entry: nobody can then connect the entry with a code. With --clock-is-right nothing is erased: the command notes that the clock is right, and the next run erases.
    凡码到期的时间超过 --retain 或登记库自定的时限，就照 'hcode registry forget' 处理；签发此码的经办人也一并抹去。索引、时间、颜色和状态保留。一次不超过 20 个码的变更，终止也已超过时限的，还抹去原因、依据和开启日志条目所需的内容：此后无人能把该条目与码对应起来。用 --clock-is-right 时不抹去任何内容：此命令只记下时钟正确，下一次运行才抹去。

    With --all the registry ends. The command destroys everything that identifies people: subjects, names, officers, reasons and orders, what opens entries of the log, the key for subjects and the secret order of the indexes. Then the log gets an entry, signed by --key, that says how many records were destroyed. The entry is a claim, not a proof. The registry issues nothing more. Index, times and status of each code stay, and 'hcode status set' still works by index. The command stops if codes are still valid, unless --while-valid is given; their holders can then get no opening. A backup, a copy and a desk's file of a lease still have the destroyed data: destroy them too.
    用 --all 时登记库终止。此命令销毁可识别个人身份的全部信息：人员编号、姓名、经办人、原因和依据、开启日志条目所需的内容、人员编号的密钥和索引的秘密顺序。然后日志中记入一个条目，由 --key 签名，写明销毁了多少条记录。该条目是声明，不是证据。登记库不再签发。每个码的索引、时间和状态保留，'hcode status set' 仍可按索引使用。还有码有效时此命令停止，除非给出 --while-valid；那些持码人此后得不到开启文件。备份、副本和服务台的索引段文件仍有已销毁的数据：请一并销毁。

    The registry. Default: those of all code keys of the desk.
    登记库。默认：发证台所有签发密钥的登记库。

    How long after its expiry a code's person may still be found, such as 30d. Default: as the registry was made.
    码到期之后多久以内还能查到此人，例如 30d。默认：建立登记库时所定。

    Destroy everything that identifies people; for an office that closes.
    销毁可识别个人身份的全部信息；供终止业务的机构使用。

    With --all: even though codes are valid.
    与 --all 一起使用：即使还有码有效。

    With --all: the officer's secret key, which signs the entry.
    与 --all 一起使用：签署该条目的经办人私钥。

    Take a block of indexes, for a desk or a job that works without the registry.
    取得一段索引，供不连登记库的服务台或任务使用。

    A second request under the same name (--as) gets the same block, so ask again after a crash. The block is never handed out otherwise, used or not.
    以同一名称（--as）再次申请，得到同一段索引，因此崩溃之后可以再申请一次。无论用过与否，这段索引不会再给出。

    With -o the desk gets its own registry over the block, mode 0600. It issues from it without a connection, one by one or in a batch, and 'hcode registry collect' records what it issued. Without -o the indexes are printed, one per line, as with 'hcode registry allocate'. One copy of the file is for one desk: two copies would give each index twice, so a second file of one lease is refused. If the first file never arrived, --again makes another, which continues after all codes of the block that were collected. The file has the secret order of the indexes: guard it like the code key.
    用 -o 时，服务台得到管理这段索引的登记库文件，权限 0600。服务台不用连接即可逐个或成批签发，'hcode registry collect' 再登记它签发的码。不用 -o 时逐行输出索引，如同 'hcode registry allocate'。一份文件供一个服务台使用：两份会把每个索引给出两次，因此同一索引段的第二份文件会被拒绝。如果第一份从未送达，--again 会再写一份，从这段索引中已收回的码之后继续。文件中有索引的秘密顺序：请与签发密钥一样妥善保管。

    How many indexes.
    索引的个数。

    The name of the desk or job, 1 to 64 printable ASCII characters without spaces.
    服务台或任务的名称，1 至 64 个可显示的 ASCII 字符，不含空格。

    Write a desk's registry over the block.
    写出服务台管理这段索引的登记库文件。

    Write the desk's file again: the one that was made of this lease never arrived, and nobody issues from it.
    再写一次服务台文件：由此索引段写出的那一份从未送达，也没有人用它签发。

    Record in a registry what desks issued from their leases.
    把服务台用索引段签发的码登记到登记库。

    Run it as often as you like, also while the desk goes on: it skips what is known already. Until then the registry can revoke a desk's codes but does not know whom they are about.
    次数不限，服务台也不必停下：已知的会跳过。在此之前，登记库可以撤销服务台的码，但不知道码属于谁。

    The desks' registries, from 'hcode registry lease -o'.
    各服务台的登记库，由 'hcode registry lease -o' 写出。

    Take indexes out of a registry, for a desk that issues without it.
    从登记库取出索引，供不连登记库而签发的服务台使用。

    Prints one index per line, each for one 'hcode issue --index'. None is ever handed out again, used or not. Codes with these indexes can be revoked, but the registry does not know until when they are valid.
    每行输出一个索引，各用于一次 'hcode issue --index'。无论用过与否，都不会再给出。用这些索引的码可以撤销，但登记库不知道它们有效至何时。

    How many, at most 1000000.
    个数，最多 1000000。

    Revoke, suspend and raise codes to red, and sign the status list.
    撤销、暂停码或转为红码，并签署状态列表。

    A printed code cannot be called back, so its status is published: two bits for each code of a key, in one signed file that scanners carry. Nobody learns which code is looked up. No status makes a code better than it was signed. The issuer's log says, signed, who changed a code, when and until when.
    印出的码收不回来，所以发布其状态：密钥的每个码占两位，汇成一个签名文件，由扫描程序携带。没有人知道查的是哪个码。任何状态都不会使码比签发时更宽松。签发机构的日志以签名写明谁在何时更改了码、有效至何时。

    Revoke or suspend codes, or raise them to red.
    撤销或暂停码，或转为红码。

    Scanners learn it from the next status list, which 'hcode desk publish' or 'hcode status build' makes. All selected codes are changed or none, in one act that the officer's key signs. The act is in the log before the registry changes. A raise to red takes two officers, and so does every change of more than 20 codes: one writes a request, the other finishes it with 'hcode approve'. A raise and a suspension end after 31 days. The command skips codes that have the status already or a graver one, and expired codes. You can name a code by its picture: the signature is checked with the key in the store, or with a .pub file beside the registry, beside the officer's key or in this folder.
    扫描程序从下一版状态列表得知，该列表由 'hcode desk publish' 或 'hcode status build' 生成。选定的码要么全部更改，要么都不更改，作为一次操作由经办人的密钥签名。先记入日志，再更改登记库。转为红码须由两名经办人签署，一次更改超过 20 个码也是如此：一人写出申请，另一人用 'hcode approve' 完成。转为红码和暂停在 31 天后终止。已处于该状态或更严重状态的码，以及已过期的码，会跳过。可以用图片指明码：其签名用信任库中的密钥核验，或用登记库旁边、经办人密钥旁边或当前文件夹中的 .pub 文件核验。

    The registry of the codes' key. Default: the desk's.
    码所属密钥的登记库。默认：发证台的登记库。

    The codes. Give the index; or the key id, a colon and the index, as 'hcode scan --json' prints them; or a picture or text of a code, whose signature is checked. - reads indexes from standard input, one per line.
    要更改的码。请给出索引；或密钥编号、冒号和索引，如 'hcode scan --json' 的输出；或码的图片或文本，其签名会核验。- 表示从标准输入读取索引，每行一个。

    The one valid code of this person, as given to 'hcode issue --subject'; - reads it from standard input.
    此人唯一有效的码，与 'hcode issue --subject' 所给的相同；- 表示从标准输入读取。

    revoked, suspended or red.
    revoked、suspended 或 red。

    Why: error, lost, replaced, evidence-withdrawn, at-request, measure-lifted, or a reason of a yellow or red code.
    原因：error、lost、replaced、evidence-withdrawn、at-request、measure-lifted，或黄码或红码的原因。

    The legal authority or order number. Default in a desk: the office's name, except for what takes two officers.
    依据或文号。在发证台中默认为机构的名称，须由两名经办人签署的除外。

    The officer's secret key, which signs the entry. Default: the desk's code key.
    签署该条目的经办人私钥。默认：发证台的签发密钥。

    Write the request that the second officer finishes with 'hcode approve'.
    写出申请，由第二名经办人用 'hcode approve' 完成。

    Let one officer do what takes two. A gate whose list asks for two officers treats the change as one that nobody answers for.
    须由两名经办人签署的，允许一人完成。要求两名经办人的查验点，会把此变更视为无人负责。

    The issuer has no log.
    签发机构没有日志。

    End a revocation, a suspension or a raise to red that was a mistake.
    解除错误的撤销、暂停或转为红码。

    Takes two officers, and is logged like the change that it ends. It ends the gravest change; a revocation below a raise stays. The codes are better again after the next list. Hand that list out whole, because a delta only makes codes worse.
    须由两名经办人签署，并与所解除的变更一样记入日志。解除的是最严重的变更；转为红码之前的撤销仍然有效。下一版列表之后码才放宽。请分发完整的列表，因为增量只能收紧。

    Complete or drop the changes that a crash interrupted.
    完成或放弃因崩溃而中断的变更。

    A change is first noted in the registry, then written into the log, then made. If a crash came in between, this command checks whether the log has the entry. If so it makes the change, otherwise it drops it. Run it while nobody else changes codes. It needs the log for which the change was begun, and changes nothing with another log or an older copy.
    变更先在登记库中记下，再写入日志，然后实行。如果中途崩溃，此命令查看日志中有没有该条目：有则实行变更，没有则放弃。请在没有其他人更改码时运行。须用开始此变更时的日志；换了日志或用较旧的副本时不作任何更改。

    The registry of the codes. Default: the desk's.
    码的登记库。默认：发证台的登记库。

    Show a code's history from its registry, or the contents of a status list.
    从登记库显示码的历史，或显示状态列表的内容。

    This command does not check a list's signature; a scanner that uses the list does. --opening is for the holder of a changed code, once you have checked who asks: 'hcode explain --opening' checks it against the code. Without a desk it needs --registry and --log.
    此命令不核验列表的签名；使用列表的扫描程序会核验。--opening 供码有变更的持码人使用，请先核对索取人的身份：'hcode explain --opening' 会把它与码核对。没有发证台时须给出 --registry 和 --log。

    The registry of the code's key. Default: the desk's.
    码所属密钥的登记库。默认：发证台的登记库。

    A code of the desk or of --registry: its index, or the key's name or id, a colon and the index; otherwise a status list.
    发证台或 --registry 的一个码：索引，或密钥的名称或编号、冒号和索引；否则为状态列表。

    Look this index up in the list.
    在列表中查看此索引。

    Write the opening: it shows the holder, and nobody else, which log entry is about the code, and why.
    写出开启文件：只向持码人说明哪个日志条目与此码有关，以及原因。

    The log, for --opening: its folder or its URL.
    用于 --opening 的日志：文件夹或网址。

    Sign the status list of a key's codes.
    签署一个密钥的码的状态列表。

    The list covers every index of the registry, given away or not. A status key of the issuer signs it, made with 'hcode keygen' and never the code key: a key has one purpose. Hand out a new list before the time to live of the old one ends; after its validity it decides nothing. With --log the list names the size of the log's last checkpoint. That checkpoint has to cover every change that the list shows: make a checkpoint first. Raises and suspensions that have ended are left out.
    列表涵盖登记库的所有索引，无论给出与否。由签发机构的状态密钥签名；该密钥用 'hcode keygen' 生成，决不能用签发密钥：一个密钥只有一种用途。请在旧列表的存活时间结束之前分发新列表；过了有效期，列表不再作为依据。用 --log 时，列表写明日志最后一个检查点的大小。列表显示的每项变更须已包含在该检查点内：请先生成检查点。已终止的转为红码和暂停不再列出。

    A code may be better than in the last list only if the registry says why: somebody cleared it, or its change ended. So a registry that is an old copy, or another one, makes no revoked code valid again. The command compares the list with --previous, with the file that it replaces, with --since, and with the list of its name in the store.
    只有登记库写明原因时，码才可以比上一版列表宽松：有人解除了它，或变更已经终止。因此，旧副本或别的登记库不会使已撤销的码重新有效。此命令把新列表与以下列表比对：--previous 指定的、要替换的文件、--since 指定的，以及信任库中同名的列表。

    With --delta a second file has only what became worse since --since, the last list that was handed out.
    用 --delta 时另写一个文件，只含自 --since（上一版分发的列表）以来收紧的内容。

    The registry of the codes.
    码的登记库。

    The issuer's secret status key.
    签发机构的状态密钥的私钥。

    The issuer's log, whose size the list names.
    签发机构的日志，列表写明其大小。

    When a newer list is due: 24h, 7d.
    多久之后应有新的列表：24h、7d。

    How long the list is valid: 24h, 7d.
    列表的有效期：24h、7d。

    The list to write.
    要写的列表。

    Also write a delta from --since.
    同时写出自 --since 以来的增量。

    The list that the delta changes.
    增量所依据的列表。

    A published list: no code may be better than in it without a reason. May be repeated.
    已发布的列表：没有原因，码不得比其中宽松。可重复。

    Overwrite the files if they exist.
    文件已存在时覆盖。
    """#
}
