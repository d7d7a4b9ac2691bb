import HCodeCore
@main struct Main { static func main() { print(LumaImage(width: 1, height: 1, pixels: [0])?.width ?? 0) } }
