using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Runs.Workers;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl worker</c>: works on queued runs until stopped.</summary>
internal static class WorkerVerb
{
    private const int MostConcurrency = 256;

    public static Verb Create()
    {
        var concurrency = new Option<int>("--concurrency")
        {
            Description = $"Runs at a time, 1..{MostConcurrency}; one training wants all cores",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        }.Between(1, MostConcurrency);
        var drain = new Option<bool>("--drain") { Description = "End once nothing is queued any more" };
        var verb = new Verb("worker", "Work on queued runs until stopped; any number of workers may share a data root")
        {
            Examples =
            [
                ("pawl worker", "Work until Ctrl-C; running attempts then checkpoint, and go on with the next worker"),
                ("pawl worker --drain --concurrency 4", "Do all there is, four at a time, then end"),
                ("pawl worker --concurrency 2 --threads 4", "Two at a time with two compute threads each"),
            ],
        };
        verb.Add(concurrency);
        verb.Add(drain);
        verb.Add(SharedOptions.Threads);
        return verb.Does(
            async (invocation, _) =>
            {
                var interrupts = invocation.Interrupts;
                interrupts.HoldsProcesses = true;
                var worker = new Worker(
                    invocation.Store,
                    invocation.Home,
                    Workloads.Hosts(),
                    ForegroundRun.Options(invocation, invocation.Value(concurrency)),
                    new WorkerTalk(invocation.Terminal.Talk, invocation.Time),
                    invocation.Time
                );
                invocation.Say($"Worker {worker.Identity.Id} works on {invocation.Home}. Ctrl-C stops it.");
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupts.Soon);
                var work = worker.RunAsync(stop.Token, interrupts.Now);
                if (invocation.Value(drain))
                {
                    await WaitUntilDrainedAsync(invocation, worker.Identity.Id, work, stop.Token);
                    await stop.CancelAsync();
                }

                await work;
                return ExitCode.Ok;
            }
        );
    }

    /// <summary>Returns once no attempt is queued, not even after a backoff, and this worker holds none; or the worker ended.</summary>
    private static async Task WaitUntilDrainedAsync(Invocation invocation, string workerId, Task work, CancellationToken cancellation)
    {
        var pace = TimeSpan.FromMilliseconds(200);
        while (!work.IsCompleted && !cancellation.IsCancellationRequested)
        {
            await Task.WhenAny(work, Task.Delay(pace, invocation.Time, cancellation));
            var mine = invocation.Store.Workers().FirstOrDefault(record => record.Identity.Id == workerId);
            if (mine is { Running: 0 } && invocation.Store.NextDue() is null)
            {
                return;
            }
        }
    }
}
