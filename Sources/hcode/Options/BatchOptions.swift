import HCodeDesk
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodePictures
import HCodeRegistry

extension BatchIssuer.PictureFormat: ExpressibleByArgument {}
