/// The promises that a machine cannot keep, found by looking at it.
package enum Degradations {
    /// Lists what is missing on a machine with these control groups and rights.
    package static func find(cgroups: CgroupHost, isRoot: Bool) -> [Degradation] {
        var found: [Degradation] = []
        func note(_ code: String, _ sentence: String, forbidsRanking: Bool) {
            found.append(Degradation(code: code, sentence: sentence, forbidsRanking: forbidsRanking))
        }
        if !cgroups.canFreeze {
            note(
                "no_freezer",
                "processes are stopped by signal, one after another, not frozen at once",
                forbidsRanking: true
            )
        }
        if !cgroups.limits("cpuset") {
            note("no_processor_set", "the processors of a sandbox cannot be limited", forbidsRanking: true)
        }
        if !cgroups.limits("memory") {
            note("no_memory_limit", "the memory of a whole sandbox cannot be limited", forbidsRanking: false)
        }
        if !cgroups.limits("pids") {
            note("no_process_limit", "processes are counted by user, not by sandbox", forbidsRanking: false)
        }
        if !isRoot {
            note(
                "shared_user",
                "sandboxes run as the operator's own user, not as one of their own",
                forbidsRanking: false
            )
        }
        return found
    }
}
