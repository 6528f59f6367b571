/// How the Python harness is started inside a sandbox.
package enum HarnessCommand {
    /// Where a sandbox finds the submission.
    package static let submissionPath = "\(submissionFolder)/train.py"
    /// The folder of the submission's file.
    static let submissionFolder = "/submission"

    /// The command that looks at a submission's text.
    ///
    /// It goes without the environment's packages and without Python's way to run a folder, which takes 8 ms, and does
    /// not look for garbage while it loads, which takes 2 ms.
    package static let lint = [
        "/venv/bin/python", "-I", "-S", "-B", "-c",
        "import gc, sys; gc.disable(); sys.path.insert(0, '/harness'); from lint.service import run; gc.enable(); "
            + "sys.exit(run([]))",
    ]

    /// The command of one role: isolated from user settings, without bytecode files.
    static func make(_ role: String) -> [String] { ["/venv/bin/python", "-I", "-B", "/harness", role] }

    /// Variables that make torch use the threads it is given.
    ///
    /// A limit they are not: the processor set is.
    static func environment(threads: Int) -> [String: String] {
        ["OMP_NUM_THREADS": "\(threads)", "MKL_NUM_THREADS": "\(threads)", "OMP_WAIT_POLICY": "PASSIVE"]
    }
}
