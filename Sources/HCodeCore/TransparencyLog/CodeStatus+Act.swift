extension CodeStatus {
  /// The act that gives this status.
  package var act: LogAct.Kind {
    switch self {
    case .asSigned: .cleared
    case .revoked: .revoked
    case .suspended: .suspended
    case .raisedToRed: .raised
    }
  }

  /// The status that an act gives; nil for one that changes no code.
  package init?(_ act: LogAct.Kind) {
    guard let status = Self.allCases.first(where: { $0.act == act }) else { return nil }
    self = status
  }
}
