import Foundation
import Testing

@testable import Records

@Suite struct BurnTests {
    @Test func everyChangeLeavesAnEntry() async throws {
        let bench = try Workbench()
        #expect(try await bench.records.burnSwitch() == nil)
        #expect(try await bench.records.switchBurn(false, reason: "nothing to do") == false)
        #expect(try await bench.records.switchBurn(true, reason: "a cheat was found"))
        #expect(try await bench.records.switchBurn(true, reason: "again") == false)
        #expect(try await bench.records.burnSwitch()?.reason == "a cheat was found")
        #expect(try await bench.records.switchBurn(false, reason: "fixed"))
        #expect(try await bench.records.burnSwitch()?.isOn == false)
        #expect(try await bench.kinds() == [.burnSwitched, .burnSwitched])
        try bench.remove()
    }
}
