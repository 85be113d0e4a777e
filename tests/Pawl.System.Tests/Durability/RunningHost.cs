using System.Diagnostics;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Durability;

/// <summary>Finds the process that carries out an attempt.</summary>
internal static class RunningHost
{
    /// <summary>The host of the run, once there is one: the process whose command line names both.</summary>
    public static async Task<Process> UntilAsync(string run)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < PawlShell.Patience)
        {
            foreach (
                var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            )
            {
                if (CommandLine(process!) is ["host", ..] words && words.Contains(run))
                {
                    return Process.GetProcessById(int.Parse(process!));
                }
            }

            await Task.Delay(20);
        }

        throw new TimeoutException(
            $"No host of run {run} appeared within {PawlShell.Patience}: it ended before all kills were done, or is stuck."
        );
    }

    private static string[] CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0').SkipWhile(word => word != "host").ToArray();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
