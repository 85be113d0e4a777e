using System.ComponentModel;

namespace Pawl.Benchmarks.Reporting;

/// <summary>An interpreter that can import torch.</summary>
public static class Python
{
    /// <summary>In the order they are tried: a distribution's Python has its torch, which one managed by other tools in front of it hides.</summary>
    private static readonly string[] Candidates = ["/usr/bin/python3", "python3"];
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <param name="wanted">The only one to try; null for the usual ones.</param>
    /// <returns>The program, or null and why none will do.</returns>
    public static async Task<(string? Program, string Complaint)> FindAsync(string? wanted, CancellationToken cancellation)
    {
        var complaints = new List<string>();
        foreach (var program in wanted is null ? Candidates : [wanted])
        {
            try
            {
                var outcome = await ChildProcess.RunAsync(program, ["-c", "import torch"], NoEnvironment, cancellation);
                if (outcome.ExitCode == 0)
                {
                    return (program, "");
                }

                complaints.Add($"{program}: {outcome.LastComplaint}");
            }
            catch (Win32Exception fault)
            {
                complaints.Add($"{program}: {fault.Message}");
            }
        }

        return (null, string.Join("; ", complaints));
    }
}
