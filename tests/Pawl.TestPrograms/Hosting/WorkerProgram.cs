using Pawl.Runs.Store;
using Pawl.Runs.Workers;

namespace Pawl.TestPrograms.Hosting;

/// <summary><c>worker DATAROOT</c>: a worker until SIGTERM. Prints <c>worker ID</c>, then what its attempts do, a line each.</summary>
internal sealed class WorkerProgram : ITestProgram, IWorkerObserver
{
    public string Verb => "worker";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        );
        using var store = RunStore.Open(Path.Combine(arguments[0], "pawl.db"), TimeProvider.System);
        var launcher = new HostLauncher(Environment.ProcessPath!, ["host"]);
        var worker = new Worker(store, arguments[0], launcher, new WorkerOptions(), this, TimeProvider.System);
        Say($"worker {worker.Identity.Id}");
        await worker.RunAsync(stop.Token, CancellationToken.None);
        return 0;
    }

    public void AttemptStarted(Pawl.Runs.Model.RunRecord run, Pawl.Runs.Model.AttemptRecord attempt) => Say($"started {attempt.Number}");

    public void CheckpointSaved(string runId, int attempt, long step, string path) => Say($"checkpoint {attempt} {step}");

    public void AttemptEnded(Pawl.Runs.Model.RunRecord run, int attempt, Pawl.Runs.Model.AttemptEnd end) =>
        Say($"ended {attempt} {end.State}");

    public void LeaseLost(string runId, int attempt) => Say($"lost {attempt}");

    private static void Say(string line) => Console.Out.WriteLine(line);
}
