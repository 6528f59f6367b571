/// How the Python harness is started inside a sandbox.
enum HarnessCommand {
    static let submissionPath = "/submission/train.py"

    /// The command of one role: isolated from user settings, without bytecode files.
    static func make(_ role: String) -> [String] { ["/venv/bin/python", "-I", "-B", "/harness", role] }

    /// Variables that make torch use the threads it is given.
    ///
    /// A limit they are not: the processor set is.
    static func environment(threads: Int) -> [String: String] {
        ["OMP_NUM_THREADS": "\(threads)", "MKL_NUM_THREADS": "\(threads)", "OMP_WAIT_POLICY": "PASSIVE"]
    }
}
