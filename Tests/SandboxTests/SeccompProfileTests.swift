import Foundation
import Testing

@testable import Sandbox

/// The profile of container engines, which comes from the table that the kernel's program comes from.
struct SeccompProfileTests {
    private let rules = SeccompProfile.current.syscalls

    private func rule(_ name: String) -> [SeccompProfile.Rule] { rules.filter { $0.names == [name] } }

    @Test func refusesByName() {
        for name in ["mount", "ptrace", "keyctl", "bpf", "io_uring_setup", "process_vm_readv", "unshare", "setns"] {
            #expect(rule(name).map(\.errnoRet) == [EPERM])
            #expect(rule(name).allSatisfy { $0.args == nil })
        }
        #expect(rule("clone3").map(\.errnoRet) == [ENOSYS])
    }

    @Test func masksTheLowerHalfOfAnIoctl() throws {
        let comparisons = rule("ioctl").compactMap { $0.args?.first }
        #expect(comparisons.map(\.op) == ["SCMP_CMP_MASKED_EQ", "SCMP_CMP_MASKED_EQ"])
        #expect(comparisons.map(\.value) == [0xffff_ffff, 0xffff_ffff])
        #expect(comparisons.map(\.valueTwo) == [0x5412, 0x541C])
    }

    @Test func allowsSocketsOfThreeFamiliesOnly() {
        let comparisons = rule("socket").compactMap { $0.args?.first }
        let refused = Set(comparisons.filter { $0.op == "SCMP_CMP_EQ" }.map(\.value))
        #expect(refused == [0, 3, 4, 5, 6, 7, 8, 9])
        #expect(comparisons.filter { $0.op == "SCMP_CMP_GT" }.map(\.value) == [10])
        #expect(rule("socketpair").first?.args?.first?.op == "SCMP_CMP_NE")
    }

    @Test func isWhatEnginesRead() throws {
        let object = try JSONSerialization.jsonObject(with: Data(SeccompProfile.current.json)) as? [String: Any]
        #expect(object?["defaultAction"] as? String == "SCMP_ACT_ALLOW")
        let first = (object?["syscalls"] as? [[String: Any]])?.first
        #expect(first?["names"] as? [String] == ["acct"])
        #expect(first?["action"] as? String == "SCMP_ACT_ERRNO")
        #expect(first?["errnoRet"] as? Int == Int(EPERM))
    }
}
