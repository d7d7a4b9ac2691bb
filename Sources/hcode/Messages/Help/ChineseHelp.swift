/// The help in Chinese, simplified: for each text of the commands' English help, on a line, its Chinese form on the next.
///
/// Each table is one literal, since a dictionary of them would cost every start of the program.
enum ChineseHelp {
  static var texts: HelpTexts {
    HelpTexts([layout, program, desk, issuing, gate, trust, log, venue])
  }

  /// What ArgumentParser says itself.
  private static let layout = #"""
    OVERVIEW:
    概述：

    USAGE:
    用法：

    ARGUMENTS:
    参数：

    OPTIONS:
    选项：

    SUBCOMMANDS:
    子命令：

    EXAMPLE
    示例

    options
    选项

    subcommand
    子命令

    See
    各子命令的帮助：

    for detailed help.
    。

    (default)
    （默认）

    (
    （

    )
    ）

    values:
    可选值：

    default:
    默认值：

    ;
    ；
    """#

  /// The program, and options of every command.
  private static let program = #"""
    Issue signed QR health codes, and check them without network.
    签发带签名的健康码二维码，并在没有网络的地方查验。

    An authority signs a green, yellow or red code about a person; whoever holds the authority's public key checks it from a picture, offline. The exit status is the verdict: 0 is green and nothing else is.
    主管机构签发一个人的绿码、黄码或红码；有主管机构公钥的人无需网络，从图片即可查验。退出状态即判定：0 是绿码，且只有绿码是 0。

    Show the version.
    显示版本。

    Show help information.
    显示帮助。
    """#
}
