import ArgumentParser
import Engine
import Foundation

/// Where deployed models lie.
struct RegistryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of deployed models; in a project it lies beside notebooks/ and reports/.", valueName: "folder"))
  var models = "models"

  var registry: ModelRegistry { ModelRegistry(folder: models, displayPath: models) }
}

/// Tells what is wrong with a user's data, and ends with 1.
func failing<Value>(_ body: () throws -> Value) throws -> Value {
  do { return try body() } catch let error as DataError {
    Console(isQuiet: false).error("error: \(error.description)")
    throw ExitCode(1)
  }
}
