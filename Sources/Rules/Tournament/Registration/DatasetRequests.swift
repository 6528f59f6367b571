/// Which of the data sets that an entrant asks for are fetched.
package enum DatasetRequests {
    /// Returns the data sets that may be asked for, in the order of asking, as many as the rule grants.
    package static func granted(_ requested: [String], rule: RegistrationRule) -> [String] {
        var seen: Set<String> = []
        let allowed = requested.filter { rule.datasets.contains($0) && seen.insert($0).inserted }
        return Array(allowed.prefix(rule.requestedDatasets))
    }
}
