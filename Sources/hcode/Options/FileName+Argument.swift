import HCodeSystem
import ArgumentParser

extension FileName: ExpressibleByArgument {
  var defaultValueDescription: String { description }
}
