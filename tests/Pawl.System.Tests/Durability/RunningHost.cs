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

    /// <summary>Kills the host of a run, its worker, or both, as <c>kill -9</c> does, at random moments up to 1.5 s after the host began. A killed worker is followed by another.</summary>
    /// <param name="afterEach">Carried out while nothing of the killed attempt is left.</param>
    public static async Task KillRepeatedlyAsync(PawlShell shell, string run, int kills, Random random, Func<Task> afterEach)
    {
        var worker = shell.Start("worker");
        for (var kill = 0; kill < kills; kill++)
        {
            using var host = await UntilAsync(run);
            await Task.Delay(random.Next(1500));
            var (killsHost, killsWorker) = random.Next(3) switch
            {
                0 => (true, false),
                1 => (false, true),
                _ => (true, true),
            };
            if (killsWorker)
            {
                worker.KillAlone();
            }

            if (killsHost)
            {
                host.Kill();
            }

            await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(PawlShell.Patience);
            await afterEach();
            if (killsWorker)
            {
                await worker.DisposeAsync();
                worker = shell.Start("worker");
            }
        }

        worker.KillAlone();
        await worker.DisposeAsync();
    }
}
