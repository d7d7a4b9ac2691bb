/// The colour of a code: green may pass, yellow goes to the desk, red is kept out (docs/format.md §3).
public enum Colour: String, Sendable, CaseIterable {
  case green
  case yellow
  case red
}
