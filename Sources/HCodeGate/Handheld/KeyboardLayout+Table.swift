// Made by Scripts/keyboard-layouts.py from Debian's xkb-data; do not edit.

extension KeyboardLayout {
  /// The keys in the order of the two strings of each layout, as a US keyboard has them.
  package static let us = KeyboardLayout(
    "us",
    "1234567890-=qwertyuiop]asdfghjkl;zxcvbnm./",
    "!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:ZXCVBNM>?")

  /// Every other layout that types the 45 characters differently and loses none of them. A
  /// combining mark stands for a dead key, U+0000 for a key that gives no character.
  package static let others: [KeyboardLayout] = [
    KeyboardLayout(
      "de",
      "1234567890ß\u{301}qwertzuiop+asdfghjklöyxcvbnm.-",
      "!\"§$%&/()=?\u{300}QWERTZUIOP*ASDFGHJKLÖYXCVBNM:_"),
    KeyboardLayout(
      "ch",
      "1234567890'\u{302}qwertzuiop\u{308}asdfghjklöyxcvbnm.-",
      "+\"*ç%&/()=?\u{300}QWERTZUIOP!ASDFGHJKLéYXCVBNM:_"),
    KeyboardLayout(
      "ch(fr)",
      "1234567890'\u{302}qwertzuiop\u{308}asdfghjkléyxcvbnm.-",
      "+\"*ç%&/()=?\u{300}QWERTZUIOP!ASDFGHJKLöYXCVBNM:_"),
    KeyboardLayout(
      "fr",
      "&é\"'(-è_çà)=azertyuiop$qsdfghjklmwxcvbn,:!",
      "1234567890°+AZERTYUIOP£QSDFGHJKLMWXCVBN?/§"),
    KeyboardLayout(
      "be",
      "&é\"'(§è!çà)-azertyuiop$qsdfghjklmwxcvbn,:=",
      "1234567890°_AZERTYUIOP*QSDFGHJKLMWXCVBN?/+"),
    KeyboardLayout(
      "it",
      "1234567890'ìqwertyuiop+asdfghjklòzxcvbnm.-",
      "!\"£$%&/()=?^QWERTYUIOP*ASDFGHJKLçZXCVBNM:_"),
    KeyboardLayout(
      "es",
      "1234567890'¡qwertyuiop+asdfghjklñzxcvbnm.-",
      "!\"·$%&/()=?¿QWERTYUIOP*ASDFGHJKLÑZXCVBNM:_"),
    KeyboardLayout(
      "latam",
      "1234567890'¿qwertyuiop+asdfghjklñzxcvbnm.-",
      "!\"#$%&/()=?¡QWERTYUIOP*ASDFGHJKLÑZXCVBNM:_"),
    KeyboardLayout(
      "pt",
      "1234567890'«qwertyuiop\u{301}asdfghjklçzxcvbnm.-",
      "!\"#$%&/()=?»QWERTYUIOP\u{300}ASDFGHJKLÇZXCVBNM:_"),
    KeyboardLayout(
      "br",
      "1234567890-=qwertyuiop[asdfghjklçzxcvbnm.;",
      "!@#$%\u{308}&*()_+QWERTYUIOP{ASDFGHJKLÇZXCVBNM>:"),
    KeyboardLayout(
      "jp",
      "1234567890-^qwertyuiop[asdfghjkl;zxcvbnm./",
      "!\"#$%&'()~=~QWERTYUIOP{ASDFGHJKL+ZXCVBNM>?"),
    KeyboardLayout(
      "tr",
      "1234567890*-qwertyuıopüasdfghjklşzxcvbnmç.",
      "!'^+%&/()=?_QWERTYUIOPÜASDFGHJKLŞZXCVBNMÇ:"),
    KeyboardLayout(
      "ru",
      "1234567890-=йцукенгшщзъфывапролджячсмитью.",
      "!\"№;%:?*()_+ЙЦУКЕНГШЩЗЪФЫВАПРОЛДЖЯЧСМИТЬЮ,"),
    KeyboardLayout(
      "ua",
      "1234567890-=йцукенгшщзїфівапролджячсмитью.",
      "!\"№;%:?*()_+ЙЦУКЕНГШЩЗЇФІВАПРОЛДЖЯЧСМИТЬЮ,"),
    KeyboardLayout(
      "by",
      "1234567890-=йцукенгшўз'фывапролджячсмітью.",
      "!\"№;%:?*()_+ЙЦУКЕНГШЎЗ'ФЫВАПРОЛДЖЯЧСМІТЬЮ,"),
    KeyboardLayout(
      "se",
      "1234567890+\u{301}qwertyuiop\u{308}asdfghjklözxcvbnm.-",
      "!\"#¤%&/()=?\u{300}QWERTYUIOP\u{302}ASDFGHJKLÖZXCVBNM:_"),
    KeyboardLayout(
      "dk",
      "1234567890+\u{301}qwertyuiop\u{308}asdfghjklæzxcvbnm.-",
      "!\"#¤%&/()=?\u{300}QWERTYUIOP\u{302}ASDFGHJKLÆZXCVBNM:_"),
    KeyboardLayout(
      "no",
      "1234567890+\\qwertyuiop\u{308}asdfghjkløzxcvbnm.-",
      "!\"#¤%&/()=?\u{300}QWERTYUIOP\u{302}ASDFGHJKLØZXCVBNM:_"),
    KeyboardLayout(
      "is",
      "1234567890ö-qwertyuiop'asdfghjklæzxcvbnm.þ",
      "!\"#$%&/()=Ö_QWERTYUIOP?ASDFGHJKLÆZXCVBNM:Þ"),
    KeyboardLayout(
      "cz",
      "+ěščřžýáíé=\u{301}qwertzuiop)asdfghjklůyxcvbnm.-",
      "1234567890%\u{30C}QWERTZUIOP(ASDFGHJKL\"YXCVBNM:_"),
    KeyboardLayout(
      "cz(qwerty)",
      "+ěščřžýáíé=\u{301}qwertyuiop)asdfghjklůzxcvbnm.-",
      "1234567890%\u{30C}QWERTYUIOP(ASDFGHJKL\"ZXCVBNM:_"),
    KeyboardLayout(
      "sk",
      "+ľščťžýáíé=\u{301}qwertzuiopäasdfghjklôyxcvbnm.-",
      "1234567890%\u{30C}QWERTZUIOP(ASDFGHJKL\"YXCVBNM:_"),
    KeyboardLayout(
      "hu",
      "123456789öüóqwertzuiopúasdfghjkléyxcvbnm.-",
      "'\"+!%/=()ÖÜÓQWERTZUIOPÚASDFGHJKLÉYXCVBNM:_"),
    KeyboardLayout(
      "hr",
      "1234567890'+qwertzuiopđasdfghjklčyxcvbnm.-",
      "!\"#$%&/()=?*QWERTZUIOPĐASDFGHJKLČYXCVBNM:_"),
    KeyboardLayout(
      "rs",
      "1234567890'+љњертзуиопђасдфгхјклчжџцвбнм.-",
      "!\"#$%&/()=?*ЉЊЕРТЗУИОПЂАСДФГХЈКЛЧЖЏЦВБНМ:_"),
    KeyboardLayout(
      "bg",
      "1234567890-.,уеишщксдз;ьяаожгтнвмюйъэфхплб",
      "!?+\"%=:/–№$€ыУЕИШЩКСДЗ§ѝЯАОЖГТНВМЮЙЪЭФХПЛБ"),
    KeyboardLayout(
      "ca",
      "1234567890-=qwertyuiop\u{327}asdfghjkl;zxcvbnm.é",
      "!\"/$%?&*()_+QWERTYUIOP\u{308}ASDFGHJKL:ZXCVBNM.É"),
    KeyboardLayout(
      "us(dvorak)",
      "1234567890[]',.pyfgcrl=aoeuidhtns;qjkxbmvz",
      "!@#$%^&*(){}\"<>PYFGCRL+AOEUIDHTNS:QJKXBMVZ"),
    KeyboardLayout(
      "us(colemak)",
      "1234567890-=qwfpgjluy;]arstdhneiozxcvbkm./",
      "!@#$%^&*()_+QWFPGJLUY:}ARSTDHNEIOZXCVBKM>?"),
    KeyboardLayout(
      "gb(dvorak)",
      "1234567890[]',.pyfgcrl=aoeuidhtns;qjkxbmvz",
      "!\"£$%^&*(){}@<>PYFGCRL+AOEUIDHTNS:QJKXBMVZ"),
    KeyboardLayout(
      "nl",
      "1234567890/°qwertyuiop*asdfghjkl+zxcvbnm.-",
      "!\"#$%&_()'?\u{303}QWERTYUIOP|ASDFGHJKL±ZXCVBNM:="),
    KeyboardLayout(
      "lt",
      "ąčęėįšųū„“-žqwertyuiop]asdfghjkl;zxcvbnm./",
      "ĄČĘĖĮŠŲŪ()_ŽQWERTYUIOP}ASDFGHJKL:ZXCVBNM>?"),
  ]

  /// The dead keys: the mark, what it gives alone, and the letters it makes, each after its base.
  package static let deadKeys: [DeadKey] = [
    DeadKey(
      "\u{300}", alone: "`",
      made: "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳÔỒÜǛôồüǜЕЀИЍеѐиѝ"),
    DeadKey(
      "\u{301}", alone: "´'",
      made: "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźÆǼÇḈÔỐØǾÜǗæǽ"
        + "çḉôốøǿüǘГЃКЌгѓкќ"),
    DeadKey(
      "\u{302}", alone: "^",
      made: "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑ"),
    DeadKey(
      "\u{303}", alone: "~",
      made: "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹÔỖôỗ"),
    DeadKey(
      "\u{308}", alone: "¨\"",
      made: "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿŪṺūṻІЇАӒЕЁЖӜЗӞИӤОӦУӰЧӴЫӸЭӬаӓеёжӝзӟиӥоӧуӱчӵ"
        + "ыӹэӭії"),
    DeadKey(
      "\u{30C}", alone: "ˇ",
      made: "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžÜǙüǚ"),
    DeadKey(
      "\u{327}", alone: "¸",
      made: "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ"),
  ]
}
