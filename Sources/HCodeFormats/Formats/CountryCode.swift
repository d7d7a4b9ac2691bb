/// Country codes of ISO 3166-1: certificates name their country with two letters, travel documents with three.
enum CountryCode {
  /// The three letters for two; nil for others than the 249 of the standard, of any case.
  static func alpha3(_ alpha2: String) -> String? {
    alpha2.utf8.count == 2 ? table[alpha2.uppercased()] : nil
  }

  /// A country in one spelling: its two letters where `alpha2` knows them, else the text as it stands.
  static func canonical(_ text: String) -> String { alpha2(text) ?? text }

  /// How certificates write a country whose two letters these are.
  static func spellings(_ alpha2: String) -> [String] {
    [alpha2] + aliases.filter { $0.value == alpha2 }.map(\.key)
  }

  private static let aliases = ["EL": "GR", "UK": "GB"]

  /// The two letters in capitals, of two letters or of the standard's three; Greece as `GR` and the United Kingdom as `GB`,
  /// which certificates also write `EL` and `UK`. Nil for anything else.
  static func alpha2(_ text: String) -> String? {
    let code = text.uppercased()
    guard code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    switch code.utf8.count {
    case 2: return aliases[code] ?? code
    case 3: return table.first { $0.value == code }?.key
    default: return nil
    }
  }

  private static let table: [String: String] = Dictionary(
    list.split(whereSeparator: \.isWhitespace).map {
      (String($0.prefix(2)), String($0.dropFirst(2)))
    },
    uniquingKeysWith: { first, _ in first })

  private static let list = """
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE
    BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS
    BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN
    COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST
    EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF
    GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD
    HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM
    JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA
    LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
    MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM
    NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG
    PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA
    SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD
    STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON
    TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR
    VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
    """
}
