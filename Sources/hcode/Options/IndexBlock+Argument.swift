import HCodeDesk
import ArgumentParser

extension IndexBlock: ExpressibleByArgument {
  var defaultValueDescription: String { description }
}
