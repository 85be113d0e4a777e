using System.Diagnostics;
using Pawl.Runs.Hosting.Host;
using Pawl.Runs.Processes;

namespace Pawl.Runs.Workers;

/// <summary>How a worker starts a host: <c>EXECUTABLE LEADING… --run ID --attempt N --socket PATH</c>.</summary>
/// <param name="Executable">Absolute path of a program that stays the same process: a script must <c>exec</c>.</param>
/// <param name="LeadingArguments">What stands before the three options, such as <c>host</c>, or <c>pawl.dll host</c> under <c>dotnet</c>.</param>
public sealed record HostLauncher(string Executable, IReadOnlyList<string> LeadingArguments)
{
    /// <value>Environment variables of hosts by workload: how its runtime suits it best. Empty unless told.</value>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Variables { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Starts this same program with the verb <c>host</c>, however it was started itself.</summary>
    public static HostLauncher OfThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path to start hosts from.");
        // `dotnet program.dll` shows the path of dotnet; the program is its first argument then.
        return Path.GetFileNameWithoutExtension(executable) == "dotnet"
            ? new HostLauncher(executable, [Environment.GetCommandLineArgs()[0], "host"])
            : new HostLauncher(executable, ["host"]);
    }

    internal ProcessStartInfo StartInfo(string workload, string runId, int attempt, string socket, string token)
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

        foreach (var (name, value) in Variables.GetValueOrDefault(workload) ?? new Dictionary<string, string>())
        {
            // What somebody set wins: to measure, or because of a fault of the runtime.
            start.Environment.TryAdd(name, value);
        }

        start.Environment[AttemptToken.Variable] = AttemptToken.Of(runId, attempt);
        start.Environment[HostEnvironment.Token] = token;
        return start;
    }
}
