@testable import HCodePictures
import Testing

@Suite struct SVGContentTests {
  private func isDrawn(_ body: String, before: String = "") -> Bool {
    SVGContent.isDrawn(
      Array((before + "<svg xmlns='http://www.w3.org/2000/svg'>" + body + "</svg>").utf8))
  }

  @Test(arguments: [
    "<path d='M0 0h9'/>", "<image href='data:image/png;base64,AAAA'/>", "<use xlink:href='#a'/>",
    "<image xlink:href = \"data:image/jpeg;base64,AAAA\"/>",
    "<a href='https://example.org/'><path/></a>",
    "<style>.a{fill:url(#b)} .b{fill:red}</style>", "<text>a@b.example &amp; &#x5F20;&#10;</text>",
    "<g fill='url(#p)' style=\"stroke: url( '#q' )\"/>", "<metadata>C:\\share</metadata>",
    "<linearGradient/><clipPath id='u'/><switch><g/></switch>",
  ])
  func `what rsvg draws is drawn`(body: String) { #expect(isDrawn(body)) }

  @Test(arguments: [
    "<foreignObject/>", "<s:foreignObject/>", "<g><animate attributeName='opacity'/></g>",
    "<set to='1'/>",
    "<animateTransform/>", "<script>1</script>", "<style>@media print{}</style>",
    "<style>@KEYFRAMES a{}</style>",
    "<style><![CDATA[@-webkit-keyframes a{}]]></style>", "<style>@\\6dedia print{}</style>",
    "<style>&#64;media print{}</style>", "<style>&#x40;media print{}</style>",
    "<style>#a{fill:u\\rl(b)}</style>",
    "<style>@import 'a.css';</style>", "<g systemLanguage='zh'/>", "<g requiredExtensions='x'/>",
    "<image href='data:image/gif;base64,AAAA'/>", "<image href='data:image/webp;base64,AAAA'/>",
    "<image href='data:image/svg+xml;base64,AAAA'/>", "<image href='red.png'/>",
    "<image xlink:href=\"https://example.org/red.png\"/>",
    "<image href='&#104;ttps://example.org/red.png'/>",
    "<use href='other.svg#a'/>", "<g style='fill:url(other.svg#a)'/>",
    "<g fill='URL( \"other.svg#a\" )'/>",
    "<g onload='f()'/>", "<textPath href='#a'/>", "<g>&mine;</g>", "<g style='fill:u\\rl(b)'/>",
  ])
  func `what a browser may show and rsvg does not is found`(body: String) {
    #expect(!isDrawn(body))
  }

  @Test(arguments: [
    "<?xml-stylesheet href='a.css'?>", "<?xml version='1.0' encoding='UTF-7'?>",
    "<?xml version='1.0' encoding='IBM037'?>",
    "<!DOCTYPE svg [<!ENTITY a '&#60;script/>'>]>", "<!DOCTYPE svg [<!ENTITY a SYSTEM 'a.xml'>]>",
    "<!DOCTYPE svg [<!ENTITY a '<foreignObject/>'>]>",
  ])
  func `nothing hides in what stands before the drawing`(before: String) {
    #expect(!isDrawn("<path/>", before: before))
    #expect(isDrawn("<path/>", before: "<?xml version='1.0' encoding='UTF-8'?><!-- a -->"))
  }

  @Test func `every cut of a drawing ends in an answer`() {
    let whole = Array(
      "<?xml encoding='utf-8'?><a:svg style='a' href = 'b' &#x40; @ url( <!ENTITY".utf8)
    for length in whole.indices { _ = SVGContent.isDrawn(Array(whole.prefix(length))) }
  }
}
