/// The picture halved until its shorter side is between 120 and 240 pixels: a code of 53 modules that fills it has 2
/// pixels for each. It costs little and reads what is held up close.
struct SmallestAttempt: SearchAttempt {
  let engine: QREngine

  var name: String { "\(engine) smallest" }

  func readings(in scene: SearchScene) -> [QRReading]? {
    var times = 0
    while scene.image.shorterSide >> times >= 240 { times += 1 }
    guard scene.isNew(engine, .none, level: times), let image = scene.halved(times: times)
    else { return nil }
    return scene.read(image, engine).map { $0.scaled(by: 1 << times, over: 1) }
  }
}
