import CSpawn
import FoundationEssentials

/// The system call filter as container engines read it, made from the same table as the kernel's program.
///
/// Calls that are newer than the machine's libseccomp are named but not known to it, and engines skip such names.
struct SeccompProfile: Encodable {
    struct Rule: Encodable {
        struct Comparison: Encodable {
            var index: UInt32
            var value: UInt64
            var valueTwo: UInt64
            var op: String
        }

        var names: [String]
        var action = "SCMP_ACT_ERRNO"
        var errnoRet: Int32
        var args: [Comparison]?
    }

    var defaultAction = "SCMP_ACT_ALLOW"
    var syscalls: [Rule]

    /// The profile for this machine's processor.
    static var current: SeccompProfile {
        var table: UnsafePointer<tiltyard_seccomp_rule>?
        let count = tiltyard_seccomp_rules(&table)
        return SeccompProfile(syscalls: UnsafeBufferPointer(start: table, count: count).map(Rule.init))
    }

    /// The profile as a file's content.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}

extension SeccompProfile.Rule {
    init(_ rule: tiltyard_seccomp_rule) {
        names = [String(cString: rule.call)]
        errnoRet = rule.error
        func compare(_ op: String, _ value: UInt64, _ second: UInt64 = 0) -> [Comparison] {
            [Comparison(index: rule.argument, value: value, valueTwo: second, op: "SCMP_CMP_\(op)")]
        }
        args =
            switch rule.comparison {
            case TILTYARD_EQUAL: compare("EQ", rule.value)
            case TILTYARD_NOT_EQUAL: compare("NE", rule.value)
            case TILTYARD_GREATER: compare("GT", rule.value)
            case TILTYARD_MASKED_EQUAL: compare("MASKED_EQ", rule.mask, rule.value)
            default: nil
            }
    }
}
