import ArgumentParser

extension ValidationError {
  /// The argument parser keeps an error's text alone, so it is said here already.
  init(_ fault: UsageFault) { self.init(Language.forErrors.texts.sentence(fault)) }
}
