using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Runs.Workers;
using Pawl.Web.Hosting;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl up</c>: the workbench in the browser, and a worker beside it.</summary>
internal static class UpVerb
{
    private const int HighestPort = 65_535;

    public static Verb Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Where to listen; 0 takes any free port",
            HelpName = "N",
            DefaultValueFactory = _ => WebServerOptions.DefaultPort,
        }.Between(0, HighestPort);
        var noWorker = new Option<bool>("--no-worker") { Description = "Serve only; runs wait for a 'pawl worker'" };
        var verb = new Verb("up", "Serve the workbench, and work on queued runs")
        {
            Examples = [("pawl up", "Prints the address to open; Ctrl-C stops it, and running attempts go on with the next worker")],
        };
        verb.Add(port);
        verb.Add(noWorker);
        verb.Add(SharedOptions.Threads);
        return verb.Does(
            async (invocation, _) =>
            {
                var interrupts = invocation.Interrupts;
                interrupts.HoldsProcesses = true;
                await using var server = await WebServer.StartAsync(
                    new WebServerOptions
                    {
                        DataRoot = invocation.Home,
                        Store = invocation.Store,
                        Workloads = Workloads.Catalog,
                        Time = invocation.Time,
                        Port = invocation.Value(port),
                    },
                    interrupts.Soon
                );
                invocation.Say($"Pawl is up: {server.Address}");
                if (invocation.Value(noWorker))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, invocation.Time, interrupts.Soon)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return ExitCode.Ok;
                }

                var worker = new Worker(
                    invocation.Store,
                    invocation.Home,
                    HostLauncher.OfThisProgram(),
                    ForegroundRun.Options(invocation, concurrency: 1),
                    new WorkerTalk(invocation.Terminal.Talk, invocation.Time),
                    invocation.Time
                );
                await worker.RunAsync(interrupts.Soon, interrupts.Now);
                return ExitCode.Ok;
            }
        );
    }
}
