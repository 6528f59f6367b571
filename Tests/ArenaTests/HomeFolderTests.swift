import Foundation
import Testing

@testable import Arena

/// The folder of an arena, in which seeds and unrevealed code lie.
@Suite struct HomeFolderTests {
    /// A folder that an operator made before, as `mkdir` makes it.
    @Test(arguments: [(0o755, 0o750), (0o777, 0o770), (0o700, 0o700), (0o750, 0o750)])
    func aFolderThatWasThereIsClosedToOthers(_ before: Int, _ after: Int) throws {
        let home = Home(NSTemporaryDirectory() + "arena-\(UUID().uuidString)")
        let files = FileManager.default
        try files.createDirectory(atPath: home.path, withIntermediateDirectories: true)
        try files.setAttributes([.posixPermissions: before], ofItemAtPath: home.path)
        try home.prepare()
        for (path, mode) in [(home.path, after), (home.jobs, 0o700), (home.uploads, 0o700)] {
            #expect(try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
        }
        try files.removeItem(atPath: home.path)
    }
}
