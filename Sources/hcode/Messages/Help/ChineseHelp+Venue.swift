extension ChineseHelp {
  /// Venues, visits and exposures: `venue`, `visit`, `diary`, `exposures`.
  static let venue = #"""
    Posters of places, and the opening of single days of them (experimental).
    场所海报，以及单日的开启（试验性）。

    Experimental: the format can change, and nobody outside has reviewed it (docs/venue.md §10). A place hangs up a signed poster. Whoever scans it with 'hcode visit' keeps a note that nobody can read. The keeper of the place and the office open one day together; neither can do it alone. The keeper begins with 'new', the office answers, whoever licenses places signs, and the keeper finishes.
    试验性：格式可能变更，且未经外部评审（docs/venue.md §10）。场所张贴经签名的海报。用 'hcode visit' 扫描的人留下一条谁也读不了的记录。场所方和机构共同开启某一天，单方都不能。场所方先运行 'new'，机构答复，发放许可的一方签名，最后由场所方完成。

    Draw the keeper's share and ask for a poster (experimental).
    生成场所方的份额并申请海报（试验性）。

    Writes NAME.share, the keeper's secret, mode 0600, sealed with a passphrase, and NAME.request for the office and for whoever signs posters. Without the share no day of the place can be opened. Destroy it 31 days after the poster ended.
    写出 NAME.share，即场所方的秘密，权限 0600，有口令保护；并写出 NAME.request，交给机构和签发海报的一方。没有此份额，该场所的任何一天都不能开启。海报到期 31 天后请销毁。

    Who is to sign the poster, such as CN-HA.
    由谁签发海报，例如 CN-HA。

    The office that opens days together with the keeper.
    与场所方共同开启日子的机构。

    The place's name as visitors know it.
    访客熟知的场所名称。

    Street and town.
    街道和城市。

    How far the place's days are ahead of UTC, in quarter hours: 32 in China.
    场所的日子比 UTC 早多少，以一刻钟计：中国为 32。

    How many days can be opened before a new poster is needed, 1 to 4.
    可开启多少天，之后须换新海报：1 到 4。

    How both files begin.
    两个文件名的开头。

    Leave the secret unsealed: whoever can read the file, or a backup of it, has the share.
    份额不设口令：能读到此文件或其备份的人就拥有该份额。

    Draw the office's share for a keeper's request (experimental).
    为场所方的申请生成机构的份额（试验性）。

    Checks that the keeper knows the share behind the request. Writes NAME.share, the office's secret for this place, mode 0600, sealed with the passphrase of the key if it has one, and NAME.answer for the keeper and for whoever signs posters.
    核对场所方确实掌握申请背后的份额。写出 NAME.share，即机构为此场所保存的秘密，权限 0600；密钥有口令时以同一口令保护。并写出 NAME.answer，交给场所方和签发海报的一方。

    The keeper's request.
    场所方的申请。

    The office's secret key for exposures.
    机构用于 exposures 的私钥。

    Sign and draw a place's poster (experimental).
    签发并绘制场所海报（试验性）。

    Checks that request and answer belong together and that both sides know their shares. The poster is an A4 page: the name in large letters, the code, and what a check-in does. A place's poster can be signed again with the same files when it ends; that opens no more days than before.
    核对申请与答复相符，且双方都掌握各自的份额。海报为一张 A4：大字的名称、二维码，以及扫码登记的作用。海报到期后可用同样的文件再签发一次；可开启的天数不会因此增加。

    The office's answer.
    机构的答复。

    The secret key for venues.
    用于 venues 的私钥。

    How long the poster is valid, at most 366d.
    海报有效多久，最多 366d。

    The poster to write: .pdf, .png, .svg or .txt.
    要写的海报：.pdf、.png、.svg 或 .txt。

    Check the poster and keep it beside the keeper's share (experimental).
    核对海报并与场所方的份额一同保存（试验性）。

    The keeper's last step. The poster must follow from the keeper's request and the office's answer. From then on 'hcode venue open' can open days. Compare the venue digest with the poster on the door now and then: another digest means another poster.
    场所方的最后一步。海报必须由场所方的申请和机构的答复得出。此后 'hcode venue open' 才能开启日子。请不时将场所摘要与门上的海报比对：摘要不同，就是另一张海报。

    The keeper's share.
    场所方的份额。

    The poster, a picture or text.
    海报，图片或文本。

    Give out the keeper's part of one day (experimental).
    给出场所方某一天的部分（试验性）。

    Use this when the office asks for a day. The part alone opens nothing. Give it to the office of the poster and to nobody else. Each day is counted before its part is written, published or not. After the last day that the poster allows, the command ends with 77: one more day would open all days of the poster. The place then needs a new share and a new poster.
    在机构要求某一天时使用。单有这一部分什么也打不开。只交给海报上的机构，不要给别人。每一天在写出之前就已计数，无论是否公布。达到海报允许的天数后，此命令以 77 结束：再多一天，此海报的所有日子都会被打开。此时场所需要新的份额和新的海报。

    The day at the place, such as 2026-11-20.
    场所当地的日期，例如 2026-11-20。

    The part to write.
    要写的部分。

    Open a day together with the keeper's part, in the log first (experimental).
    与场所方的部分共同开启某一天，先记入日志（试验性）。

    Joins both shares and checks that they open this day of this place. The entry is in the log before the notice is written; it hides which place it was. Advice: 0 for information, 1 watch for symptoms, 2 get a test, 3 stay at home and call, 128 to 255 the office's own. 'hcode exposures build' publishes notices.
    合并两方的份额，并核对能打开此场所的这一天。条目先写入日志，再写出通知；条目不显示是哪个场所。建议：0 仅供知悉，1 留意症状，2 做检测，3 留在家中并致电，128 到 255 由机构自定。'hcode exposures build' 公布通知。

    The keeper's part.
    场所方的部分。

    The office's share of the place.
    机构为此场所保存的份额。

    The first minute that matters, such as 18:00.
    有关时段的起点，例如 18:00。

    The end of the hours that matter; 24:00 is the day's.
    有关时段的终点；24:00 为当天结束。

    What visitors are advised: 0 to 3.
    给访客的建议：0 到 3。

    The office's log.
    机构的日志。

    The notice to write.
    要写的通知。

    Check the poster of a place and note the visit in a sealed diary (experimental).
    核验场所海报，并把到访记入加密日记（试验性）。

    Experimental (docs/venue.md). Shows the name of the place first: check that you are there. Then hcode keeps a note in the diary. Nobody can read it, you included, until the keeper of the place and its office open that day. Nothing is sent. Without --left the visit lasts until the end of the day at the place. Leave the diary out of backups.
    试验性（docs/venue.md）。先显示场所名称：请确认您就在那里。然后 hcode 在日记中留下一条记录。在场所方和机构开启那一天之前，谁也读不了，包括您本人。不发送任何数据。不给 --left，则到访算到当地当天结束。请勿备份日记。

    Exit status: 0 noted, 12 the poster has ended, 20 it was altered, 30 nobody here knows who signed it, 40 there is no poster.
    退出状态：0 已记录，12 海报已过期，20 海报被改动，30 此处无人认识签名者，40 没有海报。

    A picture or text of one poster.
    一张海报的图片或文本。

    When you leave, by the clock of the place. An earlier time than the arrival is on the next day.
    您离开的时间，按当地时钟。早于到达时间即为次日。

    Only show whose poster it is; note nothing.
    只显示海报属于谁，不作记录。

    The diary. Default: $XDG_DATA_HOME/hcode/diary.
    日记。默认：$XDG_DATA_HOME/hcode/diary。

    The clock, or --at, is right, although the diary was last written over a week before it.
    时钟或 --at 无误，尽管日记上次写入是一周多以前。

    The sealed diary of 'hcode visit' (experimental).
    'hcode visit' 的加密日记（试验性）。

    Experimental (docs/venue.md). Nobody can read the diary. A list of exposures opens the visits on its days and places, and no others.
    试验性（docs/venue.md）。谁也读不了日记。暴露列表只打开其中所列日子和场所的到访。

    Try a list of exposures on the diary (experimental).
    用暴露列表比对日记（试验性）。

    Nothing is sent, and the diary does not change. Advice changes no code.
    不发送任何数据，日记也不改变。建议不改变任何码。

    Exit status: 0 nothing found, 10 you were at a place on a day that was opened, 20 the list was altered, 30 it is too old or nobody here knows who signed it, 65 the diary is damaged: nothing was looked for.
    退出状态：0 未发现，10 您在已开启的日子到过某个场所，20 列表被改动，30 列表过旧或此处无人认识签名者，65 日记损坏：未作比对。

    The office's signed list.
    机构签名的列表。

    The signed list that opens days of places (experimental).
    开启场所日子的签名列表（试验性）。

    Experimental (docs/venue.md). Visitors try the list on their own diaries with 'hcode diary check'.
    试验性（docs/venue.md）。访客用 'hcode diary check' 在自己的日记上比对。

    Sign a list of notices (experimental).
    签署通知列表（试验性）。

    Give every notice that still counts: the new list replaces the old one. Each notice must be in the log up to its last checkpoint, so make a checkpoint first. The command refuses notices of days more than 31 days ago. Without notices the list says that nothing is open.
    请给出所有仍然有效的通知：新列表取代旧列表。每条通知都须在日志最近的检查点之内，所以请先生成检查点。超过 31 天以前的通知会被拒绝。不给通知，列表即表示没有开启任何日子。

    The notices.
    通知。

    How long the list is valid, at most 31d.
    列表有效多久，最多 31d。
    """#
}
