@testable import HCodeFormats
import Testing

private func certificate(_ link: String) -> String? {
  CertificateLink.certificate(in: Array(link.utf8)).map { String(decoding: $0, as: UTF8.self) }
}

@Test(arguments: [
  ("https://bonjour.tousanticovid.gouv.fr/app/walletdcc#HC1%3A6BF%2B%25%20AB", "HC1:6BF+% AB"),
  ("HTTPS://BONJOUR.TOUSANTICOVID.GOUV.FR/app/walletdcc#HC1:6BF+%A", "HC1:6BF+%A"),
  ("https://bonjour.tousanticovid.gouv.fr/app/wallet?v=DC04FR%1F", "DC04FR\u{1F}"),
  ("https://bonjour.tousanticovid.gouv.fr/app/wallet2d#DC04FR%1F", "DC04FR\u{1F}"),
  ("https://redirect.health.apple.com/SMARTHealthCard/#5676", "shc:/5676"),
  ("https://redirect.health.apple.com/EU-DCC/#6BF", "HC1:6BF"),
  ("https://redirect.health.apple.com/EU-DCC/#HC1:6BF", "HC1:6BF"),
  ("https://wallet.example/add?lang=fr&c=HC1%3A6BF&x=1", "HC1:6BF"),
  ("https://smarthealth.cards#shc:/5676", "shc:/5676"),
  ("https://wallet.example/open/NZCP%3A%2F1%2FABC", "NZCP:/1/ABC"),
  ("covid-pass://show/HC1:6BF", "HC1:6BF"), ("HC1%3A6BF%20AB", "HC1:6BF AB"),
  ("NZCP%3A%2F1%2FABC", "NZCP:/1/ABC"), ("mailto:a@b.example?body=HC1%3A6BF", "HC1:6BF"),
  ("sms:?body=HC1%3A6BF+A", "HC1:6BF A"), ("https://w.example/#HC1:6BF %41", "HC1:6BF %41"),
  ("intent://w.example/#HC1%3A6BF;scheme=https;end", "HC1:6BF"),
  ("intent:#Intent;S.c=HC1%3A6BF;end", "HC1:6BF"),
])
func `a certificate in a link is read as the certificate`(link: String, text: String) {
  #expect(certificate(link) == text)
}

@Test(arguments: [
  "mailto:a@b.example", "intent:#Intent;end", "HC1%253A6BF", "https://example.org/HC2:6BF",
  "https://example.org/", "HC1:6BF", "a://HC1:6BF", "https:/HC1:6BF",
  "",
  "https://bonjour.tousanticovid.gouv.fr/app/walletdcc#", "HCODE1:AB/HC1:6BF",
  "https://bonjour.tousanticovid.gouv.fr/app/wallet?v=https://bonjour.tousanticovid.gouv.fr/app/wallet?v=DC04",
])
func `a link without a certificate has none`(link: String) {
  #expect(certificate(link) == nil)
}
