using System.Diagnostics;
using Pawl.Runs.Hosting.Host;
using Pawl.Runs.Processes;

namespace Pawl.Runs.Workers;

/// <summary>How a worker starts a host: <c>EXECUTABLE LEADING… --run ID --attempt N --socket PATH</c>.</summary>
/// <param name="Executable">Absolute path of a program that stays the same process: a script must <c>exec</c>.</param>
/// <param name="LeadingArguments">What stands before the three options, such as <c>host</c>, or <c>pawl.dll host</c> under <c>dotnet</c>.</param>
public sealed record HostLauncher(string Executable, IReadOnlyList<string> LeadingArguments)
{
    /// <summary>Starts this same program with the verb <c>host</c>, however it was started itself.</summary>
    public static HostLauncher OfThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path to start hosts from.");
        // `dotnet program.dll` shows the path of dotnet; the program is its first argument then.
        return Path.GetFileNameWithoutExtension(executable) == "dotnet"
            ? new HostLauncher(executable, [Environment.GetCommandLineArgs()[0], "host"])
            : new HostLauncher(executable, ["host"]);
    }

    internal ProcessStartInfo StartInfo(string runId, int attempt, string socket, string token)
    {
        var start = new ProcessStartInfo(Executable)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. LeadingArguments, "--run", runId, "--attempt", $"{attempt}", "--socket", socket])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[AttemptToken.Variable] = AttemptToken.Of(runId, attempt);
        start.Environment[HostEnvironment.Token] = token;
        return start;
    }
}
