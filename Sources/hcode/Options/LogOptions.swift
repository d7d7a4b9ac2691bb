import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeCore
