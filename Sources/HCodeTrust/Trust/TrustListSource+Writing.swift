import HCodeBase
import HCodeCore

extension TrustListSource {
  /// The source as text: members in a fixed order, one on each line; names, colours and evidence on one line each. A
  /// file that was written by this comes out with the same bytes.
  package var json: String {
    var members: [(String, SourceJSON)] = [
      ("format", .text(Self.format)), ("authority", .text(authority.description)),
      ("names", .of(names)), ("version", .number(version)), ("valid", .text(valid.text)),
      ("ttl", .text(timeToLive.text)),
    ]
    if let sunset { members.append(("sunset", .text(sunset.text))) }
    members.append(("roots", .of(roots)))
    if let snapshot { members.append(("snapshot", .of(snapshot))) }
    members.append(("issuers", .array(issuers.map { .of($0) })))
    if !recognitions.isEmpty {
      members.append(("recognises", .array(recognitions.map { .of($0) })))
    }
    if !withdrawn.isEmpty {
      members.append(
        (
          "withdrawn",
          .array(
            withdrawn.map {
              .line(
                .object([
                  ("kid", .text($0.identifier.hex)), ("withdrawn", .text($0.time.text)),
                  ("until", .text($0.until.text)),
                ]))
            })
        ))
    }
    return SourceJSON.object(members).written(indent: "") + "\n"
  }
}
