namespace Pawl.TestPrograms;

/// <summary>One small program that tests start as a process of its own: <c>Pawl.TestPrograms VERB ARGUMENTS</c>. Each verb is one file.</summary>
internal interface ITestProgram
{
    string Verb { get; }

    /// <returns>The exit code.</returns>
    Task<int> RunAsync(string[] arguments);
}
