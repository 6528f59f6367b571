import Testing

@testable import Arena

@Suite struct EpochHoldTests {
    @Test func opensAtOnceWhenNothingIsOnItsWay() async {
        #expect(await EpochHold(patience: .seconds(1000)).mayOpen(isAwaited: false))
    }

    @Test func waitsForWhatIsOnItsWayAndNoLongerThanItsPatience() async {
        let patient = EpochHold(patience: .seconds(1000))
        #expect(await patient.mayOpen(isAwaited: true) == false)
        #expect(await patient.mayOpen(isAwaited: true) == false)
        #expect(await patient.mayOpen(isAwaited: false))
        #expect(await EpochHold(patience: .zero).mayOpen(isAwaited: true))
    }
}
