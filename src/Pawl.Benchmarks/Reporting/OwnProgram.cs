namespace Pawl.Benchmarks.Reporting;

/// <summary>How this same program is started again, however it was started itself.</summary>
/// <param name="Executable">Absolute path.</param>
/// <param name="LeadingArguments">The program's file where <paramref name="Executable"/> is <c>dotnet</c>.</param>
public sealed record OwnProgram(string Executable, IReadOnlyList<string> LeadingArguments)
{
    public static OwnProgram Find()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path to start itself from.");
        // `dotnet program.dll` shows the path of dotnet; the program is its first argument then.
        return Path.GetFileNameWithoutExtension(executable) == "dotnet"
            ? new OwnProgram(executable, [Environment.GetCommandLineArgs()[0]])
            : new OwnProgram(executable, []);
    }
}
