@testable import HCodeBase
@testable import HCodeCore
@testable import HCodeFormats
import Testing

struct FHIRBundleTests {
  private func statement(_ resources: String...) throws -> ForeignStatement {
    let entries = resources.map { #"{"resource":\#($0)}"# }.joined(separator: ",")
    let bundle = try JSONValue(Array(#"{"entry":[\#(entries)]}"#.utf8), maximumDepth: 32)
    var statement = ForeignStatement(.shc)
    FHIRBundle(try #require(bundle.object)).state(in: &statement)
    return statement
  }

  private func coding(_ system: String, _ code: String) -> String {
    #"{"coding":[{"system":"\#(system)","code":"\#(code)"}]}"#
  }

  private func observation(
    _ code: String, _ result: String, status: String = "final"
  ) throws -> ForeignStatement.Fact {
    let value = coding("http://snomed.info/sct", result)
    return try #require(
      statement(
        #"{"resourceType":"Observation","status":"\#(status)","code":\#(coding("http://loinc.org", code)),"#
          + #""valueCodeableConcept":\#(value),"effectiveDateTime":"2021-05-29","performer":[{"display":" City  Lab "}]}"#
      ).evidence.first)
  }

  private func dose(_ code: String, _ more: String = "") throws -> ForeignStatement.Fact {
    try #require(
      statement(
        #"{"resourceType":"Immunization","vaccineCode":\#(code),"occurrenceDateTime":"2021-01-01""#
          + #","performer":[{"actor":{"display":"Clinic"}}]\#(more)}"#
      ).evidence.first)
  }

  @Test func `a test has its kind by LOINC and its result by SNOMED`() throws {
    for (code, kind) in [
      ("94500-6", EvidenceKind.pcr), ("94558-4", .antigen), ("94563-4", .antibody),
    ] {
      for (answer, result) in [
        ("260415000", Evidence.TestResult.negative), ("260373001", .positive),
        ("419984006", .undetermined),
      ] {
        let fact = try observation(code, answer)
        #expect(fact.kind == kind && fact.result == result && fact.disease == "COVID-19")
        #expect(fact.time == "2021-05-29" && fact.place == "City Lab")
      }
    }
  }

  @Test func `another test, one that is not final and an unknown answer prove nothing`() throws {
    #expect(try observation("718-7", "260415000").kind == nil)
    #expect(try observation("718-7", "260415000").result == nil)
    #expect(try observation("94500-6", "260415000", status: "preliminary").kind == nil)
    #expect(try observation("94500-6", "entered").result == nil)
    let two = try statement(
      #"{"resourceType":"Observation","status":"final","code":\#(coding("http://loinc.org", "94500-6")),"#
        + #""valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260373001"},"#
        + #"{"system":"http://snomed.info/sct","code":"260415000"}]}}"#)
    #expect(two.evidence.first?.result == nil, "positive and negative at once")
  }

  @Test func `a dose has its vaccine, its day, its number and its place`() throws {
    let cvx = "http://hl7.org/fhir/sid/cvx"
    let fact = try dose(
      coding(cvx, "208"),
      #","status":"completed","protocolApplied":[{"doseNumberPositiveInt":2,"seriesDosesString":"3"}]"#
    )
    #expect(fact.kind == .vaccination && fact.disease == "COVID-19")
    #expect(fact.product == "Pfizer-BioNTech COVID-19" && fact.time == "2021-01-01")
    #expect(fact.dose == 2 && fact.of == 3 && fact.place == "Clinic")
    for status in ["not-done", "entered-in-error"] {
      #expect(try dose(coding(cvx, "208"), #","status":"\#(status)""#).kind == nil)
    }
    let measles = try dose(coding(cvx, "03"), #","status":"completed""#)
    #expect(measles.kind == nil && measles.product == "CVX 03" && measles.disease == nil)
    let canadian = try dose(
      coding("http://snomed.info/sct", "28581000087106"), #","status":"completed""#)
    #expect(canadian.kind == .vaccination)
  }

  @Test func `the official name is taken before others`() throws {
    let patient =
      #"{"resourceType":"Patient","name":[{"use":"nickname","given":["Al"]},{"use":"official","given":["Ada","M."],"family":"Quill"}],"birthDate":"1971-02"}"#
    let holder = try statement(patient).holder
    #expect(holder.name == "Ada M. Quill" && holder.birthDate == "1971-02")
    #expect(
      try statement(#"{"resourceType":"Patient","name":[{"text":"A B"}]}"#).holder.name == "A B")
    #expect(try statement(#"{"resourceType":"Patient"}"#).holder == ForeignStatement.Holder())
  }

  @Test(arguments: [
    #"{}"#, #"{"resourceType":1}"#, #"{"resourceType":"Immunization"}"#,
    #"{"resourceType":"Immunization","status":[],"vaccineCode":[],"performer":{},"protocolApplied":[1]}"#,
    #"{"resourceType":"Observation","code":{"coding":{}},"valueCodeableConcept":1}"#,
    #"{"resourceType":"Patient","name":{"given":1}}"#,
    #"{"resourceType":"Immunization","protocolApplied":[{"doseNumberPositiveInt":1e99}]}"#,
  ])
  func `a resource of another shape states nothing`(resource: String) throws {
    #expect(try statement(resource).evidence.allSatisfy { $0.kind == nil && $0.dose == nil })
  }
}
